using System.Collections.Immutable;
using PackMan.Yaml;

namespace PackMan.Sandbox.Requests;

/// <summary>A pod's quality-of-service class, from the requests and limits of its containers.</summary>
internal static class PodQuality
{
    private static readonly string[] Resources = ["cpu", "memory"];

    public static string ClassOf(YamlMap pod)
    {
        var containers = Items(pod, "containers").Concat(Items(pod, "initContainers")).ToList();
        var hasAny = containers.Any(container => Resources.Any(name => Value(container, "requests", name) is not null || Value(container, "limits", name) is not null));
        var isGuaranteed = hasAny && containers.All(container => Resources.All(name =>
            Value(container, "limits", name) is { } limit && (Value(container, "requests", name) ?? limit) == limit));
        return isGuaranteed ? "Guaranteed" : hasAny ? "Burstable" : "BestEffort";
    }

    private static ImmutableArray<YamlNode> Items(YamlMap pod, string key) => (pod.Find("spec", key) as YamlList ?? YamlList.Empty).Items;

    private static string? Value(YamlNode container, string kind, string name) => container.FindString("resources", kind, name);
}
