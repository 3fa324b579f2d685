using PackMan.Distribution.Cache;
using PackMan.Distribution.Credentials;
using PackMan.Distribution.Http;
using PackMan.Distribution.Oci;
using PackMan.Distribution.References;
using PackMan.Distribution.Signing;

namespace PackMan.Distribution;

/// <summary>What a command says of where a chart comes from and how to get there. Paths are absolute.</summary>
public sealed record ChartAccessOptions
{
    public VersionChoice Version { get; init; } = VersionChoice.Newest;

    public string? Username { get; init; }

    public string? Password { get; init; }

    /// <summary>Whether servers that another redirects to get the credentials too.</summary>
    public bool PassesCredentials { get; init; }

    public TransportOptions Transport { get; init; } = TransportOptions.Default;

    /// <summary>The file of registry logins; null for the usual place.</summary>
    public string? RegistryConfig { get; init; }

    /// <summary>The folder of the content cache; null for the usual place.</summary>
    public string? ContentCache { get; init; }

    /// <summary>Whose signatures charts need; null when none is asked for.</summary>
    public VerificationOptions? Verification { get; init; }
}

/// <summary>The ways out to registries and web servers. Nothing is opened before it is used: a chart of this machine needs none of it.</summary>
public sealed class ChartAccess : IDisposable
{
    private readonly TimeProvider _time;
    private readonly Lazy<HttpPipeline> _http;
    private readonly Lazy<RegistryAccess> _registries;

    private readonly IProgress<TransferProgress>? _progress;

    /// <param name="progress">Hears how large transfers get on, and is disposed of with the access if it can be.</param>
    public ChartAccess(ChartAccessOptions options, UserEnvironment environment, TimeProvider time, IProgress<TransferProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(environment);
        Options = options;
        _progress = progress;
        _time = time;
        Cache = new ContentCache(options.ContentCache ?? Path.Combine(environment.CacheFolder, "content"), time);
        Credentials = new CredentialStore(environment, time, options.RegistryConfig);
        _http = new Lazy<HttpPipeline>(() => new HttpPipeline(options.Transport, time) { Progress = progress });
        _registries = new Lazy<RegistryAccess>(() => new RegistryAccess(Http, Credentials, options.Transport.IsPlain, Given(options)));
    }

    public ChartAccessOptions Options { get; }

    public ContentCache Cache { get; }

    public CredentialStore Credentials { get; }

    public HttpPipeline Http => _http.Value;

    public RegistryAccess Registries => _registries.Value;

    public WebArchives WebArchives => new(Http, Cache, WebCredential);

    /// <summary>Brings a chart of a registry or web server into the cache, and checks its signatures when that is asked for.</summary>
    /// <exception cref="PackManException">There is no such chart, it cannot be had, or it is refused.</exception>
    public async Task<FetchedArchive> FetchAsync(ChartReference reference, CancellationToken cancellationToken = default) =>
        await VerifyAsync(await FetchUncheckedAsync(reference, cancellationToken), cancellationToken);

    /// <summary>Takes an archive of this machine into the cache, so that what is checked is what is used.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="name">As the user knows it.</param>
    /// <exception cref="PackManException">There is no such archive, or it is refused.</exception>
    public Task<FetchedArchive> TakeInAsync(string path, string name, CancellationToken cancellationToken = default)
    {
        using var archive = LocalArchive.Open(path, name);
        var digest = Cache.Keep(archive.GetBuffer().AsSpan(0, (int)archive.Length));
        return VerifyAsync(new FetchedArchive(name, digest) { Place = new ArchivePlace.File(path) }, cancellationToken);
    }

    private async Task<FetchedArchive> FetchUncheckedAsync(ChartReference reference, CancellationToken cancellationToken) => reference switch
    {
        ChartReference.Oci oci => await new OciCharts(Registries, Cache).FetchAsync(oci.Reference, Options.Version, cancellationToken),
        ChartReference.Web { Url: var url } => new FetchedArchive(Values.ValuesFiles.WithoutSecrets(url), await WebArchives.FetchAsync(url, null, cancellationToken)) { Url = url, Place = new ArchivePlace.Web(url) },
        ChartReference.Local { Path: var path } => throw new RemoteChartException(path),
        _ => throw new ArgumentOutOfRangeException(nameof(reference)),
    };

    /// <summary>Brings Helm's provenance file of a fetched chart into the cache; null when there is none.</summary>
    /// <exception cref="PackManException">It cannot be had.</exception>
    public async Task<ContentDigest?> FindProvenanceAsync(FetchedArchive fetched, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fetched);
        return fetched.Url is { } url ? await WebArchives.FindProvenanceAsync(url, cancellationToken) : fetched.ProvenanceDigest;
    }

    private async Task<FetchedArchive> VerifyAsync(FetchedArchive archive, CancellationToken cancellationToken)
    {
        if (Options.Verification is { } verification)
        {
            verification.Tell(await new ChartVerification(this, verification.Policy, _time).RunAsync(archive, cancellationToken));
        }

        return archive;
    }

    public void Dispose()
    {
        if (_http.IsValueCreated)
        {
            _http.Value.Dispose();
        }

        (_progress as IDisposable)?.Dispose();
    }

    private WebCredential? WebCredential => Options.Username is { } username ? new WebCredential(username, Options.Password ?? "", Options.PassesCredentials) : null;

    private static RegistryCredential? Given(ChartAccessOptions options) =>
        options.Username is { } username ? new RegistryCredential("`--username`") { Username = username, Password = options.Password ?? "" } : null;
}
