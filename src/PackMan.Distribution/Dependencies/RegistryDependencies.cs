using PackMan.Distribution.Oci;
using PackMan.Distribution.References;

namespace PackMan.Distribution.Dependencies;

/// <summary>Charts of registries. The credentials of the command line go to the registries that the user's own chart names, and to no others.</summary>
/// <param name="hosts">The registries that the user's own chart names.</param>
internal sealed class RegistryDependencies(ChartAccess access, IReadOnlySet<string> hosts) : IDependencySource
{
    private readonly Lazy<RegistryAccess> _others = new(() => access.Registries.WithoutGiven(access.Options.Transport.IsPlain));

    public async Task<FoundDependency> FindAsync(DependencyRequest request, CancellationToken cancellationToken)
    {
        var place = OciReference.ParsePlace(request.Repository);
        var reference = OciReference.Parse(place.Append(request.Name).ToString());
        var charts = new OciCharts(hosts.Contains(place.Host) ? access.Registries : _others.Value, access.Cache);
        var fetched = await charts.FetchAsync(reference, request.Version, cancellationToken);
        return await FoundDependency.OfAsync(fetched, request.Repository, access, cancellationToken);
    }
}
