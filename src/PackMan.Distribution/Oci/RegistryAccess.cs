using System.Collections.Concurrent;
using System.Net;
using PackMan.Distribution.Credentials;
using PackMan.Distribution.Http;
using PackMan.Distribution.Oci.Mirrors;
using PackMan.Distribution.References;

namespace PackMan.Distribution.Oci;

/// <summary>The way to registries: connections, and what the user proves himself with.</summary>
/// <param name="isPlain">Speaks HTTP without TLS. A registry of this very machine is spoken to either way.</param>
/// <param name="given">A credential given for this run, which wins over files.</param>
/// <param name="mirrors">Where to read from before, or instead.</param>
public sealed class RegistryAccess(HttpPipeline http, CredentialStore credentials, bool isPlain = false, RegistryCredential? given = null, RegistryMirrors? mirrors = null)
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

    /// <summary>The way to mirrors, which see nothing of what was given for the registry; null for this way without the credentials.</summary>
    internal RegistryAccess? Others { get; init; }

    /// <summary>The same way without the credentials that were given for this run.</summary>
    internal RegistryAccess WithoutGiven(bool isPlain) => new(http, credentials, isPlain, given: null, mirrors) { Others = Others };

    /// <summary>Reads from the first place that has what is wanted: mirrors, then the registry itself, whose failure is the one that counts.</summary>
    /// <param name="isPinned">Whether a digest says what is wanted.</param>
    /// <param name="read">Reads from a repository; null where it has nothing.</param>
    /// <exception cref="PackManException">The last place failed.</exception>
    internal async Task<T?> ReadAsync<T>(OciRepository repository, bool isPinned, Func<RegistryAccess, OciRepository, Task<T?>> read)
        where T : class
    {
        var places = (mirrors ?? RegistryMirrors.None).PlacesOf(repository, isPinned);
        var failures = new List<PackManException>();
        foreach (var place in places[..^1])
        {
            try
            {
                if (await read(WayTo(place), place.Repository) is { } found)
                {
                    return found;
                }
            }
            catch (PackManException failure)
            {
                failures.Add(failure);
            }
        }

        try
        {
            return await read(WayTo(places[^1]), places[^1].Repository);
        }
        catch (PackManException last) when (failures.Count > 0)
        {
            throw new MirroredException(last, failures);
        }
    }

    private RegistryAccess WayTo(ReadingPlace place) => place switch
    {
        { IsMirror: true } => (Others ?? this).WithoutGiven(place.IsPlain),
        { IsPlain: true } when !isPlain => new RegistryAccess(http, credentials, isPlain: true, given, mirrors) { Others = Others },
        _ => this,
    };

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
