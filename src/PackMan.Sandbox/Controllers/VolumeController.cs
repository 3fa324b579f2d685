using PackMan.Sandbox.Defaulting;
using PackMan.Sandbox.Kinds;
using PackMan.Yaml;

namespace PackMan.Sandbox.Controllers;

/// <summary>Volumes: available until claimed; reclaimed with their claim when their policy says so.</summary>
internal sealed class VolumeController : IController
{
    private const string Protection = "kubernetes.io/pv-protection";

    private static readonly ResourceKind Volumes = BuiltInKinds.Get("", "PersistentVolume");
    private static readonly ResourceKind Claims = BuiltInKinds.Get("", "PersistentVolumeClaim");

    public void Reconcile(Workbench bench, YamlMap value)
    {
        var isClaimed = value.Find("spec", "claimRef") is { } reference
            && bench.Store.Find(Claims, reference.FindString("namespace") ?? "", reference.FindString("name") ?? "")?.FindString("metadata", "uid") == reference.FindString("uid");
        if (PodTemplates.IsTerminating(value))
        {
            if (!isClaimed && Workbench.HasFinalizer(value, Protection))
            {
                bench.RemoveFinalizer(Volumes, value, Protection);
            }
        }
        else if (value.Find("spec", "claimRef") is null && value.FindString("status", "phase") == "Pending")
        {
            bench.SetStatus(Volumes, value, YamlMap.Empty.With("phase", new YamlString("Available")));
        }
    }

    /// <summary>Deletes or releases the volume of a claim that is gone.</summary>
    public static void Reclaim(Workbench bench, YamlMap claim)
    {
        if (claim.FindString("spec", "volumeName") is not { } name || bench.Store.Find(Volumes, "", name) is not { } volume)
        {
            return;
        }

        if (volume.FindString("spec", "persistentVolumeReclaimPolicy") == "Delete")
        {
            bench.Delete(Volumes, volume);
        }
        else
        {
            bench.SetStatus(Volumes, volume, YamlMap.Empty.With("phase", new YamlString("Released")));
        }
    }
}
