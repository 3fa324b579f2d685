using System.Collections.Immutable;
using PackMan.Live;
using PackMan.Manifests;

namespace PackMan.Planning;

/// <summary>
/// Decides about objects that earlier revisions applied and this one does not want: deleted when they still carry the release's
/// marks, never when they are the same live object under another name for its kind.
/// </summary>
internal sealed class Pruning(ICluster cluster, PlanRequest request)
{
    /// <summary>How to reach what may have to go; kinds that vanished from the cluster took their objects with them.</summary>
    public async Task<ImmutableArray<(ObjectReference Reference, ApiResource Resource)>> FindCandidatesAsync(IEnumerable<DesiredObject> desired, CancellationToken cancellationToken)
    {
        var wanted = desired.Select(item => item.Marked.Identity).ToHashSet();
        var left = request.Inventory.Where(reference => !wanted.Contains(reference.Identity)).DistinctBy(reference => reference.Identity).ToList();
        if (left.Count == 0)
        {
            return [];
        }

        var served = await cluster.GetApiResourcesAsync(cancellationToken: cancellationToken);
        return [.. left.Select(reference => Reach(reference, served)).OfType<(ObjectReference, ApiResource)>()];
    }

    public static Change? Decide(KubernetesObject? live, PlanRequest request, IReadOnlySet<string> uidsInUse)
    {
        // `extensions/v1beta1` and `networking.k8s.io/v1` show one Ingress twice, with one uid.
        if (live is null || (live.Uid is { } uid && uidsInUse.Contains(uid)))
        {
            return null;
        }

        if (Ownership.ForeignOwner(live, request.Options.Name, request.Options.Namespace) is { } owner)
        {
            return new Change.Keep(live, $"{owner} by now");
        }

        return ObjectAnnotations.IsKept(live)
            ? new Change.Keep(live, "its resource policy is `keep`")
            : new Change.Delete(live) { Effects = PlanEffects.OfDeleting(live) };
    }

    // The version an old revision applied may be gone from the cluster: the object is reached through one that is served.
    private static (ObjectReference, ApiResource)? Reach(ObjectReference reference, ApiResources served)
    {
        var (group, kind) = (reference.Identity.Group, reference.Identity.Kind);
        if ((served.Find(group, reference.Version, kind) ?? served.FindPreferred(group, kind)) is { } resource)
        {
            return (reference with { Version = resource.Version }, resource);
        }

        if (served.FailingGroups.Keys.FirstOrDefault(apiVersion => apiVersion.StartsWith($"{group}/", StringComparison.Ordinal)) is { } failing && group.Length > 0)
        {
            throw new ApiGroupDownException(reference, failing, served.FailingGroups[failing]);
        }

        return null;
    }
}

/// <summary>An API group that holds objects to delete does not answer.</summary>
public sealed class ApiGroupDownException(ObjectReference reference, string apiVersion, string reason)
    : PackManException($"`{reference}` must be deleted, but the API `{apiVersion}` does not answer: {reason}")
{
    public override string Hint => "Mend or remove its APIService (`kubectl get apiservices`), then try again";
}
