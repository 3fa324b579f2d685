using System.Collections.Concurrent;
using PackMan.Distribution.Bundling;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Credentials;
using PackMan.Distribution.Http;
using PackMan.Distribution.Oci;
using PackMan.Distribution.Oci.Mirrors;
using PackMan.Distribution.References;
using PackMan.Distribution.Repositories;
using PackMan.Distribution.Signing;

namespace PackMan.Distribution;

/// <summary>What a command says of where a chart comes from and how to get there. Paths are absolute.</summary>
public sealed record ChartAccessOptions
{
    public VersionChoice Version { get; init; } = VersionChoice.Newest;

    public string? Username { get; init; }

    public string? Password { get; init; }

    /// <summary>The URL of the repository to take charts from by their bare names (`--repo`); null when references say it all.</summary>
    public string? Repository { get; init; }

    /// <summary>Whether other servers than the one named get the credentials too.</summary>
    public bool PassesCredentials { get; init; }

    public TransportOptions Transport { get; init; } = TransportOptions.Default;

    /// <summary>The file of registry logins; null for the usual place.</summary>
    public string? RegistryConfig { get; init; }

    /// <summary>The folder of the content cache; null for the usual place.</summary>
    public string? ContentCache { get; init; }

    /// <summary>The file of added repositories; null for the usual place.</summary>
    public string? RepositoryConfig { get; init; }

    /// <summary>The folder of their indexes; null for the usual place.</summary>
    public string? RepositoryCache { get; init; }

    /// <summary>Whose signatures charts need; null when none is asked for.</summary>
    public VerificationOptions? Verification { get; init; }
}

/// <summary>The ways out to registries and web servers. Nothing is opened before it is used: a chart of this machine needs none of it.</summary>
public sealed class ChartAccess : IDisposable
{
    private readonly ConcurrentDictionary<TransportOptions, Lazy<HttpPipeline>> _pipelines = new();
    private readonly Lazy<RegistryAccess> _registries;
    private readonly Lazy<RegistryAccess> _otherRegistries;

    private readonly IProgress<TransferProgress>? _progress;

    /// <param name="progress">Hears how large transfers get on, and is disposed of with the access if it can be.</param>
    public ChartAccess(ChartAccessOptions options, UserEnvironment environment, TimeProvider time, IProgress<TransferProgress>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(environment);
        Options = options;
        Time = time;
        _progress = progress;
        Cache = new ContentCache(options.ContentCache ?? Path.Combine(environment.CacheFolder, "content"), time);
        Credentials = new CredentialStore(environment, time, options.RegistryConfig);
        var mirrors = new Lazy<RegistryMirrors>(() => MirrorsOf(environment));
        _otherRegistries = new Lazy<RegistryAccess>(() => new RegistryAccess(HttpFor(TransportOptions.Default), Credentials, mirrors: mirrors.Value));
        _registries = new Lazy<RegistryAccess>(() => new RegistryAccess(Http, Credentials, options.Transport.IsPlain, Given(options), mirrors.Value) { Others = _otherRegistries.Value });
        Repositories = new ChartRepositories(
            this,
            new RepositoriesFile(options.RepositoryConfig ?? environment.Variable("PACKMAN_REPOSITORY_CONFIG") ?? Path.Combine(environment.ConfigFolder, "repositories.yaml")),
            options.RepositoryCache ?? environment.Variable("PACKMAN_REPOSITORY_CACHE") ?? Path.Combine(environment.CacheFolder, "repository"));
    }

    public ChartAccessOptions Options { get; }

    public ContentCache Cache { get; }

    public CredentialStore Credentials { get; }

    public TimeProvider Time { get; }

    public HttpPipeline Http => HttpFor(Options.Transport);

    public RegistryAccess Registries => _registries.Value;

    /// <summary>Registries that nothing was said about: what the flags give is for the chart's own and goes nowhere else.</summary>
    public RegistryAccess OtherRegistries => _otherRegistries.Value;

    public WebArchives WebArchives => new(Http, Cache, WebCredential);

    public ChartRepositories Repositories { get; }

    /// <summary>Connections of a kind, which all who want that kind share.</summary>
    /// <exception cref="PackManException">A file of certificates cannot be used.</exception>
    public HttpPipeline HttpFor(TransportOptions transport) =>
        _pipelines.GetOrAdd(transport, _ => new Lazy<HttpPipeline>(() => new HttpPipeline(transport, Time) { Progress = _progress })).Value;

    /// <summary>Brings a chart of a registry, web server or repository into the cache, and checks its signatures when that is asked for.</summary>
    /// <exception cref="PackManException">There is no such chart, it cannot be had, or it is refused.</exception>
    public async Task<FetchedArchive> FetchAsync(ChartReference reference, CancellationToken cancellationToken = default) =>
        await VerifyAsync(Unwrap(await FetchUncheckedAsync(reference, cancellationToken), cancellationToken), cancellationToken);

    /// <summary>Takes an archive of this machine into the cache, so that what is checked is what is used.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="name">As the user knows it.</param>
    /// <exception cref="PackManException">There is no such archive, or it is refused.</exception>
    public Task<FetchedArchive> TakeInAsync(string path, string name, CancellationToken cancellationToken = default)
    {
        using var archive = LocalArchive.Open(path, name);
        var digest = Cache.Keep(archive.GetBuffer().AsSpan(0, (int)archive.Length));
        return VerifyAsync(Unwrap(new FetchedArchive(name, digest) { Place = new ArchivePlace.File(path) }, cancellationToken), cancellationToken);
    }

