using PackMan.Charts;
using PackMan.Distribution.Repositories;

namespace PackMan.Distribution.Dependencies;

/// <summary>
/// Charts of HTTP repositories, by URL or by the name the user gave them. Each needed index is asked for once. What is kept for a repository goes to
/// it alone, and what the command line gives only to repositories that the user's own chart names.
/// </summary>
/// <param name="named">The repositories that the user's own chart names, as it writes them.</param>
/// <param name="isCurrent">Whether servers are asked for their newest indexes, also where one is at hand.</param>
internal sealed class WebDependencies(ChartAccess access, IReadOnlySet<string> named, bool isCurrent) : IDependencySource
{
    public async Task<FoundDependency> FindAsync(DependencyRequest request, CancellationToken cancellationToken)
    {
        var found = Find(request);
        var repository = named.Contains(request.Repository) ? access.AsAsked(found) : found;
        var index = await access.Repositories.OpenAsync(repository, isCurrent, cancellationToken);
        var fetched = await access.Repositories.FetchAsync(repository, index.Choose(request.Name, request.Version), cancellationToken);
        return await FoundDependency.OfAsync(fetched, RepositoryKinds.NameIn(request.Repository) is not null ? repository.ShownUrl : request.Repository, access, cancellationToken);
    }

    private ChartRepository Find(DependencyRequest request)
    {
        try
        {
            return Find(request.Repository);
        }
        catch (NoSuchRepositoryException) when (request.LockedFrom is { } url && IsWeb(url))
        {
            // Names are the user's own; the lock knows what this one stood for.
            return Find(url);
        }
    }

    private ChartRepository Find(string repository) => RepositoryKinds.NameIn(repository) is not null || IsWeb(repository)
        ? access.Repositories.Find(repository)
        : throw new DependencyRefusedException(
            $"`{RepositoryKinds.Show(repository)}` is no repository",
            "Charts come from `oci://` registries, `https://` and `http://` repositories, those of `packman repo list` as `@NAME` or `alias:NAME`, and `file://` folders and archives");

    private static bool IsWeb(string repository) =>
        repository.StartsWith("https://", StringComparison.OrdinalIgnoreCase) || repository.StartsWith("http://", StringComparison.OrdinalIgnoreCase);
}
