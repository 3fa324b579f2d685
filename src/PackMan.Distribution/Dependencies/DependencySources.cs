using System.Collections.Concurrent;
using PackMan.Charts;
using PackMan.Distribution.References;

namespace PackMan.Distribution.Dependencies;

/// <summary>All kinds of repositories as one: each question is asked once, and a few at a time.</summary>
internal sealed class DependencySources(IDependencySource files, IDependencySource registries, IDependencySource web) : IDependencySource, IDisposable
{
    private const int MaxAtOnce = 8;

    private readonly ConcurrentDictionary<string, Lazy<Task<FoundDependency>>> _asked = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _free = new(MaxAtOnce);

    /// <param name="root">The user's own chart.</param>
    /// <param name="refreshesIndexes">Whether servers are asked for their newest indexes.</param>
    public static DependencySources Through(ChartAccess access, ChartMetadata root, bool refreshesIndexes)
    {
        var named = root.Dependencies.ToLookup(dependency => RepositoryKinds.Of(dependency.Repository), dependency => dependency.Repository);
        var hosts = named[RepositoryKind.Registry].Select(repository => OciReference.ParsePlace(repository).Host);
        return new DependencySources(
            new FileDependencies(access),
            new RegistryDependencies(access, hosts.ToHashSet(StringComparer.OrdinalIgnoreCase)),
            new WebDependencies(access, named[RepositoryKind.Web].ToHashSet(StringComparer.Ordinal), refreshesIndexes));
    }

    public Task<FoundDependency> FindAsync(DependencyRequest request, CancellationToken cancellationToken)
    {
        var key = string.Join('\n', request.Repository, request.Name, request.Version.Text, request.Version.Exact, request.Folder, request.LockedFrom);
        return _asked.GetOrAdd(key, _ => new Lazy<Task<FoundDependency>>(() => AskAsync(request, cancellationToken))).Value;
    }

    public void Dispose() => _free.Dispose();

    private async Task<FoundDependency> AskAsync(DependencyRequest request, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken);
        try
        {
            return await SourceOf(request.Repository).FindAsync(request, cancellationToken);
        }
        finally
        {
            _free.Release();
        }
    }

    private IDependencySource SourceOf(string repository) => RepositoryKinds.Of(repository) switch
    {
        RepositoryKind.Folder => files,
        RepositoryKind.Registry => registries,
        _ => web,
    };
}
