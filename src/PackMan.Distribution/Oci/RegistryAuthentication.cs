using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using PackMan.Distribution.Credentials;
using PackMan.Distribution.Http;
using PackMan.Yaml;

namespace PackMan.Distribution.Oci;

/// <summary>
/// Proves who we are to one registry when it asks: by name and password, or by a token fetched from the token server it names
/// (https://distribution.github.io/distribution/spec/auth/token/). Credentials are looked up only then.
/// </summary>
/// <param name="purpose">What is being done, for messages.</param>
internal sealed class RegistryAuthentication(RegistryAccess access, string host, string purpose)
{
    private const int LargestToken = 1024 * 1024;

    private AuthenticationHeaderValue? _authorization;

    /// <summary>The answer, asked for with credentials if the registry wants them.</summary>
    /// <param name="request">Makes the request, once or twice.</param>
    /// <param name="scope">What the request needs, for registries that do not say: `repository:charts/web:pull`.</param>
    public async Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> request, string scope, CancellationToken cancellationToken)
    {
        var response = await SendOnceAsync(request(), cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized || !IsFromRegistry(response))
        {
            return response;
        }

        using (response)
        {
            await RespondAsync(response, scope, cancellationToken);
        }

        return await SendOnceAsync(request(), cancellationToken);
    }

    /// <summary>The error of an answer 401 that stands: wrong credentials, or none.</summary>
    public async Task<RegistryCredentialException> RefusedAsync(CancellationToken cancellationToken) => await FindAsync(cancellationToken) is { } credential
        ? new RegistryCredentialException(purpose, host, $"`{host}` does not accept {Show(credential)}", access.IsGiven ? "Check the name and the password; an access token may have expired" : $"Log in again with `packman registry login {host}`")
        : new RegistryCredentialException(purpose, host, $"`{host}` wants credentials, and none are known", $"Log in with `packman registry login {host}`. Looked for in {string.Join(", ", access.Credentials.Files.Select(file => $"`{file}`"))}");

    /// <summary>What is known of the user, for messages; null when nothing is.</summary>
    public async Task<string?> DescribeUserAsync(CancellationToken cancellationToken) => await FindAsync(cancellationToken) is { } credential ? Show(credential) : null;

    private async Task<HttpResponseMessage> SendOnceAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // The registry may name any address for an upload; credentials go to itself alone.
        if (_authorization is not null && IsRegistry(request.RequestUri!))
        {
            request.Headers.Authorization = _authorization;
        }

        return await SendAnywhereAsync(request, cancellationToken);
    }

    // The client's certificate is for the registry, and not for servers that it names.
    private Task<HttpResponseMessage> SendAnywhereAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Options.Set(HttpPipeline.ToStranger, !IsRegistry(request.RequestUri!));
        return access.Http.SendAsync(request, cancellationToken);
    }

    private bool IsFromRegistry(HttpResponseMessage response) => IsRegistry(HttpPipeline.AnswererOf(response));

    private bool IsRegistry(Uri address) => RedirectHandler.IsSameServer(access.AddressOf(host), address);

    private async Task RespondAsync(HttpResponseMessage refusal, string scope, CancellationToken cancellationToken) =>
        _authorization = AuthenticationChallenge.Read(refusal.Headers.WwwAuthenticate) switch
        {
            AuthenticationChallenge.Bearer bearer => new AuthenticationHeaderValue("Bearer", await FetchTokenAsync(bearer, scope, cancellationToken)),
            AuthenticationChallenge.Basic when await FindAsync(cancellationToken) is { Username.Length: > 0 } credential => BasicOf(credential),
            AuthenticationChallenge.Basic => throw await RefusedAsync(cancellationToken),
            _ => throw new RegistryException(purpose, $"`{host}` answered 401 and asks for no kind of credentials that PackMan knows"),
        };

    private async Task<string> FetchTokenAsync(AuthenticationChallenge.Bearer challenge, string scope, CancellationToken cancellationToken)
    {
        var credential = await FindAsync(cancellationToken);
        if (credential?.RegistryToken is { } ready)
        {
            return ready;
        }

        RequireSafe(challenge.Realm);
        using var request = credential?.IdentityToken is { } identity ? TradeRequest(challenge, scope, identity) : TokenRequest(challenge, scope, credential);
        using var response = await SendAnywhereAsync(request, cancellationToken);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => Parse(await access.Http.ReadBytesAsync(response, LargestToken, cancellationToken), challenge.Realm),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden or HttpStatusCode.BadRequest => throw await RefusedAsync(cancellationToken),
            var status => throw new RegistryException(purpose, $"the token server `{challenge.Realm.Authority}` of `{host}` answered {(int)status} {response.ReasonPhrase}"),
        };
    }

    // The registry chooses the token server, and must not choose one that others can listen to.
    private void RequireSafe(Uri realm)
    {
        if (realm.Scheme != Uri.UriSchemeHttps && (realm.Scheme != Uri.UriSchemeHttp || access.AddressOf(host).Scheme != Uri.UriSchemeHttp))
        {
            throw new RegistryException(purpose, $"`{host}` names the token server `{realm.Authority}`, which does not speak https");
        }
    }

    private static HttpRequestMessage TokenRequest(AuthenticationChallenge.Bearer challenge, string scope, RegistryCredential? credential)
    {
        var query = new StringBuilder(challenge.Realm.Query.TrimStart('?'));
        foreach (var (name, value) in new[] { ("service", challenge.Service), ("scope", challenge.Scope ?? scope) }.Where(pair => !string.IsNullOrEmpty(pair.Item2)))
        {
            query.Append($"{(query.Length == 0 ? "" : "&")}{name}={Uri.EscapeDataString(value!)}");
        }

        var request = new HttpRequestMessage(HttpMethod.Get, new UriBuilder(challenge.Realm) { Query = query.ToString() }.Uri);
        request.Headers.Authorization = credential is null ? null : BasicOf(credential);
        return request;
    }

    // https://distribution.github.io/distribution/spec/auth/oauth/
    private static HttpRequestMessage TradeRequest(AuthenticationChallenge.Bearer challenge, string scope, string identity) => new(HttpMethod.Post, challenge.Realm)
    {
        Content = new FormUrlEncodedContent(
        [
            KeyValuePair.Create("grant_type", "refresh_token"),
            KeyValuePair.Create("service", challenge.Service ?? ""),
            KeyValuePair.Create("scope", challenge.Scope ?? scope),
            KeyValuePair.Create("client_id", "packman"),
            KeyValuePair.Create("refresh_token", identity),
        ]),
    };

    private string Parse(byte[] json, Uri realm)
    {
        try
        {
            if (JsonText.Parse(json) is YamlMap answer && (answer.Find("token") ?? answer.Find("access_token")) is YamlString { Value.Length: > 0 } token && token.Value.All(IsTokenCharacter))
            {
                return token.Value;
            }
        }
        catch (JsonException)
        {
            // Falls through: no token either way, and the answer may hold secrets.
        }

        throw new RegistryException(purpose, $"the token server `{realm.Authority}` of `{host}` gave no token");
    }

    private static bool IsTokenCharacter(char character) => character is > ' ' and < '\u007f';

    private Task<RegistryCredential?> FindAsync(CancellationToken cancellationToken) => access.FindCredentialAsync(host, cancellationToken);

    private static AuthenticationHeaderValue BasicOf(RegistryCredential credential) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.Username}:{credential.Password}")));

    private static string Show(RegistryCredential credential) =>
        credential.Username.Length > 0 ? $"the credentials of `{credential.Username}` from {credential.Source}" : $"the token from {credential.Source}";
}
