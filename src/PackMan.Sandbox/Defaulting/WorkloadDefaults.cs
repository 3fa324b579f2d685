using PackMan.Yaml;

namespace PackMan.Sandbox.Defaulting;

/// <summary>Defaults of the workloads of `apps/v1`.</summary>
internal static class WorkloadDefaults
{
    public static YamlMap OfDeployment(YamlMap value) => value.Edit(
        spec =>
        {
            spec = WithTemplate(spec)
                .Default(1, "replicas")
                .Default("RollingUpdate", "strategy", "type")
                .Default(10, "revisionHistoryLimit")
                .Default(600, "progressDeadlineSeconds");
            return spec.FindString("strategy", "type") == "RollingUpdate"
                ? spec.Default("25%", "strategy", "rollingUpdate", "maxUnavailable").Default("25%", "strategy", "rollingUpdate", "maxSurge")
                : spec;
        },
        "spec");

    public static YamlMap OfReplicaSet(YamlMap value) => value.Edit(spec => WithTemplate(spec).Default(1, "replicas"), "spec");

    public static YamlMap OfReplicationController(YamlMap value)
    {
        var labels = value.Find("spec", "template", "metadata", "labels");
        value = labels is null ? value : value.Default(labels, "spec", "selector").Default(labels, "metadata", "labels");
        return value.Edit(spec => WithTemplate(spec).Default(1, "replicas"), "spec");
    }

    public static YamlMap OfStatefulSet(YamlMap value) => value.Edit(
        spec =>
        {
            spec = WithTemplate(spec)
                .Default("OrderedReady", "podManagementPolicy")
                .Default("RollingUpdate", "updateStrategy", "type")
                .Default(1, "replicas")
                .Default(10, "revisionHistoryLimit")
                .Default("Retain", "persistentVolumeClaimRetentionPolicy", "whenDeleted")
                .Default("Retain", "persistentVolumeClaimRetentionPolicy", "whenScaled")
                .EditItems(OfClaimTemplate, "volumeClaimTemplates");
            return spec.FindString("updateStrategy", "type") == "RollingUpdate"
                ? spec.Default(0, "updateStrategy", "rollingUpdate", "partition")
                : spec;
        },
        "spec");

    public static YamlMap OfDaemonSet(YamlMap value) => value.Edit(
        spec =>
        {
            spec = WithTemplate(spec).Default("RollingUpdate", "updateStrategy", "type").Default(10, "revisionHistoryLimit");
            return spec.FindString("updateStrategy", "type") == "RollingUpdate"
                ? spec.Default(1, "updateStrategy", "rollingUpdate", "maxUnavailable").Default(0, "updateStrategy", "rollingUpdate", "maxSurge")
                : spec;
        },
        "spec");

    private static YamlMap WithTemplate(YamlMap spec) => spec.Edit(PodDefaults.OfTemplate, "template");

    private static YamlMap OfClaimTemplate(YamlMap claim) => StorageDefaults.OfClaim(claim)
        .Default("v1", "apiVersion")
        .Default("PersistentVolumeClaim", "kind")
        .Default("Pending", "status", "phase");
}
