using System.Collections.Immutable;
using PackMan.Live;
using PackMan.Manifests;

namespace PackMan.Explaining;

/// <summary>What people call kinds: in any case, in the plural, with the API group behind a dot, or by kubectl's short names.</summary>
internal static class KindNames
{
    private static readonly ImmutableDictionary<string, string> Short = new Dictionary<string, string>
    {
        ["cj"] = "CronJob",
        ["cm"] = "ConfigMap",
        ["crd"] = "CustomResourceDefinition",
        ["crds"] = "CustomResourceDefinition",
        ["csr"] = "CertificateSigningRequest",
        ["deploy"] = "Deployment",
        ["ds"] = "DaemonSet",
        ["ep"] = "Endpoints",
        ["ev"] = "Event",
        ["hpa"] = "HorizontalPodAutoscaler",
        ["ing"] = "Ingress",
        ["limits"] = "LimitRange",
        ["netpol"] = "NetworkPolicy",
        ["no"] = "Node",
        ["ns"] = "Namespace",
        ["pc"] = "PriorityClass",
        ["pdb"] = "PodDisruptionBudget",
        ["po"] = "Pod",
        ["pv"] = "PersistentVolume",
        ["pvc"] = "PersistentVolumeClaim",
        ["quota"] = "ResourceQuota",
        ["rc"] = "ReplicationController",
        ["rs"] = "ReplicaSet",
        ["sa"] = "ServiceAccount",
        ["sc"] = "StorageClass",
        ["sts"] = "StatefulSet",
        ["svc"] = "Service",
    }.ToImmutableDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether a word is the name of a kind that Kubernetes itself has.</summary>
    public static bool IsBuiltIn(string word) => BuiltInResources.All.Resources.Any(resource => Means(word, resource.Group, resource.Kind));

    public static bool Means(string word, KubernetesObject target) => Means(word, target.Group, target.Kind);

    private static bool Means(string word, string group, string kind)
    {
        var dot = word.IndexOf('.', StringComparison.Ordinal);
        var name = dot < 0 ? word : word[..dot];
        return (dot < 0 || Is(word[(dot + 1)..], group))
            && (Is(name, kind) || Is(Short.GetValueOrDefault(name, ""), kind) || Is(name, PluralOf(group, kind)));
    }

    private static string PluralOf(string group, string kind) => BuiltInResources.All.FindPreferred(group, kind)?.Plural ?? kind switch
    {
        [.. var stem, 'y'] => stem + "ies",
        [.., 's'] or [.., 'x'] => kind + "es",
        _ => kind + "s",
    };

    private static bool Is(string word, string name) => word.Equals(name, StringComparison.OrdinalIgnoreCase);
}
