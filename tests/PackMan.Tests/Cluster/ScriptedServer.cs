using System.Collections.Concurrent;
using System.Net;
using System.Text;
using PackMan.Cluster.Api;

namespace PackMan.Tests.Cluster;

/// <summary>A server made of answers: a rule per request, everything asked is noted.</summary>
internal sealed class ScriptedServer(Func<AskedRequest, HttpResponseMessage> answer) : HttpMessageHandler
{
    public ConcurrentQueue<AskedRequest> Asked { get; } = new();

    public static Uri Address { get; } = new("https://cluster.test:6443");

    public ApiClient Client(TimeProvider? time = null, ApiClientOptions? options = null) => new(this, Address, time ?? new InstantTime(), options);

    /// <summary>Answers in turn, the last one for ever.</summary>
    public static ScriptedServer InTurn(params Func<HttpResponseMessage>[] answers)
    {
        var next = -1;
        return new ScriptedServer(_ => answers[Math.Min(Interlocked.Increment(ref next), answers.Length - 1)]());
    }

    public static HttpResponseMessage Json(string body, int status = 200) =>
        new((HttpStatusCode)status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };

    public static HttpResponseMessage Status(int code, string reason, string message, string causes = "[]") => Json(
        $$"""{"kind":"Status","apiVersion":"v1","status":"Failure","message":{{Quoted(message)}},"reason":"{{reason}}","details":{"causes":{{causes}}},"code":{{code}}}""", code);

    public static string Quoted(string text) => PackMan.Yaml.JsonText.Write(new PackMan.Yaml.YamlString(text));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
        var asked = new AskedRequest(request.Method.Method, Uri.UnescapeDataString(request.RequestUri!.PathAndQuery), body)
        {
            Accept = request.Headers.NonValidated["Accept"].ToString(),
            ContentType = request.Content?.Headers.ContentType?.MediaType ?? "",
        };
        Asked.Enqueue(asked);
        return answer(asked);
    }
}

/// <summary>One request as the server saw it, its path unescaped.</summary>
internal sealed record AskedRequest(string Method, string Path, string Body)
{
    public string Accept { get; init; } = "";

    public string ContentType { get; init; } = "";

    public override string ToString() => $"{Method} {Path}";
}
