using System.Collections.Concurrent;
using PackMan.Charts;
using PackMan.Distribution.Oci;
using PackMan.Distribution.References;
using PackMan.Distribution.Repositories.Indexes;

namespace PackMan.Distribution.Repositories;

/// <summary>HTTP repositories: those of `repositories.yaml` by name, and any by its URL. Safe to be used by many at once.</summary>
public sealed class ChartRepositories
{
    private static readonly TimeSpan UsualTimeout = TimeSpan.FromMinutes(2);

    private readonly ChartAccess _access;
    private readonly IndexCache _indexes;
    private readonly ConcurrentDictionary<ChartRepository, Lazy<Task<RepositoryIndex>>> _opened = new();

    internal ChartRepositories(ChartAccess access, RepositoriesFile file, string cacheFolder)
    {
        _access = access;
        File = file;
        _indexes = new IndexCache(cacheFolder, access.Cache);
    }

    /// <summary>The repositories that were added.</summary>
    public RepositoriesFile File { get; }

    /// <summary>The repository of a name (`stable`, `@stable`, `alias:stable`) or a URL; one that was added comes with its credentials.</summary>
    /// <exception cref="PackManException">There is no repository of that name, or the URL is none.</exception>
    public ChartRepository Find(string nameOrUrl)
    {
        ArgumentNullException.ThrowIfNull(nameOrUrl);
        var added = File.Read();
        if (nameOrUrl.Contains("://", StringComparison.Ordinal))
        {
            var repository = ChartRepository.At("", nameOrUrl);
            return added.FirstOrDefault(candidate => IsSame(candidate.Url, repository.Url) && repository.Username is null) ?? repository;
        }

        var name = RepositoryKinds.NameIn(nameOrUrl) ?? nameOrUrl;
        return added.FirstOrDefault(candidate => candidate.Name == name) ?? throw new NoSuchRepositoryException(name, [.. added.Select(candidate => candidate.Name)]);
    }

    /// <summary>The index of a repository: of one that was added the one at hand, which is fetched if there is none; of another the server's.</summary>
    /// <param name="isCurrent">Whether the server is asked for the newest in any case. It is asked once only.</param>
    /// <exception cref="PackManException">The index cannot be had or used.</exception>
    public Task<RepositoryIndex> OpenAsync(ChartRepository repository, bool isCurrent = false, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(repository);
        return _opened.GetOrAdd(repository, _ => new Lazy<Task<RepositoryIndex>>(() => LoadAsync(repository, isCurrent, cancellationToken))).Value;
    }

    /// <summary>The index of a repository as it is at hand; null when it was never fetched.</summary>
    /// <exception cref="PackManException">It cannot be used.</exception>
    public RepositoryIndex? TryOpen(ChartRepository repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        return _indexes.Open(repository) is { } known ? new RepositoryIndex(repository, known) : null;
    }

    /// <summary>Asks the server whether it has a newer index, and fetches it.</summary>
    /// <param name="timeout">For all of it; two minutes when null.</param>
    /// <exception cref="PackManException">The index cannot be had or used; the old one stays.</exception>
    public async Task<IndexUpdate> UpdateAsync(ChartRepository repository, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(repository);
        using var limit = new CancellationTokenSource(timeout ?? UsualTimeout, _access.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await _indexes.UpdateAsync(repository, _access.HttpFor(repository.Transport), either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new RepositoryException($"The index of `{repository.DisplayName}` did not come within {(timeout ?? UsualTimeout).TotalSeconds:0.###} s", "Try again later, or give it more time with `--timeout`");
        }
    }

    /// <summary>Forgets the index of a repository.</summary>
    /// <exception cref="PackManException">A file cannot be deleted.</exception>
    public void Forget(ChartRepository repository) => _indexes.Remove(repository);

    /// <summary>Brings a chart into the cache.</summary>
    /// <exception cref="PackManException">There is no such chart or version, or it cannot be had.</exception>
    public async Task<FetchedArchive> FetchAsync(ChartRepository repository, string chart, VersionChoice version, CancellationToken cancellationToken = default)
    {
        var index = await OpenAsync(repository, cancellationToken: cancellationToken);
        return await FetchAsync(repository, index.Choose(chart, version), cancellationToken);
    }

    /// <summary>Brings a version of a chart into the cache, unless it is there. Its addresses are tried one after the other.</summary>
    /// <exception cref="PackManException">It cannot be had, or is another than the index says.</exception>
    public Task<FetchedArchive> FetchAsync(ChartRepository repository, IndexedVersion version, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(repository);
        ArgumentNullException.ThrowIfNull(version);
        return new IndexedArchives(_access, repository).FetchAsync(version, cancellationToken);
    }

    private async Task<RepositoryIndex> LoadAsync(ChartRepository repository, bool isCurrent, CancellationToken cancellationToken)
    {
        var known = isCurrent || repository.Name.Length == 0 ? null : _indexes.Open(repository);
        if (known is null)
        {
            await UpdateAsync(repository, null, cancellationToken);
            known = _indexes.Open(repository);
        }

        return new RepositoryIndex(repository, known ?? throw new RepositoryException($"The index of `{repository.DisplayName}` was removed while it was needed", "Try again"));
    }

    private static bool IsSame(Uri left, Uri right) => left.AbsoluteUri.TrimEnd('/') == right.AbsoluteUri.TrimEnd('/');
}
