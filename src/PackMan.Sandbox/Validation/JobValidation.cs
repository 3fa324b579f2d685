using PackMan.Yaml;
using static PackMan.Sandbox.Validation.ObjectValidation;

namespace PackMan.Sandbox.Validation;

/// <summary>Jobs and what makes them.</summary>
internal static class JobValidation
{
    public static IEnumerable<FieldError> OfSpec(YamlMap spec, string field)
    {
        var errors = new List<FieldError>();
        foreach (var key in new[] { "parallelism", "completions", "activeDeadlineSeconds", "backoffLimit", "ttlSecondsAfterFinished" })
        {
            errors.AddRange(NonNegative(spec.Find(key), $"{field}.{key}"));
        }

        errors.AddRange(OneOf(spec.Find("completionMode"), $"{field}.completionMode", "Indexed", "NonIndexed"));
        errors.AddRange(PodValidation.OfTemplate(spec.Find("template"), $"{field}.template", "Always", "OnFailure", "Never"));
        if (spec.FindString("template", "spec", "restartPolicy") is null or "" or "Always")
        {
            errors.Add(FieldError.Required($"{field}.template.spec.restartPolicy", "valid values: \"OnFailure\", \"Never\""));
        }

        return errors;
    }

    public static IEnumerable<FieldError> OfCronJob(YamlMap value)
    {
        var errors = new List<FieldError>();
        var schedule = value.FindString("spec", "schedule") ?? "";
        errors.AddRange(schedule.Length == 0 ? [FieldError.Required("spec.schedule")] : OfSchedule(schedule));
        errors.AddRange(OneOf(value.Find("spec", "concurrencyPolicy"), "spec.concurrencyPolicy", "Allow", "Forbid", "Replace"));
        errors.AddRange(NonNegative(value.Find("spec", "successfulJobsHistoryLimit"), "spec.successfulJobsHistoryLimit"));
        errors.AddRange(NonNegative(value.Find("spec", "failedJobsHistoryLimit"), "spec.failedJobsHistoryLimit"));
        return errors.Concat(OfSpec(value.Find("spec", "jobTemplate", "spec") as YamlMap ?? YamlMap.Empty, "spec.jobTemplate.spec"));
    }

    private static IEnumerable<FieldError> OfSchedule(string schedule)
    {
        if (schedule.StartsWith('@'))
        {
            return [];
        }

        var fields = schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length == 5 ? [] : [FieldError.Invalid("spec.schedule", schedule, $"expected exactly 5 fields, found {fields.Length}: [{string.Join(' ', fields)}]")];
    }
}
