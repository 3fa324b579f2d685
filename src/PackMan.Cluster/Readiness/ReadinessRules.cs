using System.Collections.Frozen;
using PackMan.Live;
using PackMan.Manifests;

namespace PackMan.Cluster.Readiness;

/// <summary>
/// Which rule judges which kind. The rules are kstatus' (sigs.k8s.io/cli-utils/pkg/kstatus) with PackMan's differences,
/// each told where it stands.
/// </summary>
public static class ReadinessRules
{
    private static readonly FrozenDictionary<(string Group, string Kind), Func<KubernetesObject, ReadinessState>> ByKind =
        new Dictionary<(string, string), Func<KubernetesObject, ReadinessState>>
        {
            [("apps", "Deployment")] = DeploymentReadiness.Check,
            [("apps", "StatefulSet")] = StatefulSetReadiness.Check,
            [("apps", "DaemonSet")] = DaemonSetReadiness.Check,
            [("apps", "ReplicaSet")] = ReplicaSetReadiness.Check,
            [("", "ReplicationController")] = ReplicaSetReadiness.Check,
            [("", "Pod")] = PodReadiness.Check,
            [("", "PersistentVolumeClaim")] = PersistentVolumeClaimReadiness.Check,
            [("", "Service")] = ServiceReadiness.Check,
            [("", "Namespace")] = NamespaceReadiness.Check,
            [("batch", "Job")] = JobReadiness.Check,
            [("apiextensions.k8s.io", "CustomResourceDefinition")] = CustomResourceDefinitionReadiness.Check,
            [("apiregistration.k8s.io", "APIService")] = ApiServiceReadiness.Check,
        }.ToFrozenDictionary();

    // Kinds without a state of their own: there is nothing to wait for, and no right to watch them is needed.
    private static readonly FrozenSet<(string Group, string Kind)> ReadyAtOnce = new (string, string)[]
    {
        ("", "ConfigMap"), ("", "Secret"), ("", "ServiceAccount"), ("", "Endpoints"), ("", "LimitRange"), ("", "ResourceQuota"),
        ("rbac.authorization.k8s.io", "Role"), ("rbac.authorization.k8s.io", "RoleBinding"),
        ("rbac.authorization.k8s.io", "ClusterRole"), ("rbac.authorization.k8s.io", "ClusterRoleBinding"),
        ("networking.k8s.io", "NetworkPolicy"), ("networking.k8s.io", "Ingress"), ("networking.k8s.io", "IngressClass"),
        ("policy", "PodDisruptionBudget"), ("autoscaling", "HorizontalPodAutoscaler"), ("batch", "CronJob"),
        ("storage.k8s.io", "StorageClass"), ("scheduling.k8s.io", "PriorityClass"), ("coordination.k8s.io", "Lease"),
        ("admissionregistration.k8s.io", "ValidatingWebhookConfiguration"), ("admissionregistration.k8s.io", "MutatingWebhookConfiguration"),
    }.ToFrozenSet();

    /// <summary>Whether there is nothing to wait for once the object exists.</summary>
    public static bool IsReadyAtOnce(ObjectIdentity identity) => ReadyAtOnce.Contains((identity.Group, identity.Kind));

    /// <summary>What a live object says of itself.</summary>
    public static ReadinessState Check(KubernetesObject live, AwaitedState awaited)
    {
        var common = CommonReadiness.Check(live);
        if (common is not null)
        {
            return common;
        }

        return (awaited, live.Group, live.Kind) switch
        {
            (AwaitedState.Complete, "batch", "Job") => JobReadiness.CheckComplete(live),
            (AwaitedState.Complete, "", "Pod") => PodReadiness.CheckComplete(live),
            _ => ByKind.TryGetValue((live.Group, live.Kind), out var check) ? check(live) : ConditionReadiness.Check(live),
        };
    }
}
