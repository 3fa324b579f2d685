using PackMan.Sandbox.Defaulting;
using PackMan.Sandbox.Kinds;
using PackMan.Sandbox.Requests;
using PackMan.Yaml;

namespace PackMan.Sandbox.Validation;

/// <summary>All causes why an object cannot be stored, as the API server finds them (pkg/apis/…/validation of Kubernetes).</summary>
internal static class ObjectValidation
{
    private static readonly Dictionary<string, Func<YamlMap, IEnumerable<FieldError>>> Kinds = new(StringComparer.Ordinal)
    {
        ["/Pod"] = value => PodValidation.OfSpec(value.Find("spec") as YamlMap ?? YamlMap.Empty, "spec", ["Always", "OnFailure", "Never"]),
        ["/ConfigMap"] = ConfigValidation.OfConfigMap,
        ["/Secret"] = ConfigValidation.OfSecret,
        ["/Service"] = ServiceValidation.Of,
        ["/PersistentVolumeClaim"] = value => StorageValidation.OfClaimSpec(value.Find("spec"), "spec"),
        ["apps/Deployment"] = WorkloadValidation.OfDeployment,
        ["apps/ReplicaSet"] = WorkloadValidation.OfReplicaSet,
        ["apps/StatefulSet"] = WorkloadValidation.OfStatefulSet,
        ["apps/DaemonSet"] = WorkloadValidation.OfDaemonSet,
        ["batch/Job"] = value => JobValidation.OfSpec(value.Find("spec") as YamlMap ?? YamlMap.Empty, "spec"),
        ["batch/CronJob"] = JobValidation.OfCronJob,
        ["autoscaling/HorizontalPodAutoscaler"] = AutoscalerValidation.Of,
        ["networking.k8s.io/Ingress"] = NetworkValidation.OfIngress,
        ["networking.k8s.io/NetworkPolicy"] = NetworkValidation.OfPolicy,
        ["rbac.authorization.k8s.io/Role"] = value => AccessValidation.OfRules(value, allowsUrls: false),
        ["rbac.authorization.k8s.io/ClusterRole"] = value => AccessValidation.OfRules(value, allowsUrls: true),
        ["rbac.authorization.k8s.io/RoleBinding"] = AccessValidation.OfBinding,
        ["rbac.authorization.k8s.io/ClusterRoleBinding"] = AccessValidation.OfBinding,
        ["policy/PodDisruptionBudget"] = PolicyValidation.OfBudget,
        ["storage.k8s.io/StorageClass"] = StorageValidation.OfClass,
        ["scheduling.k8s.io/PriorityClass"] = PolicyValidation.OfPriority,
        ["apiextensions.k8s.io/CustomResourceDefinition"] = DefinitionValidation.Of,
    };

    public static List<FieldError> ForCreate(RequestContext context, YamlMap value) =>
        [.. MetadataValidation.Of(context.Kind, value), .. OfContent(context, value)];

    public static List<FieldError> ForUpdate(RequestContext context, YamlMap live, YamlMap value)
    {
        // A status is written by controllers, whose spec was judged before.
        if (context.Subresource == "status")
        {
            return [];
        }

        return [.. MetadataValidation.OfChange(context.Kind, live, value), .. OfContent(context, value), .. ImmutableFields.Of(context.Kind, live, value)];
    }

    private static IEnumerable<FieldError> OfContent(RequestContext context, YamlMap value)
    {
        if (context.Kind.IsCustom)
        {
            return context.Version.OpenApi is { } schema ? OpenApiValidation.Of(value, schema) : [];
        }

        return Kinds.TryGetValue($"{context.Kind.Group}/{context.Kind.Kind}", out var rules) ? rules(value) : [];
    }

    /// <summary>A string that must be there.</summary>
    public static IEnumerable<FieldError> Required(YamlNode? node, string field, string detail = "") =>
        node is null or YamlNull or YamlString { Value: "" } ? [FieldError.Required(field, detail)] : [];

    /// <summary>A number that must not be below zero.</summary>
    public static IEnumerable<FieldError> NonNegative(YamlNode? node, string field) =>
        node is YamlNumber { AsInt64: < 0 } ? [FieldError.Invalid(field, node, "must be greater than or equal to 0")] : [];

    /// <summary>One of a few words; an empty one passes, since defaults fill it.</summary>
    public static IEnumerable<FieldError> OneOf(YamlNode? node, string field, params IEnumerable<string> words) =>
        node is YamlString { Value: var word } && !words.Contains(word) ? [FieldError.NotSupported(field, word, words)] : [];
}
