using PackMan.Live;
using PackMan.Manifests;

namespace PackMan.Planning;

/// <summary>Makes object sets with the scopes the cluster tells.</summary>
public sealed class DiscoveredSet(ICluster cluster)
{
    public async Task<ObjectSet> OfAsync(
        IReadOnlyList<Manifest> manifests,
        IReadOnlyList<Manifest> crds,
        string releaseNamespace,
        CancellationToken cancellationToken = default)
    {
        var objects = manifests.Concat(crds).SelectMany(manifest => manifest.Objects).Select(item => item.Object).ToList();
        return ObjectSet.Of(manifests, crds, new ResourceScopes(await DiscoverAsync(objects, cancellationToken), objects), releaseNamespace);
    }

    // A kind may be younger than what is known of the server, so it is asked once more before the kind counts as unknown.
    private async Task<ApiResources> DiscoverAsync(List<KubernetesObject> objects, CancellationToken cancellationToken)
    {
        var served = await cluster.GetApiResourcesAsync(cancellationToken: cancellationToken);
        var known = served.Resources.Concat(CrdResources.Of(objects)).Select(resource => (resource.ApiVersion, resource.Kind)).ToHashSet();
        return objects.TrueForAll(target => known.Contains((target.ApiVersion, target.Kind)))
            ? served
            : await cluster.GetApiResourcesAsync(refresh: true, cancellationToken);
    }
}
