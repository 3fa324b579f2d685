using PackMan.Sandbox.Kinds;
using PackMan.Yaml;

namespace PackMan.Sandbox.Defaulting;

/// <summary>Defaults of the built-in kinds (`SetDefaults_…` of pkg/apis in Kubernetes). Nobody owns what they set.</summary>
internal static class Defaults
{
    private static readonly Dictionary<string, Func<YamlMap, YamlMap>> Kinds = new(StringComparer.Ordinal)
    {
        ["/Pod"] = PodDefaults.OfPod,
        ["/PodTemplate"] = value => value.Edit(PodDefaults.OfTemplate, "template"),
        ["/ReplicationController"] = WorkloadDefaults.OfReplicationController,
        ["apps/Deployment"] = WorkloadDefaults.OfDeployment,
        ["apps/ReplicaSet"] = WorkloadDefaults.OfReplicaSet,
        ["apps/StatefulSet"] = WorkloadDefaults.OfStatefulSet,
        ["apps/DaemonSet"] = WorkloadDefaults.OfDaemonSet,
        ["batch/Job"] = JobDefaults.OfJob,
        ["batch/CronJob"] = JobDefaults.OfCronJob,
        ["/Service"] = ServiceDefaults.OfService,
        ["discovery.k8s.io/EndpointSlice"] = ServiceDefaults.OfEndpointSlice,
        ["/PersistentVolumeClaim"] = StorageDefaults.OfClaim,
        ["/PersistentVolume"] = StorageDefaults.OfVolume,
        ["storage.k8s.io/StorageClass"] = StorageDefaults.OfClass,
        ["storage.k8s.io/CSIDriver"] = StorageDefaults.OfDriver,
        ["/Secret"] = OtherDefaults.OfSecret,
        ["/Namespace"] = OtherDefaults.OfNamespace,
        ["/LimitRange"] = OtherDefaults.OfLimitRange,
        ["autoscaling/HorizontalPodAutoscaler"] = AutoscalerDefaults.Apply,
        ["networking.k8s.io/NetworkPolicy"] = OtherDefaults.OfNetworkPolicy,
        ["networking.k8s.io/IngressClass"] = value => value.Edit(parameters => parameters.Default("Cluster", "scope"), "spec", "parameters"),
        ["rbac.authorization.k8s.io/RoleBinding"] = OtherDefaults.OfRoleBinding,
        ["rbac.authorization.k8s.io/ClusterRoleBinding"] = OtherDefaults.OfRoleBinding,
        ["scheduling.k8s.io/PriorityClass"] = value => value.Default("PreemptLowerPriority", "preemptionPolicy"),
        ["admissionregistration.k8s.io/ValidatingWebhookConfiguration"] = AdmissionDefaults.OfWebhooks,
        ["admissionregistration.k8s.io/MutatingWebhookConfiguration"] = AdmissionDefaults.OfMutatingWebhooks,
        ["admissionregistration.k8s.io/ValidatingAdmissionPolicy"] = AdmissionDefaults.OfPolicy,
        ["admissionregistration.k8s.io/MutatingAdmissionPolicy"] = AdmissionDefaults.OfPolicy,
        ["apiextensions.k8s.io/CustomResourceDefinition"] = OtherDefaults.OfDefinition,
        ["flowcontrol.apiserver.k8s.io/FlowSchema"] = value => value.Default(1000, "spec", "matchingPrecedence"),
    };

    public static YamlMap Apply(ResourceKind kind, YamlMap value) =>
        Kinds.TryGetValue($"{kind.Group}/{kind.Kind}", out var defaults) ? defaults(value) : value;
}
