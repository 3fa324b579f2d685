using PackMan.Yaml;

namespace PackMan.Manifests;

/// <summary>Annotations that steer PackMan. Helm's spelling is understood too; PackMan's own wins where both are given.</summary>
public static class ObjectAnnotations
{
    public const string Hook = "hook";
    public const string HookWeight = "hook-weight";
    public const string HookDeletePolicy = "hook-delete-policy";
    public const string HookTimeout = "hook-timeout";
    public const string ResourcePolicy = "resource-policy";

    /// <summary>The value of `packman.dev/NAME`, else of `helm.sh/NAME`; null when neither is there.</summary>
    public static string? Find(KubernetesObject target, string name)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target.Annotation($"packman.dev/{name}") ?? target.Annotation($"helm.sh/{name}");
    }

    /// <summary>Where that value stands; null when it is not there.</summary>
    public static YamlNode? FindNode(KubernetesObject target, string name)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target.Annotations.Find($"packman.dev/{name}") ?? target.Annotations.Find($"helm.sh/{name}");
    }

    /// <summary>Whether the object stays in the cluster when its release no longer has it.</summary>
    public static bool IsKept(KubernetesObject target) => Find(target, ResourcePolicy) == "keep";
}
