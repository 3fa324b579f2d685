using PackMan.Sandbox.Defaulting;
using PackMan.Yaml;
using static PackMan.Sandbox.Validation.ObjectValidation;

namespace PackMan.Sandbox.Validation;

/// <summary>HorizontalPodAutoscalers of both versions.</summary>
internal static class AutoscalerValidation
{
    public static IEnumerable<FieldError> Of(YamlMap value)
    {
        var (min, max) = (value.NumberAt("spec", "minReplicas") ?? 1, value.NumberAt("spec", "maxReplicas") ?? 0);
        var errors = new List<FieldError>();
        if (min < 1)
        {
            errors.Add(FieldError.Invalid("spec.minReplicas", new YamlNumber(min), "must be greater than or equal to 1"));
        }

        if (max < 1)
        {
            errors.Add(FieldError.Invalid("spec.maxReplicas", new YamlNumber(max), "must be greater than 0"));
        }

        if (max < min)
        {
            errors.Add(FieldError.Invalid("spec.maxReplicas", new YamlNumber(max), "must be greater than or equal to `minReplicas`"));
        }

        return errors
            .Concat(Required(value.Find("spec", "scaleTargetRef", "kind"), "spec.scaleTargetRef.kind"))
            .Concat(Required(value.Find("spec", "scaleTargetRef", "name"), "spec.scaleTargetRef.name"));
    }
}
