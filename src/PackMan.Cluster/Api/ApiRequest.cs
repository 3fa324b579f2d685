using System.Net;
using System.Net.Http.Headers;
using System.Text;
using PackMan.Yaml;

namespace PackMan.Cluster.Api;

/// <summary>One request, so described that it can be sent again.</summary>
/// <param name="What">What is being done, as an error says it (`Apply of deployment/shop/web`).</param>
/// <param name="PathAndQuery">Below the server's address, starting with a slash.</param>
internal sealed record ApiRequest(string What, HttpMethod Method, string PathAndQuery)
{
    public const string Json = "application/json";
    public const string ApplyPatch = "application/apply-patch+yaml";
    public const string MergePatch = "application/merge-patch+json";

    public string Accept { get; init; } = Json;

    public YamlMap? Body { get; init; }

    public string ContentType { get; init; } = Json;

    /// <summary>Repeating it blindly cannot do harm.</summary>
    public bool IsIdempotent { get; init; }

    /// <summary>A 409 that is no field conflict is a lost race, and the server decides anew when asked again (server-side apply).</summary>
    public bool RepeatsConflicts { get; init; }

    /// <summary>The body or the object is a Secret's, so server messages may carry its values.</summary>
    public bool IsSecret { get; init; }

    public HttpRequestMessage ToMessage(Uri server)
    {
        var message = new HttpRequestMessage(Method, new Uri(server.GetLeftPart(UriPartial.Path).TrimEnd('/') + PathAndQuery))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        message.Headers.TryAddWithoutValidation("Accept", Accept);
        message.Headers.TryAddWithoutValidation("User-Agent", "packman");
        if (Body is not null)
        {
            message.Content = new ByteArrayContent(JsonText.WriteBytes(Body));
            message.Content.Headers.ContentType = new MediaTypeHeaderValue(ContentType);
        }

        return message;
    }

    /// <summary>A path with the parameters that have a value.</summary>
    public static string Query(string path, params ReadOnlySpan<(string Name, string? Value)> parameters)
    {
        var query = new StringBuilder(path);
        foreach (var (name, value) in parameters)
        {
            if (value is not null)
            {
                query.Append(query.Length == path.Length ? '?' : '&').Append(name).Append('=').Append(Uri.EscapeDataString(value));
            }
        }

        return query.ToString();
    }
}
