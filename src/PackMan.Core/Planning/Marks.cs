using PackMan.Manifests;
using PackMan.Releases;
using PackMan.Yaml;

namespace PackMan.Planning;

/// <summary>What tells whose an object is: a label and two annotations on the object itself, never on its pod template.</summary>
public static class Marks
{
    public const string ManagedByLabel = "app.kubernetes.io/managed-by";
    public const string ManagedBy = "packman";
    public const string ReleaseNameAnnotation = "packman.dev/release-name";
    public const string ReleaseNamespaceAnnotation = "packman.dev/release-namespace";

    /// <summary>The object with a release's marks, as it is applied.</summary>
    public static KubernetesObject Apply(KubernetesObject target, ReleaseName release, string releaseNamespace)
    {
        ArgumentNullException.ThrowIfNull(target);
        ArgumentNullException.ThrowIfNull(release);
        return With(target, ManagedBy, release.Text, releaseNamespace);
    }

    /// <summary>Whether a live object is this release's.</summary>
    public static bool AreOf(KubernetesObject live, ReleaseName release, string releaseNamespace)
    {
        ArgumentNullException.ThrowIfNull(live);
        ArgumentNullException.ThrowIfNull(release);
        return live.Label(ManagedByLabel) == ManagedBy
            && live.Annotation(ReleaseNameAnnotation) == release.Text
            && live.Annotation(ReleaseNamespaceAnnotation) == releaseNamespace;
    }

    /// <summary>The object with the marks that stand on a shared live one, so that its releases do not write over each other's.</summary>
    internal static KubernetesObject Share(KubernetesObject marked, KubernetesObject live) => With(
        marked,
        live.Label(ManagedByLabel) ?? ManagedBy,
        live.Annotation(ReleaseNameAnnotation) ?? marked.Annotation(ReleaseNameAnnotation) ?? "",
        live.Annotation(ReleaseNamespaceAnnotation) ?? marked.Annotation(ReleaseNamespaceAnnotation) ?? "");

    private static KubernetesObject With(KubernetesObject target, string managedBy, string name, string namespaceName) => new(target.Content
        .WithPath(["metadata", "labels", ManagedByLabel], new YamlString(managedBy))
        .WithPath(["metadata", "annotations", ReleaseNameAnnotation], new YamlString(name))
        .WithPath(["metadata", "annotations", ReleaseNamespaceAnnotation], new YamlString(namespaceName)));
}
