using System.Collections.Immutable;
using PackMan.Manifests;

namespace PackMan.Planning;

/// <summary>
/// Helm's order of kinds (helm/helm `pkg/release/v1/util/kind_sorter.go`): what others lean on first, webhooks last, unknown
/// kinds after the known ones, as they are mostly custom resources that need their controllers.
/// </summary>
public static class InstallOrder
{
    private static readonly ImmutableArray<string> Kinds =
    [
        "PriorityClass", "Namespace", "NetworkPolicy", "ResourceQuota", "LimitRange", "PodSecurityPolicy", "PodDisruptionBudget",
        "ServiceAccount", "Secret", "ConfigMap", "StorageClass", "PersistentVolume", "PersistentVolumeClaim", "CustomResourceDefinition",
        "ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding", "Service", "DaemonSet", "Pod", "ReplicationController", "ReplicaSet",
        "Deployment", "HorizontalPodAutoscaler", "StatefulSet", "Job", "CronJob", "IngressClass", "Ingress", "APIService",
    ];

    // Admission that guards the very objects of this release must not stand in their way while their pods are still starting.
    private static readonly ImmutableArray<string> Last = ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"];

    private static readonly Dictionary<string, int> Ranks = Kinds.Append("").Concat(Last)
        .Select((kind, rank) => (kind, rank)).ToDictionary(entry => entry.kind, entry => entry.rank, StringComparer.Ordinal);

    /// <summary>The position of a kind; kinds of one rank are written side by side.</summary>
    public static int RankOf(string kind) => Ranks.GetValueOrDefault(kind, Kinds.Length);

    /// <summary>Manifests in the order in which they are recorded and printed: by kind, unknown kinds by name, files in their order.</summary>
    public static ImmutableArray<Manifest> Sort(IEnumerable<Manifest> manifests) =>
        [.. manifests.OrderBy(manifest => RankOf(KindOf(manifest))).ThenBy(manifest => Ranks.ContainsKey(KindOf(manifest)) ? "" : KindOf(manifest), StringComparer.Ordinal)];

    /// <summary>Hooks of an event in the order in which they run: weight, kind, name.</summary>
    public static ImmutableArray<Hook> Sort(IEnumerable<Hook> hooks, HookEvent hookEvent) =>
    [
        .. hooks.Where(hook => hook.Events.Contains(hookEvent))
            .OrderBy(hook => hook.Weight)
            .ThenBy(hook => RankOf(hook.Object.Kind))
            .ThenBy(hook => hook.Object.Kind, StringComparer.Ordinal)
            .ThenBy(hook => hook.Object.Name, StringComparer.Ordinal),
    ];

    private static string KindOf(Manifest manifest) => manifest.Objects is [var first, ..] ? first.Object.Kind : "";
}
