using PackMan.Sandbox.Defaulting;
using PackMan.Sandbox.Kinds;
using PackMan.Yaml;

namespace PackMan.Sandbox.Controllers;

/// <summary>Namespaces: the objects every namespace has, and their end when it is deleted.</summary>
internal sealed class NamespaceController : IController
{
    private static readonly ResourceKind Namespaces = BuiltInKinds.Get("", "Namespace");
    private static readonly ResourceKind Accounts = BuiltInKinds.Get("", "ServiceAccount");
    private static readonly ResourceKind ConfigMaps = BuiltInKinds.Get("", "ConfigMap");

    // PackMan's own statement, so that nobody mistakes it for a certificate.
    private const string NoCertificate = "The sandbox has no certificate authority.\n";

    public void Reconcile(Workbench bench, YamlMap value)
    {
        var name = value.FindString("metadata", "name") ?? "";
        if (PodTemplates.IsTerminating(value))
        {
            Empty(bench, value, name);
            return;
        }

        Ensure(bench, Accounts, name, "default", YamlMap.Empty);
        Ensure(bench, ConfigMaps, name, "kube-root-ca.crt", YamlMap.Empty.WithPath(["data", "ca.crt"], new YamlString(NoCertificate)));
    }

    private static void Ensure(Workbench bench, ResourceKind kind, string namespaceName, string name, YamlMap content)
    {
        if (bench.Store.Find(kind, namespaceName, name) is null)
        {
            bench.Create(kind, content
                .WithPath(["metadata", "name"], new YamlString(name))
                .WithPath(["metadata", "namespace"], new YamlString(namespaceName)));
        }
    }

    private static void Empty(Workbench bench, YamlMap value, string name)
    {
        var registry = new KindRegistry(bench.Store);
        foreach (var (_, content) in bench.Store.Everything(name).ToList())
        {
            if (registry.FindKind(content.FindString("apiVersion") ?? "", content.FindString("kind") ?? "") is { } kind
                && bench.Store.Find(kind, name, content.FindString("metadata", "name") ?? "") is { } current)
            {
                bench.Delete(kind, current);
            }
        }

        if (!bench.Store.Everything(name).Any() && value.ItemsAt("metadata", "finalizers").Count == 0 && bench.Store.Find(Namespaces, "", name) is { } empty)
        {
            bench.Store.Remove(Namespaces, empty);
        }
    }
}
