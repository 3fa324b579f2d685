using PackMan.Sandbox.Defaulting;
using PackMan.Sandbox.Kinds;
using PackMan.Sandbox.Storage;
using PackMan.Yaml;

namespace PackMan.Sandbox.Controllers;

/// <summary>Runs the controllers on every change of a session, and on the changes they make, until there are no more.</summary>
internal sealed class ControllerLoop(StoreSession store, KindRegistry registry, SandboxOptions options)
{
    // Far above what one request can cause; a controller that never settles is a bug, not a reason to hang.
    private const int MaxSteps = 100_000;

    private static readonly Dictionary<string, IController> Controllers = new(StringComparer.Ordinal)
    {
        ["/Namespace"] = new NamespaceController(),
        ["/Pod"] = new PodController(),
        ["/PersistentVolumeClaim"] = new ClaimController(),
        ["/PersistentVolume"] = new VolumeController(),
        ["/Service"] = new ServiceController(),
        ["apps/Deployment"] = new DeploymentController(),
        ["apps/ReplicaSet"] = new ReplicaSetController(),
        ["apps/StatefulSet"] = new StatefulSetController(),
        ["apps/DaemonSet"] = new DaemonSetController(),
        ["batch/Job"] = new JobController(),
        ["policy/PodDisruptionBudget"] = new DisruptionBudgetController(),
        ["apiextensions.k8s.io/CustomResourceDefinition"] = new DefinitionController(),
    };

    public void Settle()
    {
        var bench = new Workbench(store, options);
        var collector = new GarbageCollector(bench, registry);
        for (var step = 0; step < MaxSteps && store.NextUnseen() is { } change; step++)
        {
            if (change.Kind.Is("apiextensions.k8s.io", "CustomResourceDefinition"))
            {
                registry.Refresh();
            }

            collector.Look(change);
            if (change.After is { } after)
            {
                Reconcile(bench, change.Kind, after);
            }

            ReconcileOwners(bench, change.After ?? change.Before);
            ReconcileNeighbours(bench, change);
        }
    }

    private static void Reconcile(Workbench bench, ResourceKind kind, YamlMap value)
    {
        if (!Controllers.TryGetValue($"{kind.Group}/{kind.Kind}", out var controller))
        {
            return;
        }

        // Later changes may have overtaken the one that brought us here.
        var (namespaceName, name) = (value.FindString("metadata", "namespace") ?? "", value.FindString("metadata", "name") ?? "");
        if (bench.Store.Find(kind, namespaceName, name) is { } current)
        {
            controller.Reconcile(bench, current);
        }
    }

    private void ReconcileOwners(Workbench bench, YamlMap? value)
    {
        foreach (var owner in value?.ItemsAt("metadata", "ownerReferences") ?? [])
        {
            if (owner.IsTrueAt("controller")
                && registry.FindKind(owner.FindString("apiVersion") ?? "", owner.FindString("kind") ?? "") is { } kind
                && bench.Store.Find(kind, value!.FindString("metadata", "namespace") ?? "", owner.FindString("name") ?? "") is { } found)
            {
                Reconcile(bench, kind, found);
            }
        }
    }

    /// <summary>Objects that depend on another without owning it.</summary>
    private static void ReconcileNeighbours(Workbench bench, Change change)
    {
        if (change.After is null && change.Namespace.Length > 0 && bench.Store.Find(BuiltInKinds.Get("", "Namespace"), "", change.Namespace) is { } home)
        {
            Reconcile(bench, BuiltInKinds.Get("", "Namespace"), home);
        }

        if (change.After is null && change.Kind.Is("", "PersistentVolumeClaim"))
        {
            VolumeController.Reclaim(bench, change.Before!);
        }

        if (change.Kind.Is("", "Pod"))
        {
            var claims = BuiltInKinds.Get("", "PersistentVolumeClaim");
            foreach (var volume in (change.After ?? change.Before)?.ItemsAt("spec", "volumes") ?? [])
            {
                if (volume.FindString("persistentVolumeClaim", "claimName") is { } name && bench.Store.Find(claims, change.Namespace, name) is { } claim)
                {
                    Reconcile(bench, claims, claim);
                }
            }

            foreach (var budget in bench.Store.List(BuiltInKinds.Get("policy", "PodDisruptionBudget"), change.Namespace))
            {
                Reconcile(bench, BuiltInKinds.Get("policy", "PodDisruptionBudget"), budget);
            }
        }
    }
}
