using System.Text.Json.Nodes;

namespace PackMan.ClusterTests.Fixtures.Nodes;

/// <summary>A ConfigMap or Secret, or one key of it, that has to be there before a container can start.</summary>
internal sealed record PodReference(string Kind, string Name, string Key)
{
    public string Path(string namespaceName) => $"/api/v1/namespaces/{namespaceName}/{(Kind == "Secret" ? "secrets" : "configmaps")}/{Name}";

    /// <summary>What is wrong, in a kubelet's words, with what was found; null if nothing is.</summary>
    public string? Problem(JsonObject? found, string namespaceName)
    {
        if (found is null)
        {
            return $"{Kind.ToLowerInvariant()} \"{Name}\" not found";
        }

        var isThere = Key.Length == 0 || found.At("data", Key) is not null || found.At("binaryData", Key) is not null;
        return isThere ? null : $"couldn't find key {Key} in {Kind} {namespaceName}/{Name}";
    }
}

/// <summary>Finds what a pod's volumes and environment refer to; optional references are left out.</summary>
internal static class PodReferences
{
    public static IEnumerable<(string Volume, PodReference Reference)> OfVolumes(JsonObject pod) =>
        from volume in pod.Items("spec", "volumes")
        from source in volume.Items("projected", "sources").Prepend(volume)
        from reference in References(source, "configMap", "secret")
        select (volume.Text("name"), reference);

    public static IEnumerable<PodReference> OfEnvironment(JsonObject container) =>
        container.Items("env").SelectMany(variable => References(variable.At("valueFrom"), "configMapKeyRef", "secretKeyRef"))
            .Concat(container.Items("envFrom").SelectMany(source => References(source, "configMapRef", "secretRef")));

    private static IEnumerable<PodReference> References(JsonNode? holder, string configMap, string secret)
    {
        foreach (var (kind, member) in new[] { ("ConfigMap", configMap), ("Secret", secret) })
        {
            if (holder.At(member) is JsonObject source && source.Text("optional") != "true")
            {
                // Secret volumes say `secretName`, everything else `name`.
                var name = source.Text("secretName") is { Length: > 0 } secretName ? secretName : source.Text("name");
                yield return new PodReference(kind, name, source.Text("key"));
            }
        }
    }
}
