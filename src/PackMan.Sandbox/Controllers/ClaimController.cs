using PackMan.Sandbox.Defaulting;
using PackMan.Sandbox.Kinds;
using PackMan.Yaml;
using static PackMan.Sandbox.Controllers.PodTemplates;

namespace PackMan.Sandbox.Controllers;

/// <summary>Claims: bound to a volume made for them, as soon as their class allows.</summary>
internal sealed class ClaimController : IController
{
    private const string Protection = "kubernetes.io/pvc-protection";

    private static readonly ResourceKind Claims = BuiltInKinds.Get("", "PersistentVolumeClaim");
    private static readonly ResourceKind Volumes = BuiltInKinds.Get("", "PersistentVolume");
    private static readonly ResourceKind Classes = BuiltInKinds.Get("storage.k8s.io", "StorageClass");

    public void Reconcile(Workbench bench, YamlMap value)
    {
        if (IsTerminating(value))
        {
            if (Workbench.HasFinalizer(value, Protection) && !IsUsed(bench, value))
            {
                bench.RemoveFinalizer(Claims, value, Protection);
            }

            return;
        }

        if (value.FindString("status", "phase") == "Bound")
        {
            return;
        }

        var volume = value.FindString("spec", "volumeName") is { Length: > 0 } name ? bench.Store.Find(Volumes, "", name) : Provision(bench, value);
        if (volume is not null)
        {
            Bind(bench, value, volume);
        }
    }

    private static YamlMap? Provision(Workbench bench, YamlMap claim)
    {
        var className = claim.FindString("spec", "storageClassName") ?? "";
        if (className.Length == 0 || bench.Store.Find(Classes, "", className) is not { } storageClass)
        {
            return null;
        }

        var waits = storageClass.FindString("volumeBindingMode") == "WaitForFirstConsumer";
        return waits && !IsUsed(bench, claim) ? null : CreateVolume(bench, claim, storageClass, className);
    }

    private static YamlMap CreateVolume(Workbench bench, YamlMap claim, YamlMap storageClass, string className)
    {
        var name = "pvc-" + claim.FindString("metadata", "uid");
        return bench.Create(Volumes, YamlMap.Empty
            .WithPath(["metadata", "name"], new YamlString(name))
            .WithPath(["metadata", "annotations", "pv.kubernetes.io/provisioned-by"], storageClass.Find("provisioner") ?? new YamlString(""))
            .WithPath(["spec", "capacity", "storage"], claim.Find("spec", "resources", "requests", "storage") ?? new YamlString("1Gi"))
            .WithPath(["spec", "accessModes"], claim.Find("spec", "accessModes") ?? YamlList.Empty)
            .WithPath(["spec", "volumeMode"], claim.Find("spec", "volumeMode") ?? new YamlString("Filesystem"))
            .WithPath(["spec", "persistentVolumeReclaimPolicy"], storageClass.Find("reclaimPolicy") ?? new YamlString("Delete"))
            .WithPath(["spec", "storageClassName"], new YamlString(className))
            .WithPath(["spec", "hostPath", "path"], new YamlString($"/sandbox/{name}"))
            .WithPath(["spec", "claimRef"], YamlMap.Empty
                .With("kind", new YamlString("PersistentVolumeClaim"))
                .With("apiVersion", new YamlString("v1"))
                .With("namespace", claim.Find("metadata", "namespace") ?? YamlNull.Instance)
                .With("name", claim.Find("metadata", "name") ?? YamlNull.Instance)
                .With("uid", claim.Find("metadata", "uid") ?? YamlNull.Instance)));
    }

    private static void Bind(Workbench bench, YamlMap claim, YamlMap volume)
    {
        bench.SetStatus(Volumes, volume, YamlMap.Empty.With("phase", new YamlString("Bound")));
        claim = bench.Update(Claims, claim, claim
            .WithPath(["spec", "volumeName"], volume.Find("metadata", "name") ?? YamlNull.Instance)
            .WithPath(["metadata", "annotations", "pv.kubernetes.io/bind-completed"], new YamlString("yes")));
        bench.SetStatus(Claims, claim, YamlMap.Empty
            .With("phase", new YamlString("Bound"))
            .With("accessModes", volume.Find("spec", "accessModes") ?? YamlList.Empty)
            .With("capacity", volume.Find("spec", "capacity") ?? YamlMap.Empty));
    }

    private static bool IsUsed(Workbench bench, YamlMap claim)
    {
        var name = claim.FindString("metadata", "name");
        return bench.Store.List(Pods, claim.FindString("metadata", "namespace") ?? "")
            .Where(pod => pod.FindString("status", "phase") is not ("Succeeded" or "Failed"))
            .SelectMany(pod => pod.ItemsAt("spec", "volumes"))
            .Any(volume => volume.FindString("persistentVolumeClaim", "claimName") == name);
    }
}
