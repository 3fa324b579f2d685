using PackMan.Sandbox.Defaulting;
using PackMan.Sandbox.Kinds;
using PackMan.Yaml;

namespace PackMan.Sandbox.Controllers;

/// <summary>CustomResourceDefinitions: established at once; deleted together with their objects.</summary>
internal sealed class DefinitionController : IController
{
    private const string Cleanup = "customresourcecleanup.apiextensions.k8s.io";
    private static readonly ResourceKind Definitions = BuiltInKinds.Get("apiextensions.k8s.io", "CustomResourceDefinition");

    public void Reconcile(Workbench bench, YamlMap value)
    {
        if (PodTemplates.IsTerminating(value))
        {
            if (Workbench.HasFinalizer(value, Cleanup))
            {
                End(bench, value);
            }

            return;
        }

        if (!Workbench.HasFinalizer(value, Cleanup))
        {
            value = bench.Update(Definitions, value, value.WithPath(
                ["metadata", "finalizers"],
                YamlList.Of(value.ItemsAt("metadata", "finalizers").Append(new YamlString(Cleanup)))));
        }

        bench.SetStatus(Definitions, value, StatusOf(bench, value));
    }

    private static YamlMap StatusOf(Workbench bench, YamlMap value)
    {
        var before = value.Find("status") as YamlMap;
        var status = Conditions.Set(YamlMap.Empty, before, bench.Now, "NamesAccepted", "True", "NoConflicts", "no conflicts found");
        status = Conditions.Set(status, before, bench.Now, "Established", "True", "InitialNamesAccepted", "the initial names have been accepted");
        var storage = value.ItemsAt("spec", "versions").Where(version => version.IsTrueAt("storage")).Select(version => version.FindString("name") ?? "");
        var stored = (before?.ItemsAt("storedVersions") ?? []).OfType<YamlString>().Select(version => version.Value).Union(storage);
        return status
            .With("acceptedNames", value.Find("spec", "names") ?? YamlMap.Empty)
            .With("storedVersions", YamlList.Of(stored.Select(version => new YamlString(version))));
    }

    private static void End(Workbench bench, YamlMap value)
    {
        var kind = CustomKind.Of(value);
        foreach (var instance in bench.Store.List(kind))
        {
            bench.Delete(kind, instance);
        }

        if (bench.Store.List(kind).Count == 0)
        {
            bench.RemoveFinalizer(Definitions, value, Cleanup);
        }
    }
}
