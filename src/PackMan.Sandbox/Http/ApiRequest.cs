namespace PackMan.Sandbox.Http;

/// <summary>An HTTP request, read.</summary>
internal sealed record ApiRequest(HttpMethod Method, string Path, byte[] Body)
{
    private Dictionary<string, string> Query { get; init; } = [];

    public string Accept { get; init; } = "";

    public string ContentType { get; init; } = "";

    public string UserAgent { get; init; } = "";

    public static async Task<ApiRequest> ReadAsync(HttpRequestMessage message, CancellationToken cancellationToken)
    {
        var uri = message.RequestUri ?? new Uri("/", UriKind.Relative);
        return new ApiRequest(message.Method, uri.AbsolutePath, message.Content is { } content ? await content.ReadAsByteArrayAsync(cancellationToken) : [])
        {
            Query = ParseQuery(uri.Query),
            Accept = string.Join(',', message.Headers.Accept),
            ContentType = message.Content?.Headers.ContentType?.MediaType ?? "",
            UserAgent = message.Headers.UserAgent.ToString(),
        };
    }

    /// <summary>The last value of a query parameter; empty when it is absent.</summary>
    public string Parameter(string name) => Query.GetValueOrDefault(name, "");

    public bool Has(string name) => Query.ContainsKey(name);

    public bool IsTrue(string name) => Parameter(name) is "true" or "1" || (Has(name) && Parameter(name).Length == 0);

    private static Dictionary<string, string> ParseQuery(string query)
    {
        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var part in query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            var (name, value) = equals < 0 ? (part, "") : (part[..equals], part[(equals + 1)..]);
            parameters[Decode(name)] = Decode(value);
        }

        return parameters;
    }

    private static string Decode(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
