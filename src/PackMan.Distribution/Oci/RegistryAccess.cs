using System.Collections.Concurrent;
using System.Net;
using PackMan.Distribution.Credentials;
using PackMan.Distribution.Http;

namespace PackMan.Distribution.Oci;

/// <summary>The way to registries: connections, and what the user proves himself with.</summary>
/// <param name="isPlain">Speaks HTTP without TLS. A registry of this very machine is spoken to either way.</param>
/// <param name="given">A credential given for this run, which wins over files.</param>
public sealed class RegistryAccess(HttpPipeline http, CredentialStore credentials, bool isPlain = false, RegistryCredential? given = null)
{
    // Docker's name for its registry, and the address that answers.
    private const string DockerHub = "docker.io";
    private const string DockerHubAddress = "registry-1.docker.io";

    // Charts of several repositories are fetched at once.
    private readonly ConcurrentDictionary<string, Uri> _addresses = new(StringComparer.OrdinalIgnoreCase);
    private readonly ConcurrentDictionary<string, RegistryCredential?> _credentials = new(StringComparer.OrdinalIgnoreCase);

    public HttpPipeline Http => http;

    public CredentialStore Credentials => credentials;

    /// <summary>Whether the credentials come from the command line, and no file is to blame for them.</summary>
    internal bool IsGiven => given is not null;

    /// <summary>The address of a registry, once <see cref="FindAddressAsync"/> knows it.</summary>
    internal Uri AddressOf(string host) => _addresses[host];

    /// <summary>Learns how a registry is spoken to.</summary>
    internal async Task FindAddressAsync(string host, CancellationToken cancellationToken)
    {
        if (_addresses.ContainsKey(host))
        {
            return;
        }

        var name = host.Equals(DockerHub, StringComparison.OrdinalIgnoreCase) ? DockerHubAddress : host;
        var secure = new Uri($"https://{name}");
        _addresses[host] = isPlain || (secure.IsLoopback && await SpeaksPlainAsync(name, cancellationToken)) ? new Uri($"http://{name}") : secure;
    }

    internal async Task<RegistryCredential?> FindCredentialAsync(string host, CancellationToken cancellationToken)
    {
        if (!_credentials.TryGetValue(host, out var known))
        {
            _credentials[host] = known = given ?? await credentials.FindAsync(host, cancellationToken);
        }

        return known;
    }

    // Registries for tests and caches run without TLS on the own machine, where nobody listens in. Nothing secret is in this question.
    private async Task<bool> SpeaksPlainAsync(string name, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri($"http://{name}/v2/"));
            request.Options.Set(HttpPipeline.SentOnce, true);
            using var response = await http.SendAsync(request, cancellationToken);
            // Servers that speak TLS answer 400, or hang up.
            return response.StatusCode != HttpStatusCode.BadRequest;
        }
        catch (NoAnswerException)
        {
            return false;
        }
    }
}
