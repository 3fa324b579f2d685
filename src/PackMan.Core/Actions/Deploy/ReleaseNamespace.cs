using PackMan.Actions.Install;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Planning;
using PackMan.Yaml;

namespace PackMan.Actions.Deploy;

/// <summary>Finds out whether the release's namespace is there, and describes the one to make.</summary>
internal static class ReleaseNamespace
{
    /// <summary>The namespace to make before anything else; null when it exists.</summary>
    /// <exception cref="NamespaceMissingException">It is missing and must not be made.</exception>
    public static async Task<KubernetesObject?> PlanAsync(ICluster cluster, InstallOptions options, CancellationToken cancellationToken)
    {
        var name = options.Operation.Namespace;
        if (await ExistsAsync(cluster, name, cancellationToken))
        {
            return null;
        }

        return options.CreateNamespace ? Describe(options) : throw new NamespaceMissingException(name, isOfRelease: true);
    }

    // Whoever may work in a namespace often may not read it; its absence will then show at the first write.
    private static async Task<bool> ExistsAsync(ICluster cluster, string name, CancellationToken cancellationToken)
    {
        try
        {
            return await cluster.GetAsync(new ObjectReference(new ObjectIdentity("", "Namespace", null, name), "v1"), cancellationToken) is not null;
        }
        catch (ApiException error) when (error.Status == 403)
        {
            return true;
        }
    }

    // Without marks: the namespace outlives the release and may hold others. Helm's label `name` is also what tells later who
    // made it, because a server remembers no manager that set no field.
    private static KubernetesObject Describe(InstallOptions options)
    {
        var metadata = YamlMap.Of(KeyValuePair.Create<string, YamlNode>("name", new YamlString(options.Operation.Namespace)));
        metadata = metadata.With("labels", YamlMap.OfStrings(options.NamespaceLabels.ContainsKey("name") ? options.NamespaceLabels : options.NamespaceLabels.Add("name", options.Operation.Namespace)));
        metadata = options.NamespaceAnnotations.IsEmpty ? metadata : metadata.With("annotations", YamlMap.OfStrings(options.NamespaceAnnotations));
        return new KubernetesObject(YamlMap.Of(
            KeyValuePair.Create<string, YamlNode>("apiVersion", new YamlString("v1")),
            KeyValuePair.Create<string, YamlNode>("kind", new YamlString("Namespace")),
            KeyValuePair.Create<string, YamlNode>("metadata", metadata)));
    }
}
