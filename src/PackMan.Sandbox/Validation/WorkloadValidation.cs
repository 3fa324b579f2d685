using PackMan.Sandbox.Defaulting;
using PackMan.Sandbox.Requests;
using PackMan.Yaml;
using static PackMan.Sandbox.Validation.ObjectValidation;

namespace PackMan.Sandbox.Validation;

/// <summary>The workloads of `apps/v1`.</summary>
internal static class WorkloadValidation
{
    public static IEnumerable<FieldError> OfDeployment(YamlMap value)
    {
        var errors = new List<FieldError>(NonNegative(value.Find("spec", "replicas"), "spec.replicas"));
        errors.AddRange(OfSelector(value, "deployment"));
        errors.AddRange(PodValidation.OfTemplate(value.Find("spec", "template"), "spec.template", "Always"));
        errors.AddRange(OneOf(value.Find("spec", "strategy", "type"), "spec.strategy.type", "Recreate", "RollingUpdate"));
        if (value.FindString("spec", "strategy", "type") == "Recreate" && value.Find("spec", "strategy", "rollingUpdate") is not null)
        {
            errors.Add(FieldError.Forbidden("spec.strategy.rollingUpdate", "may not be specified when strategy `type` is 'Recreate'"));
        }

        errors.AddRange(NonNegative(value.Find("spec", "revisionHistoryLimit"), "spec.revisionHistoryLimit"));
        errors.AddRange(NonNegative(value.Find("spec", "minReadySeconds"), "spec.minReadySeconds"));
        return errors;
    }

    public static IEnumerable<FieldError> OfReplicaSet(YamlMap value) => NonNegative(value.Find("spec", "replicas"), "spec.replicas")
        .Concat(OfSelector(value, "replica set"))
        .Concat(PodValidation.OfTemplate(value.Find("spec", "template"), "spec.template", "Always"));

    public static IEnumerable<FieldError> OfStatefulSet(YamlMap value) => OneOf(value.Find("spec", "podManagementPolicy"), "spec.podManagementPolicy", "OrderedReady", "Parallel")
        .Concat(OneOf(value.Find("spec", "updateStrategy", "type"), "spec.updateStrategy.type", "OnDelete", "RollingUpdate"))
        .Concat(NonNegative(value.Find("spec", "replicas"), "spec.replicas"))
        .Concat(OfSelector(value, "statefulset"))

        // Volumes come from claims, so the server leaves the pods of a StatefulSet unjudged.
        .Concat(MetadataValidation.OfLabels(value.Find("spec", "template", "metadata", "labels"), "spec.template.metadata.labels"))
        .Concat(OneOf(value.Find("spec", "template", "spec", "restartPolicy"), "spec.template.spec.restartPolicy", "Always"));

    public static IEnumerable<FieldError> OfDaemonSet(YamlMap value) => OfSelector(value, "daemonset")
        .Concat(PodValidation.OfTemplate(value.Find("spec", "template"), "spec.template", "Always"));

    private static IEnumerable<FieldError> OfSelector(YamlMap value, string kind)
    {
        var selector = value.Find("spec", "selector");
        var labels = value.Find("spec", "template", "metadata", "labels");
        if (selector is null)
        {
            yield return FieldError.Required("spec.selector");
        }
        else if ((selector.Find("matchLabels") as YamlMap ?? YamlMap.Empty).Count == 0 && selector.ItemsAt("matchExpressions").Count == 0)
        {
            yield return FieldError.Invalid("spec.selector", selector, $"empty selector is invalid for {kind}");
            yield break;
        }

        var metadata = value.Find("spec", "template") as YamlMap ?? YamlMap.Empty;
        if (selector is null || !LabelSelector.Of(selector).Matches(metadata))
        {
            yield return FieldError.Invalid("spec.template.metadata.labels", labels, "`selector` does not match template `labels`");
        }
    }
}
