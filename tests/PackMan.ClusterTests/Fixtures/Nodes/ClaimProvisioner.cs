using System.Text.Json.Nodes;

namespace PackMan.ClusterTests.Fixtures.Nodes;

/// <summary>An external volume provisioner: makes a volume when the controller manager asks for one, and removes it when it is released.</summary>
internal sealed class ClaimProvisioner(KubeClient client, EventRecorder events)
{
    public const string SelectedNode = "volume.kubernetes.io/selected-node";

    private const string Provisioner = "packman.dev/simulator";
    private const string ProvisionedBy = "pv.kubernetes.io/provisioned-by";

    // Renamed in 1.23; servers in between set both.
    private static readonly string[] AskingAnnotations = ["volume.kubernetes.io/storage-provisioner", "volume.beta.kubernetes.io/storage-provisioner"];

    /// <summary>Two classes: <c>standard</c>, the default, binds at once; <c>first-consumer</c> when a pod wants the claim.</summary>
    public static IEnumerable<JsonObject> StorageClasses() =>
        [StorageClass("standard", "Immediate", isDefault: true), StorageClass("first-consumer", "WaitForFirstConsumer", isDefault: false)];

    public async Task ProvideAsync(JsonObject claim, CancellationToken cancellationToken)
    {
        var isAsked = AskingAnnotations.Any(name => claim.Annotation(name) == Provisioner);
        if (!isAsked || claim.IsTerminating() || claim.Text("spec", "volumeName").Length > 0)
        {
            return;
        }

        try
        {
            await client.CreateAsync("/api/v1/persistentvolumes", Volume(claim), cancellationToken);
        }
        catch (KubeStatusException exception) when (exception.Code == System.Net.HttpStatusCode.Conflict)
        {
            return; // Made when an earlier state of the claim was seen.
        }

        var happening = SimulatedEvent.Normal("ProvisioningSucceeded", $"Successfully provisioned volume {VolumeName(claim)}");
        await events.RecordAsync(claim, "PersistentVolumeClaim", Provisioner, happening, cancellationToken);
    }

    public async Task ReclaimAsync(JsonObject volume, CancellationToken cancellationToken)
    {
        var isOurs = volume.Annotation(ProvisionedBy) == Provisioner;
        var isReleased = volume.Text("status", "phase") == "Released" && volume.Text("spec", "persistentVolumeReclaimPolicy") == "Delete";
        if (isOurs && isReleased && !volume.IsTerminating())
        {
            await client.DeleteAsync($"/api/v1/persistentvolumes/{volume.Name()}", null, cancellationToken);
        }
    }

    private static string VolumeName(JsonObject claim) => $"pvc-{claim.Uid()}";

    private static JsonObject StorageClass(string name, string bindingMode, bool isDefault) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["name"] = name,
            ["annotations"] = new JsonObject { ["storageclass.kubernetes.io/is-default-class"] = isDefault ? "true" : "false" },
        },
        ["provisioner"] = Provisioner,
        ["volumeBindingMode"] = bindingMode,
        ["allowVolumeExpansion"] = true,
    };

    private static JsonObject Volume(JsonObject claim) => new()
    {
        ["metadata"] = new JsonObject
        {
            ["name"] = VolumeName(claim),
            ["annotations"] = new JsonObject { [ProvisionedBy] = Provisioner },
        },
        ["spec"] = new JsonObject
        {
            ["capacity"] = new JsonObject { ["storage"] = claim.Text("spec", "resources", "requests", "storage") },
            ["accessModes"] = claim.At("spec", "accessModes")!.DeepClone(),
            ["volumeMode"] = claim.At("spec", "volumeMode")?.DeepClone() ?? "Filesystem",
            ["storageClassName"] = claim.Text("spec", "storageClassName"),
            ["persistentVolumeReclaimPolicy"] = "Delete",
            ["hostPath"] = new JsonObject { ["path"] = $"/simulated/{claim.Uid()}" },
            ["claimRef"] = new JsonObject
            {
                ["apiVersion"] = "v1",
                ["kind"] = "PersistentVolumeClaim",
                ["namespace"] = claim.Namespace(),
                ["name"] = claim.Name(),
                ["uid"] = claim.Uid(),
            },
        },
    };
}
