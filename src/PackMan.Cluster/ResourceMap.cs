using PackMan.Cluster.Api;
using PackMan.Cluster.Discovery;
using PackMan.Live;
using PackMan.Manifests;

namespace PackMan.Cluster;

/// <summary>Finds the URL of an object by its kind. An unknown kind is looked up anew once: a CRD may just have been made.</summary>
internal sealed class ResourceMap(ApiDiscovery discovery)
{
    /// <exception cref="KindNotServedException">The server does not know the kind.</exception>
    public async Task<ResourcePath> GetAsync(ObjectReference reference, CancellationToken cancellationToken)
    {
        if (PathOf(await discovery.GetAsync(refresh: false, cancellationToken), reference) is { } path)
        {
            return path;
        }

        var resources = await discovery.GetAsync(refresh: true, cancellationToken);
        return PathOf(resources, reference) ?? throw NotServed(resources, reference);
    }

    /// <summary>Null when the kind is not served as far as is known.</summary>
    /// <exception cref="KindNotServedException">The service behind its group does not answer, so nobody can say.</exception>
    public async Task<ResourcePath?> FindAsync(ObjectReference reference, CancellationToken cancellationToken)
    {
        var resources = await discovery.GetAsync(refresh: false, cancellationToken);
        var path = PathOf(resources, reference);
        return path is null && resources.FailingGroups.ContainsKey(reference.ApiVersion) ? throw NotServed(resources, reference) : path;
    }

    private static ResourcePath? PathOf(ApiResources resources, ObjectReference reference) =>
        resources.Find(reference.Identity.Group, reference.Version, reference.Identity.Kind) is { } resource
            ? new ResourcePath(resource, resource.IsNamespaced ? reference.Identity.Namespace ?? "default" : null, reference.Identity.Name)
            : null;

    private static KindNotServedException NotServed(ApiResources resources, ObjectReference reference) => new(
        reference.Identity.Kind,
        reference.ApiVersion,
        resources.FindPreferred(reference.Identity.Group, reference.Identity.Kind)?.ApiVersion,
        resources.FailingGroups.GetValueOrDefault(reference.ApiVersion));
}
