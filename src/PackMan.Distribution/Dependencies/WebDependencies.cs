using PackMan.Charts;

namespace PackMan.Distribution.Dependencies;

/// <summary>Charts of HTTP repositories.</summary>
internal sealed class WebDependencies : IDependencySource
{
    public Task<FoundDependency> FindAsync(DependencyRequest request, CancellationToken cancellationToken) =>
        throw new DependencyRefusedException($"charts of HTTP repositories such as `{RepositoryKinds.Show(request.Repository)}` are not fetched in this version", "Push the chart to a registry, or put it into `charts/`");
}