    private async Task<FetchedArchive> FetchUncheckedAsync(ChartReference reference, CancellationToken cancellationToken) => reference switch
    {
        not ChartReference.Local when Options.Repository is not null => throw new ReferenceException(reference.ToString(), "`--repo` says already where the chart is", "Give the chart's bare name, or leave out `--repo`"),
        ChartReference.Oci oci => await new OciCharts(Registries, Cache).FetchAsync(oci.Reference, Options.Version, cancellationToken),
        ChartReference.Web { Url: var url } => new FetchedArchive(Values.ValuesFiles.WithoutSecrets(url), await WebArchives.FetchAsync(url, null, cancellationToken)) { Url = url, Place = new ArchivePlace.Web(url) },
        ChartReference.Local local => await FetchIndexedAsync(local, cancellationToken),
        _ => throw new ArgumentOutOfRangeException(nameof(reference)),
    };

    /// <summary>Brings Helm's provenance file of a fetched chart into the cache; null when there is none.</summary>
    /// <exception cref="PackManException">It cannot be had.</exception>
    public async Task<ContentDigest?> FindProvenanceAsync(FetchedArchive fetched, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(fetched);
        return fetched is { Bundle: null, Url: { } url } ? await ServerOf(fetched).FindProvenanceAsync(url, cancellationToken) : fetched.ProvenanceDigest;
    }

    /// <summary>The way to what lies beside a fetched archive: with the credentials that its server may see, and no others.</summary>
    internal WebArchives ServerOf(FetchedArchive fetched) => fetched.Server ?? WebArchives;

    /// <summary>The way to what its registry says of a fetched archive, with the credentials that it was fetched with.</summary>
    internal RegistryAccess RegistriesOf(FetchedArchive fetched) => fetched.Registries ?? Registries;

    // Bundles are files that people carry; registries and indexes say of what they hold that it is a chart.
    private FetchedArchive Unwrap(FetchedArchive fetched, CancellationToken cancellationToken) =>
        fetched.Place is ArchivePlace.File or ArchivePlace.Web { Repository: null } ? FetchedBundle.Unwrap(fetched, Cache, cancellationToken) : fetched;

    /// <summary>Checks the signatures of a fetched archive, and tells nobody; null when none are asked for.</summary>
    /// <exception cref="PackManException">It is refused, or its signatures cannot be had.</exception>
    internal async Task<VerifiedChart?> JudgeAsync(FetchedArchive archive, CancellationToken cancellationToken) =>
        Options.Verification is { } verification ? await new ChartVerification(this, verification.Policy, Time).RunAsync(archive, cancellationToken) : null;

    private async Task<FetchedArchive> VerifyAsync(FetchedArchive archive, CancellationToken cancellationToken)
    {
        if (await JudgeAsync(archive, cancellationToken) is { } verified)
        {
            Options.Verification?.Tell(verified);
        }

        return archive;
    }

    public void Dispose()
    {
        foreach (var pipeline in _pipelines.Values.Where(pipeline => pipeline.IsValueCreated))
        {
            pipeline.Value.Dispose();
        }

        Cache.Dispose();
        (_progress as IDisposable)?.Dispose();
    }

    private Task<FetchedArchive> FetchIndexedAsync(ChartReference.Local reference, CancellationToken cancellationToken)
    {
        if (Options.Repository is { } url)
        {
            return Repositories.FetchAsync(AsAsked(Repositories.Find(url)), reference.Path, Options.Version, cancellationToken);
        }

        var (repository, chart) = reference.InRepository ?? throw new ChartNotFoundException(reference.Path, "no repository is named before it", []);
        return Repositories.FetchAsync(AsAsked(FindFor(reference.Path, repository)), chart, Options.Version, cancellationToken);
    }

    private ChartRepository FindFor(string reference, string name)
    {
        try
        {
            return Repositories.Find(name);
        }
        catch (NoSuchRepositoryException)
        {
            throw new NoSuchRepositoryException(name, [.. Repositories.File.Read().Select(known => known.Name)], reference);
        }
    }

    // What is said for this run wins over what is kept.
    internal ChartRepository AsAsked(ChartRepository repository) => repository with
    {
        Username = Options.Username ?? repository.Username,
        Password = Options.Username is null ? repository.Password : Options.Password,
        PassesCredentials = repository.PassesCredentials || Options.PassesCredentials,
        Transport = Options.Transport == TransportOptions.Default ? repository.Transport : Options.Transport,
    };

    private WebCredential? WebCredential => Options.Username is { } username ? new WebCredential(username, Options.Password ?? "", Options.PassesCredentials) : null;

    // A file that is named must be there; the one in its usual place need not.
    private static RegistryMirrors MirrorsOf(UserEnvironment environment)
    {
        var usual = Path.Combine(environment.ConfigFolder, "registries.conf");
        return environment.Variable("PACKMAN_REGISTRIES_CONF") is { } named ? new MirrorsFile(named).Read()
            : File.Exists(usual) ? new MirrorsFile(usual).Read()
            : RegistryMirrors.None;
    }

    private static RegistryCredential? Given(ChartAccessOptions options) =>
        options.Username is { } username ? new RegistryCredential("`--username`") { Username = username, Password = options.Password ?? "" } : null;
}
