using PackMan.Sandbox.Defaulting;
using PackMan.Sandbox.Kinds;
using PackMan.Yaml;

namespace PackMan.Sandbox.Validation;

/// <summary>Fields that cannot change once an object exists.</summary>
internal static class ImmutableFields
{
    private const string Immutable = "field is immutable";

    private static readonly string[] ScalableSetFields =
        ["minReadySeconds", "ordinals", "persistentVolumeClaimRetentionPolicy", "replicas", "revisionHistoryLimit", "template", "updateStrategy"];

    private static readonly string[] ClassFields = ["parameters", "provisioner", "reclaimPolicy", "volumeBindingMode"];

    private static readonly string[] ChangeablePodFields =
        ["activeDeadlineSeconds", "containers", "ephemeralContainers", "initContainers", "nodeName", "schedulingGates", "tolerations"];

    public static IEnumerable<FieldError> Of(ResourceKind kind, YamlMap live, YamlMap value) => $"{kind.Group}/{kind.Kind}" switch
    {
        "apps/Deployment" or "apps/ReplicaSet" or "apps/DaemonSet" => Same(live, value, "spec", "selector"),
        "apps/StatefulSet" => OfStatefulSet(live, value),
        "batch/Job" => OfJob(live, value),
        "/ConfigMap" => OfConfig(live, value),
        "/Secret" => Same(live, value, "type").Concat(OfConfig(live, value)),
        "/PersistentVolumeClaim" => OfClaim(live, value),
        "/Service" => OfService(live, value),
        "/Pod" => OfPod(live, value),
        "rbac.authorization.k8s.io/RoleBinding" or "rbac.authorization.k8s.io/ClusterRoleBinding" =>
            YamlNode.DeepEquals(live.Find("roleRef"), value.Find("roleRef")) ? [] : [FieldError.Invalid("roleRef", value.Find("roleRef"), "cannot change roleRef")],
        "storage.k8s.io/StorageClass" => OfStorageClass(live, value),
        "scheduling.k8s.io/PriorityClass" => YamlNode.DeepEquals(live.Find("value"), value.Find("value")) ? [] : [FieldError.Forbidden("value", "may not be changed in an update.")],
        "apiextensions.k8s.io/CustomResourceDefinition" => Same(live, value, "spec", "group").Concat(Same(live, value, "spec", "scope")).Concat(Same(live, value, "spec", "names", "kind")).Concat(Same(live, value, "spec", "names", "plural")),
        _ => [],
    };

    private static IEnumerable<FieldError> Same(YamlMap live, YamlMap value, params string[] path) =>
        YamlNode.DeepEquals(live.Find(path), value.Find(path)) ? [] : [FieldError.Invalid(string.Join('.', path), value.Find(path), Immutable)];

    private static IEnumerable<FieldError> OfStatefulSet(YamlMap live, YamlMap value) =>
        Differs(live.Find("spec"), value.Find("spec"), ScalableSetFields)
            ? [FieldError.Forbidden("spec", "updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden")]
            : [];

    private static IEnumerable<FieldError> OfJob(YamlMap live, YamlMap value)
    {
        var isIndexed = live.FindString("spec", "completionMode") == "Indexed";
        var errors = isIndexed ? [] : Same(live, value, "spec", "completions");
        errors = errors.Concat(Same(live, value, "spec", "selector"));

        // A suspended Job that never started may still change where its pods go.
        var mayMove = live.IsTrueAt("spec", "suspend") && live.Find("status", "startTime") is null;
        errors = mayMove ? errors : errors.Concat(Same(live, value, "spec", "template"));
        return errors.Concat(Same(live, value, "spec", "completionMode"));
    }

    private static IEnumerable<FieldError> OfConfig(YamlMap live, YamlMap value)
    {
        if (!live.IsTrueAt("immutable"))
        {
            yield break;
        }

        const string Why = "field is immutable when `immutable` is set";
        if (!value.IsTrueAt("immutable"))
        {
            yield return FieldError.Forbidden("immutable", Why);
        }

        foreach (var key in new[] { "data", "binaryData" })
        {
            if (!YamlNode.DeepEquals(live.Find(key), value.Find(key)))
            {
                yield return FieldError.Forbidden(key, Why);
            }
        }
    }

    private static IEnumerable<FieldError> OfClaim(YamlMap live, YamlMap value)
    {
        var isBound = live.FindString("status", "phase") == "Bound";
        var allowed = isBound ? ["resources", "volumeAttributesClassName"] : live.FindString("spec", "volumeName") is { Length: > 0 } ? Array.Empty<string>() : ["volumeName"];
        return Differs(live.Find("spec"), value.Find("spec"), allowed)
            ? [FieldError.Forbidden("spec", "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims")]
            : [];
    }

    private static IEnumerable<FieldError> OfService(YamlMap live, YamlMap value)
    {
        var (before, after) = (live.FindString("spec", "clusterIP") ?? "", value.FindString("spec", "clusterIP") ?? "");
        var isExternal = live.FindString("spec", "type") == "ExternalName" || value.FindString("spec", "type") == "ExternalName";
        return before.Length == 0 || isExternal || before == after
            ? []
            : [FieldError.Invalid("spec.clusterIPs[0]", YamlList.Of(new YamlString(after)), "may not change once set")];
    }

    private static IEnumerable<FieldError> OfPod(YamlMap live, YamlMap value)
    {
        var (before, after) = (live.ItemsAt("spec", "containers"), value.ItemsAt("spec", "containers"));
        if (before.Count != after.Count)
        {
            return [FieldError.Forbidden("spec.containers", "pod updates may not add or remove containers")];
        }

        var hasSameContainers = before.Zip(after).All(pair => !Differs(pair.First, pair.Second, ["image", "resources"]));
        return hasSameContainers && !Differs(live.Find("spec"), value.Find("spec"), ChangeablePodFields)
            ? []
            : [FieldError.Forbidden("spec", "pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)")];
    }

    private static IEnumerable<FieldError> OfStorageClass(YamlMap live, YamlMap value) =>
        ClassFields
            .Where(key => !YamlNode.DeepEquals(live.Find(key), value.Find(key)))
            .Select(key => FieldError.Forbidden(key, $"updates to {key} are forbidden."));

    private static bool Differs(YamlNode? live, YamlNode? value, string[] allowed) =>
        !YamlNode.DeepEquals(Without(live, allowed), Without(value, allowed));

    private static YamlMap Without(YamlNode? node, string[] keys) =>
        keys.Aggregate(node as YamlMap ?? YamlMap.Empty, (map, key) => map.Without(key));
}
