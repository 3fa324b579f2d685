using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Cluster.Api;

/// <content>Following collections.</content>
public sealed partial class ApiClient
{
    private const string MetadataOnlyEventAccept = "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1,application/json";

    private static readonly TimeSpan WatchLength = TimeSpan.FromMinutes(4.5);
    private static readonly TimeSpan ReconnectDelay = TimeSpan.FromSeconds(1);

    /// <summary>
    /// The collection as it is, then every change, for ever: broken streams are taken up again where they ended, and
    /// a new list is made when the server no longer knows that point (410).
    /// </summary>
    /// <exception cref="ApiException">Listing or watching is refused.</exception>
    public async IAsyncEnumerable<WatchEvent> FollowAsync(
        ResourcePath collection, ListOptions options, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var resourceVersion = "";
        while (true)
        {
            if (resourceVersion.Length == 0)
            {
                var list = await ListAsync(collection, options, cancellationToken);
                resourceVersion = list.ResourceVersion;
                yield return new WatchEvent.Listed(list.Items);
            }

            await foreach (var (type, content) in WatchTolerantlyAsync(collection, options, resourceVersion, cancellationToken))
            {
                resourceVersion = type == "EXPIRED" ? "" : content.FindString("metadata", "resourceVersion") ?? resourceVersion;
                if (Translate(type, Typed(collection.Resource, content)) is { } change)
                {
                    yield return change;
                }
            }
        }
    }

    /// <summary>One watch stream, from a resourceVersion on until it ends: `ADDED`, `MODIFIED`, `DELETED` and `BOOKMARK` with their objects.</summary>
    /// <exception cref="ApiException">The server refused or ended it; 410 when it no longer knows the resourceVersion.</exception>
    public async IAsyncEnumerable<(string Type, YamlMap Object)> WatchAsync(
        ResourcePath collection, ListOptions options, string resourceVersion, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var request = WatchRequest(collection, options, resourceVersion);
        using var message = request.ToMessage(Server);
        var started = _time.GetTimestamp();
        using var response = await _watchHttp.SendAsync(message, cancellationToken);
        Heard(request, response, started);
        if (!response.IsSuccessStatusCode)
        {
            throw ApiErrors.From(request, (int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }

        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            if (line.Length > 0 && ParseEvent(request, line) is { } change)
            {
                yield return change;
            }
        }
    }

    private async IAsyncEnumerable<(string Type, YamlMap Object)> WatchTolerantlyAsync(
        ResourcePath collection, ListOptions options, string resourceVersion, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // The server ends the stream after WatchLength; one that outlives it hangs on a dead connection.
        using var limit = new CancellationTokenSource(WatchLength + TimeSpan.FromSeconds(30), _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        await using var stream = WatchAsync(collection, options, resourceVersion, either.Token).GetAsyncEnumerator(either.Token);
        while (true)
        {
            (string, YamlMap)? next = null;
            try
            {
                next = await stream.MoveNextAsync() ? stream.Current : null;
            }
            catch (ApiException refusal) when (refusal.Status == 410)
            {
                next = ("EXPIRED", YamlMap.Empty);
            }
            catch (Exception failure) when (IsTransient(failure) && !cancellationToken.IsCancellationRequested)
            {
            }

            if (next is { } change)
            {
                yield return change;
            }

            if (next is null or ("EXPIRED", _))
            {
                await Task.Delay(ReconnectDelay, _time, cancellationToken);
                yield break;
            }
        }
    }

    private static bool IsTransient(Exception failure) => IsSilence(failure) || failure is ApiException { Status: 429 or >= 500 };

    private static ApiRequest WatchRequest(ResourcePath collection, ListOptions options, string resourceVersion) =>
        Reading(collection, ApiRequest.Query(
            collection.ToString(),
            ("watch", "true"),
            ("allowWatchBookmarks", "true"),
            ("resourceVersion", resourceVersion),
            ("labelSelector", options.LabelSelector),
            ("fieldSelector", options.FieldSelector),
            ("timeoutSeconds", WatchLength.TotalSeconds.ToString("0", CultureInfo.InvariantCulture)))) with
        {
            What = $"Watching `{collection.Description}`",
            Accept = options.MetadataOnly ? MetadataOnlyEventAccept : ApiRequest.Json,
        };

    private static (string Type, YamlMap Object)? ParseEvent(ApiRequest request, string line)
    {
        if (ParseLine(line) is not { } change || change.FindString("type") is not { } type || change.Find("object") is not YamlMap content)
        {
            return null;
        }

        if (type != "ERROR")
        {
            return (type, content);
        }

        var status = (content.Find("code") as YamlNumber)?.AsInt64 ?? 500;
        throw ApiErrors.From(request, (int)status, JsonText.WriteBytes(content));
    }

    // A connection that breaks in the middle of a line leaves half a document; the next stream brings it whole.
    private static YamlMap? ParseLine(string line)
    {
        try
        {
            return JsonText.Parse(line) as YamlMap;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static WatchEvent? Translate(string type, KubernetesObject content) => type switch
    {
        "ADDED" or "MODIFIED" => new WatchEvent.Changed(content),
        "DELETED" => new WatchEvent.Deleted(content),
        _ => null,
    };
}
