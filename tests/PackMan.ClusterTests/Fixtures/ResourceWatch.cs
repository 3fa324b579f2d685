using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace PackMan.ClusterTests.Fixtures;

/// <summary>One change of an object as a watch reports it, or one that is taken up again and may be out of date.</summary>
internal sealed record ResourceEvent(string Collection, JsonObject Object, bool IsDeleted, bool IsRepeated = false);

/// <summary>Lists a collection, then follows it by watch, again from a new list whenever the server ends or refuses the watch.</summary>
internal sealed class ResourceWatch(KubeClient client, string path, ChannelWriter<ResourceEvent> events)
{
    private readonly Dictionary<string, JsonObject> _known = [];

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                var version = await ListAsync(cancellationToken);
                await WatchAsync(version, cancellationToken);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException or KubeStatusException)
            {
                // The server restarts, or has forgotten the version: start over, but not in a tight loop.
                await Task.Delay(200, cancellationToken);
            }
        }
    }

    private async Task<string> ListAsync(CancellationToken cancellationToken)
    {
        var list = await client.GetAsync(path, cancellationToken)
            ?? throw new KubeStatusException(System.Net.HttpStatusCode.NotFound, path);
        var items = list["items"]!.AsArray().Select(item => item!.AsObject()).ToDictionary(item => item.Uid());
        foreach (var gone in _known.Where(known => !items.ContainsKey(known.Key)).ToList())
        {
            Report(gone.Value, isDeleted: true);
        }

        foreach (var item in items.Values)
        {
            Report(item, isDeleted: false);
        }

        return list.Text("metadata", "resourceVersion");
    }

    private async Task WatchAsync(string version, CancellationToken cancellationToken)
    {
        var address = $"{path}?watch=true&allowWatchBookmarks=true&timeoutSeconds=600&resourceVersion={version}";
        using var response = await client.Http.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await lines.ReadLineAsync(cancellationToken) is { } line)
        {
            var change = JsonNode.Parse(line)!.AsObject();
            switch (change.Text("type"))
            {
                case "ERROR":
                    return;
                case "BOOKMARK":
                    break;
                case var type:
                    Report(change["object"]!.AsObject(), type == "DELETED");
                    break;
            }
        }
    }

    private void Report(JsonObject item, bool isDeleted)
    {
        if (isDeleted)
        {
            _known.Remove(item.Uid());
        }
        else
        {
            _known[item.Uid()] = item;
        }

        events.TryWrite(new ResourceEvent(path, item, isDeleted));
    }
}
