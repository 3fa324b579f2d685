using System.Net;
using System.Net.Http.Headers;
using System.Text;
using PackMan.Sandbox.Requests;
using PackMan.Yaml;

namespace PackMan.Sandbox.Http;

/// <summary>An answer before it is an HTTP message.</summary>
internal sealed record ApiResponse(int Code, HttpContent Content)
{
    public IReadOnlyList<string> Warnings { get; init; } = [];

    public int? RetryAfterSeconds { get; init; }

    public static ApiResponse Json(int code, YamlNode body, string mediaType = "application/json")
    {
        var content = new ByteArrayContent(JsonText.WriteBytes(body));
        content.Headers.TryAddWithoutValidation("Content-Type", mediaType);
        return new ApiResponse(code, content);
    }

    public static ApiResponse Text(int code, string body)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
        content.Headers.ContentType = new MediaTypeHeaderValue("text/plain", "utf-8");
        return new ApiResponse(code, content);
    }

    public static ApiResponse Refusal(StatusException refusal) =>
        Json(refusal.Code, refusal.ToStatus()) with { RetryAfterSeconds = refusal.RetryAfterSeconds };

    /// <summary>What the router of a real server says about a path it does not know.</summary>
    public static ApiResponse NoSuchPath() => Text(404, "404 page not found\n");

    public HttpResponseMessage ToMessage(HttpRequestMessage request, DateTimeOffset now)
    {
        var message = new HttpResponseMessage((HttpStatusCode)Code) { RequestMessage = request, Content = Content, Version = request.Version };
        message.Headers.Date = now;
        message.Headers.CacheControl = new CacheControlHeaderValue { NoCache = true, Private = true };
        foreach (var warning in Warnings)
        {
            var quoted = warning.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal);
            message.Headers.TryAddWithoutValidation("Warning", $"299 - \"{quoted}\"");
        }

        if (RetryAfterSeconds is { } seconds)
        {
            message.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromSeconds(seconds));
        }

        return message;
    }
}
