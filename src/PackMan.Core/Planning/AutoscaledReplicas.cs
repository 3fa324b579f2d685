using System.Collections.Immutable;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Planning;

/// <summary>
/// Keeps a workload at its size when its chart stops setting `spec.replicas` because an autoscaler of the release takes over. Left out
/// at once, a field only PackMan owns would fall back to the server's default of 1 until the autoscaler has looked
/// (https://kubernetes.io/docs/reference/using-api/server-side-apply/#transferring-ownership). So PackMan goes on applying the live
/// number until the autoscaler has changed it, and with it owns it.
/// </summary>
internal static class AutoscaledReplicas
{
    public static ImmutableArray<DesiredObject> Keep(ImmutableArray<DesiredObject> desired)
    {
        var targets = desired.Select(item => TargetOf(item.Marked)).OfType<ObjectIdentity>().ToHashSet();
        return targets.Count == 0 ? desired : [.. desired.Select(item => targets.Contains(item.Marked.Identity) ? Keep(item) : item)];
    }

    private static DesiredObject Keep(DesiredObject item) =>
        item.Marked.Content.Find("spec", "replicas") is null
        && item.Live is { DeletionTimestamp: null } live
        && OwnedFields.Has(live, "f:spec", "f:replicas")
        && live.Content.Find("spec", "replicas") is { } replicas
            ? item with { Marked = new KubernetesObject(item.Marked.Content.WithPath(["spec", "replicas"], replicas)) }
            : item;

    private static ObjectIdentity? TargetOf(KubernetesObject target)
    {
        if (target is not { Group: "autoscaling", Kind: "HorizontalPodAutoscaler" } || target.Content.Find("spec", "scaleTargetRef") is not YamlMap reference)
        {
            return null;
        }

        var workload = new KubernetesObject(reference);
        return new ObjectIdentity(workload.Group, workload.Kind, target.Namespace, reference.FindString("name") ?? "");
    }
}
