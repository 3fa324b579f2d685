using System.Collections.Immutable;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Planning;

/// <summary>What a change means to a person beyond its fields.</summary>
internal static class PlanEffects
{
    private const string DataLost = "its data is lost";

    public static ImmutableArray<string> OfUpdating(KubernetesObject live, ImmutableArray<FieldChange> fields) =>
        HasPodTemplate(live) && fields.Any(field => field.Path.StartsWith("spec.template.", StringComparison.Ordinal))
            ? [Restarts(live)]
            : [];

    public static ImmutableArray<string> OfRecreating(KubernetesObject live) =>
        live.Kind == "PersistentVolumeClaim" ? [DataLost] : HasPodTemplate(live) ? [Restarts(live)] : [];

    public static ImmutableArray<string> OfDeleting(KubernetesObject live) => live.Kind switch
    {
        "PersistentVolumeClaim" => [DataLost],
        "CustomResourceDefinition" => [$"every {live.Content.FindString("spec", "names", "kind") ?? "object"} of the cluster goes with it"],
        "Namespace" => ["everything in the namespace goes with it"],
        _ => [],
    };

    private static bool HasPodTemplate(KubernetesObject live) => live is { Group: "apps", Kind: "Deployment" or "StatefulSet" or "DaemonSet" };

    private static string Restarts(KubernetesObject live) => (live.Kind, (live.Content.Find("spec", "replicas") as YamlNumber)?.AsInt64) switch
    {
        ("DaemonSet", _) => "restarts its pod on every node",
        (_, 1) => "restarts 1 pod",
        (_, { } replicas) => $"restarts {replicas} pods",
        _ => "restarts its pods",
    };
}
