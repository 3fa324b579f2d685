using System.Collections.Immutable;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Execution;

/// <summary>Objects that are being deleted did not go in time.</summary>
public sealed class TerminatingException(ImmutableArray<KubernetesObject> objects, Exception innerException)
    : PackManException("Still being deleted: " + string.Join("; ", objects.Select(Describe)), innerException)
{
    public ImmutableArray<KubernetesObject> Objects { get; } = objects;

    public override string Hint => "The controller behind each finalizer must let the object go: see that it runs, then run the command again";

    private static string Describe(KubernetesObject live)
    {
        var finalizers = (live.Content.Find("metadata", "finalizers") as YamlList ?? YamlList.Empty).Select(finalizer => $"`{finalizer}`").ToList();
        return finalizers.Count == 0 ? $"`{live}`" : $"`{live}` waits for the finalizer{(finalizers.Count == 1 ? "" : "s")} {string.Join(", ", finalizers)}";
    }
}
