using PackMan.Sandbox.Kinds;
using PackMan.Sandbox.Requests;
using PackMan.Sandbox.Storage;
using PackMan.Yaml;

namespace PackMan.Sandbox.Controllers;

/// <summary>What a new cluster holds before anybody made anything.</summary>
internal static class FirstObjects
{
    private static readonly string[] NamespaceNames = ["default", "kube-node-lease", "kube-public", "kube-system"];

    public static void Create(StoreSession store, SandboxOptions options)
    {
        var now = options.Time.GetUtcNow().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        var namespaces = BuiltInKinds.Get("", "Namespace");
        foreach (var name in NamespaceNames)
        {
            var value = YamlMap.Empty
                .With("apiVersion", new YamlString("v1"))
                .With("kind", new YamlString("Namespace"))
                .WithPath(["metadata", "name"], new YamlString(name))
                .WithPath(["metadata", "labels", "kubernetes.io/metadata.name"], new YamlString(name))
                .WithPath(["spec", "finalizers"], YamlList.Of(new YamlString("kubernetes")))
                .WithPath(["status", "phase"], new YamlString("Active"));
            store.Put(namespaces, ObjectMetadata.Stamp(value, options.Randomness, now, hasGeneration: false));
        }

        store.Mark();
    }
}
