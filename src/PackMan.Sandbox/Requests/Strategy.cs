using PackMan.KindSchemas;
using PackMan.Sandbox.Kinds;
using PackMan.Sandbox.Merging;
using PackMan.Sandbox.Ownership;
using PackMan.Yaml;

namespace PackMan.Sandbox.Requests;

/// <summary>What a kind's registry does around a write: which part a request may change, generations, what is no change at all.</summary>
internal static class Strategy
{
    private static readonly string[] KeptMetadata =
        ["uid", "creationTimestamp", "deletionTimestamp", "deletionGracePeriodSeconds", "generation", "resourceVersion", "selfLink", "generateName"];

    // Kinds whose registry counts generations; the others never show one.
    private static readonly HashSet<string> WithGeneration = new(StringComparer.Ordinal)
    {
        "apps/Deployment", "apps/ReplicaSet", "apps/StatefulSet", "apps/DaemonSet", "batch/Job", "batch/CronJob", "/ReplicationController",
        "/Pod", "/PodTemplate", "networking.k8s.io/Ingress", "networking.k8s.io/NetworkPolicy", "networking.k8s.io/IngressClass",
        "policy/PodDisruptionBudget", "apiextensions.k8s.io/CustomResourceDefinition", "admissionregistration.k8s.io/MutatingWebhookConfiguration",
        "admissionregistration.k8s.io/ValidatingWebhookConfiguration", "admissionregistration.k8s.io/ValidatingAdmissionPolicy",
        "admissionregistration.k8s.io/ValidatingAdmissionPolicyBinding", "admissionregistration.k8s.io/MutatingAdmissionPolicy",
        "admissionregistration.k8s.io/MutatingAdmissionPolicyBinding", "flowcontrol.apiserver.k8s.io/FlowSchema", "scheduling.k8s.io/PriorityClass",
        "flowcontrol.apiserver.k8s.io/PriorityLevelConfiguration", "discovery.k8s.io/EndpointSlice", "resource.k8s.io/ResourceSlice",
    };

    public static bool HasGeneration(ResourceKind kind) => kind.IsCustom || WithGeneration.Contains($"{kind.Group}/{kind.Kind}");

    public static YamlMap PrepareForCreate(ResourceKind kind, YamlMap value)
    {
        if (!kind.HasStatus || kind.Is("", "Node"))
        {
            return value;
        }

        return kind.IsCustom ? value.Without("status") : WithInitialStatus(kind, value);
    }

    public static YamlMap PrepareForUpdate(RequestContext context, YamlMap live, YamlMap value)
    {
        value = context.Subresource switch
        {
            "status" => WithOnlyStatus(live, value),
            "" when context.Kind.HasStatus => With(value, "status", live.Find("status")),
            _ => value,
        };
        foreach (var key in KeptMetadata)
        {
            value = live.Find("metadata", key) is { } kept ? value.WithPath(["metadata", key], kept) : value.WithoutPath("metadata", key);
        }

        if (live.Find("metadata", "finalizers") is null && live.Find("metadata", "deletionTimestamp") is not null)
        {
            value = value.WithoutPath("metadata", "finalizers");
        }

        return HasGeneration(context.Kind) && context.Subresource != "status" && HasNewSpec(context.Kind, live, value)
            ? value.WithPath(["metadata", "generation"], new YamlNumber(((live.Find("metadata", "generation") as YamlNumber)?.AsInt64 ?? 0) + 1))
            : value;
    }

    /// <summary>Whether only the times of field owners differ: such a write is none.</summary>
    public static bool IsUnchanged(YamlMap live, YamlMap value)
    {
        if (!YamlNode.DeepEquals(FieldManager.WithoutManagedFields(live), FieldManager.WithoutManagedFields(value)))
        {
            return false;
        }

        return YamlNode.DeepEquals(WithoutTimes(live), WithoutTimes(value));
    }

    private static YamlList WithoutTimes(YamlMap value) => YamlList.Of(
        (value.Find("metadata", "managedFields") as YamlList ?? YamlList.Empty).Items.Select(entry => ((YamlMap)entry).Without("time")));

    private static YamlMap WithInitialStatus(ResourceKind kind, YamlMap value)
    {
        var status = (kind.Versions[0].Type.Atom.Map?.Fields.GetValueOrDefault("status") is { IsAlwaysPresent: true } field)
            ? new Normalizer(kind.Kind, kind.StorageVersion).Normalize(YamlMap.Empty, field.Type)
            : null;
        var phase = kind.Kind switch
        {
            "Namespace" => "Active",
            "Pod" or "PersistentVolumeClaim" or "PersistentVolume" => "Pending",
            _ => null,
        };
        status = phase is null ? status : (status ?? YamlMap.Empty).With("phase", new YamlString(phase));
        status = kind.Is("", "Pod") ? status?.With("qosClass", new YamlString(PodQuality.ClassOf(value))) : status;
        return With(value, "status", status);
    }

    private static YamlMap WithOnlyStatus(YamlMap live, YamlMap value)
    {
        var changed = With(live, "status", value.Find("status"));
        return value.Find("metadata", "managedFields") is { } managed
            ? changed.WithPath(["metadata", "managedFields"], managed)
            : FieldManager.WithoutManagedFields(changed);
    }

    private static YamlMap With(YamlMap value, string key, YamlNode? node) => node is null ? value.Without(key) : value.With(key, node);

    private static bool HasNewSpec(ResourceKind kind, YamlMap live, YamlMap value) => kind.HasStatus || live.ContainsKey("spec") || kind.IsCustom
        ? !YamlNode.DeepEquals(WithoutMetadata(live), WithoutMetadata(value))
        : !YamlNode.DeepEquals(live.Without("metadata"), value.Without("metadata"));

    private static YamlMap WithoutMetadata(YamlMap value) => value.Without("metadata").Without("status");
}
