using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace PackMan.ClusterTests.Fixtures;

/// <summary>The API server over plain HTTP and JSON trees, for arranging and checking what tests of PackMan do.</summary>
internal sealed class KubeClient(HttpClient http) : IDisposable
{
    public HttpClient Http => http;

    public static KubeClient For(string kubeconfigPath) => new(KubeconfigReader.OpenHttp(kubeconfigPath));

    /// <summary>The object or list at a path, null where there is none.</summary>
    public async Task<JsonObject?> GetAsync(string path, CancellationToken cancellationToken = default)
    {
        using var response = await http.GetAsync(path, cancellationToken);
        return response.StatusCode == HttpStatusCode.NotFound ? null : await ReadAsync(response, cancellationToken);
    }

    public async Task<string> GetTextAsync(string path, CancellationToken cancellationToken = default)
    {
        using var response = await http.GetAsync(path, cancellationToken);
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode ? text : throw new KubeStatusException(response.StatusCode, text);
    }

    public Task<JsonObject> CreateAsync(string path, JsonNode body, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Post, path, body, "application/json", cancellationToken);

    public Task<JsonObject> MergePatchAsync(string path, JsonNode body, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Patch, path, body, "application/merge-patch+json", cancellationToken);

    /// <summary>Server-side apply as another tool would do it; tests of conflicts need one.</summary>
    public Task<JsonObject> ApplyAsync(string path, JsonNode body, string fieldManager, bool force = false, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Patch, $"{path}?fieldManager={fieldManager}&force={(force ? "true" : "false")}", body, "application/apply-patch+yaml", cancellationToken);

    public Task<JsonObject> DeleteAsync(string path, JsonNode? options = null, CancellationToken cancellationToken = default) =>
        SendAsync(HttpMethod.Delete, path, options, "application/json", cancellationToken);

    public async Task<bool> IsReadyAsync(CancellationToken cancellationToken = default)
    {
        try
        {
            using var response = await http.GetAsync("/readyz", cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    public async Task<Version> GetServerVersionAsync(CancellationToken cancellationToken = default)
    {
        var answer = await GetAsync("/version", cancellationToken);
        // Some providers append a plus sign to the minor version.
        return Version.Parse($"{answer?["major"]}.{answer?["minor"]?.ToString().TrimEnd('+')}");
    }

    public void Dispose() => http.Dispose();

    private async Task<JsonObject> SendAsync(HttpMethod method, string path, JsonNode? body, string mediaType, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue(mediaType));
        }

        using var response = await http.SendAsync(request, cancellationToken);
        return await ReadAsync(response, cancellationToken);
    }

    private static async Task<JsonObject> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var text = await response.Content.ReadAsStringAsync(cancellationToken);
        return response.IsSuccessStatusCode ? JsonNode.Parse(text)!.AsObject() : throw new KubeStatusException(response.StatusCode, text);
    }
}
