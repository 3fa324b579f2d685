using System.Collections.Immutable;

namespace PackMan.Live;

/// <summary>
/// What a Kubernetes 1.36 server serves by itself: the scope of kinds where no cluster is asked, and the `api_versions` of a local
/// rendering. Preview versions that are off by default are not in it.
/// </summary>
public static class BuiltInResources
{
    public const string KubernetesVersion = "v1.36.0";

    // API version; then kinds with their plural; those before `|` live in namespaces, those after it do not.
    private const string Table = """
        v1 ConfigMap/configmaps Endpoints/endpoints Event/events LimitRange/limitranges PersistentVolumeClaim/persistentvolumeclaims Pod/pods PodTemplate/podtemplates ReplicationController/replicationcontrollers ResourceQuota/resourcequotas Secret/secrets Service/services ServiceAccount/serviceaccounts | Namespace/namespaces Node/nodes PersistentVolume/persistentvolumes
        admissionregistration.k8s.io/v1 | MutatingAdmissionPolicy/mutatingadmissionpolicies MutatingAdmissionPolicyBinding/mutatingadmissionpolicybindings MutatingWebhookConfiguration/mutatingwebhookconfigurations ValidatingAdmissionPolicy/validatingadmissionpolicies ValidatingAdmissionPolicyBinding/validatingadmissionpolicybindings ValidatingWebhookConfiguration/validatingwebhookconfigurations
        apiextensions.k8s.io/v1 | CustomResourceDefinition/customresourcedefinitions
        apiregistration.k8s.io/v1 | APIService/apiservices
        apps/v1 ControllerRevision/controllerrevisions DaemonSet/daemonsets Deployment/deployments ReplicaSet/replicasets StatefulSet/statefulsets |
        authentication.k8s.io/v1 | SelfSubjectReview/selfsubjectreviews TokenReview/tokenreviews
        authorization.k8s.io/v1 LocalSubjectAccessReview/localsubjectaccessreviews | SelfSubjectAccessReview/selfsubjectaccessreviews SelfSubjectRulesReview/selfsubjectrulesreviews SubjectAccessReview/subjectaccessreviews
        autoscaling/v2 HorizontalPodAutoscaler/horizontalpodautoscalers |
        autoscaling/v1 HorizontalPodAutoscaler/horizontalpodautoscalers |
        batch/v1 CronJob/cronjobs Job/jobs |
        certificates.k8s.io/v1 | CertificateSigningRequest/certificatesigningrequests
        coordination.k8s.io/v1 Lease/leases |
        discovery.k8s.io/v1 EndpointSlice/endpointslices |
        events.k8s.io/v1 Event/events |
        flowcontrol.apiserver.k8s.io/v1 | FlowSchema/flowschemas PriorityLevelConfiguration/prioritylevelconfigurations
        networking.k8s.io/v1 Ingress/ingresses NetworkPolicy/networkpolicies | IPAddress/ipaddresses IngressClass/ingressclasses ServiceCIDR/servicecidrs
        node.k8s.io/v1 | RuntimeClass/runtimeclasses
        policy/v1 PodDisruptionBudget/poddisruptionbudgets |
        rbac.authorization.k8s.io/v1 Role/roles RoleBinding/rolebindings | ClusterRole/clusterroles ClusterRoleBinding/clusterrolebindings
        resource.k8s.io/v1 ResourceClaim/resourceclaims ResourceClaimTemplate/resourceclaimtemplates | DeviceClass/deviceclasses ResourceSlice/resourceslices
        scheduling.k8s.io/v1 | PriorityClass/priorityclasses
        storage.k8s.io/v1 CSIStorageCapacity/csistoragecapacities | CSIDriver/csidrivers CSINode/csinodes StorageClass/storageclasses VolumeAttachment/volumeattachments VolumeAttributesClass/volumeattributesclasses
        """;

    public static ApiResources All { get; } = new([.. Table.Split('\n').SelectMany(Parse)], ImmutableSortedDictionary<string, string>.Empty);

    private static IEnumerable<ApiResource> Parse(string line)
    {
        var words = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var slash = words[0].IndexOf('/', StringComparison.Ordinal);
        var (group, version) = (slash < 0 ? "" : words[0][..slash], words[0][(slash + 1)..]);
        var isNamespaced = true;
        foreach (var word in words.Skip(1))
        {
            if (word == "|")
            {
                isNamespaced = false;
                continue;
            }

            var kind = word.Split('/');
            yield return new ApiResource(group, version, kind[0], kind[1], isNamespaced);
        }
    }
}
