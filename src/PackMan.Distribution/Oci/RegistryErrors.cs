using System.Net;
using System.Text.Json;
using PackMan.Distribution.Http;
using PackMan.Yaml;

namespace PackMan.Distribution.Oci;

/// <summary>Says why a registry did not do what it was asked.</summary>
/// <param name="purpose">What it was asked for: "push `registry.example.org/web:1.2.0`".</param>
internal sealed class RegistryErrors(RegistryAccess access, RegistryAuthentication authentication, string host, string purpose)
{
    private const int LargestError = 256 * 1024;
    private const int LongestMessage = 300;

    public string Purpose => purpose;

    public async Task<PackManException> ExplainAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var answered = HttpPipeline.AnswererOf(response).Authority;
        var (code, message) = await ReadAsync(response, cancellationToken);
        var said = message.Length == 0 ? "" : $" ({message})";
        return response.StatusCode switch
        {
            HttpStatusCode.Unauthorized when answered.Equals(access.AddressOf(host).Authority, StringComparison.OrdinalIgnoreCase) => await authentication.RefusedAsync(cancellationToken),
            HttpStatusCode.Forbidden => await DeniedAsync(answered, said, cancellationToken),
            HttpStatusCode.NotFound => new RegistryException(purpose, $"`{answered}` has no such repository{said}", "Check the path, and whether the registry wants it to be made first"),
            HttpStatusCode.MethodNotAllowed => new RegistryException(purpose, $"`{answered}` takes no such request{said}", "The registry may be read-only"),
            HttpStatusCode.TooManyRequests => new RegistryException(purpose, $"`{answered}` has had too many requests{said}", "Try again later, or log in: registries often allow more to those they know"),
            >= HttpStatusCode.InternalServerError => new RegistryException(purpose, $"`{answered}` answers {Status(response)} again and again{said}", "Try again later; if it stays so, ask whoever runs the registry"),
            _ => new RegistryException(purpose, $"`{answered}` answered {Status(response)}{(code.Length == 0 ? "" : $" {code}")}{said}"),
        };
    }

    private async Task<RegistryException> DeniedAsync(string answered, string said, CancellationToken cancellationToken) =>
        await authentication.DescribeUserAsync(cancellationToken) is { } user
            ? new RegistryException(purpose, $"`{answered}` does not allow it with {user}{said}", "Ask for the right, or log in as somebody who has it")
            : new RegistryException(purpose, $"`{answered}` does not allow it without credentials{said}", $"Log in with `packman registry login {host}`");

    private static string Status(HttpResponseMessage response) => $"{(int)response.StatusCode} {response.ReasonPhrase}".TrimEnd();

    // {"errors":[{"code":"DENIED","message":"…"}]}; proxies in between answer with pages, which say nothing here.
    private async Task<(string Code, string Message)> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        try
        {
            var body = await access.Http.ReadBytesAsync(response, LargestError, cancellationToken);
            if (body.Length > 0 && JsonText.Parse(body) is YamlMap map && map.Find("errors") is YamlList { Items: [YamlMap first, ..] })
            {
                return (Text(first, "code"), Text(first, "message"));
            }
        }
        catch (Exception exception) when (exception is JsonException or RemoteException)
        {
            // The status has to do.
        }

        return ("", "");
    }

    private static string Text(YamlMap map, string key)
    {
        var text = (map.Find(key) as YamlString)?.Value.ReplaceLineEndings(" ").Trim() ?? "";
        return text.Length <= LongestMessage ? text : text[..LongestMessage] + "…";
    }
}
