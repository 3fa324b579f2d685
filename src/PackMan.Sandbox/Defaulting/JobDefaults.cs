using PackMan.Yaml;

namespace PackMan.Sandbox.Defaulting;

/// <summary>Defaults of `batch/v1`.</summary>
internal static class JobDefaults
{
    public static YamlMap OfJob(YamlMap value) => WithTemplateLabels(value.Edit(OfJobSpec, "spec"));

    /// <summary>A Job without labels shows those of its pods.</summary>
    public static YamlMap WithTemplateLabels(YamlMap job) =>
        job.Find("spec", "template", "metadata", "labels") is YamlMap { Count: > 0 } labels ? job.Default(labels, "metadata", "labels") : job;

    private static YamlMap OfJobSpec(YamlMap spec)
    {
        if (spec.Find("completions") is null && spec.Find("parallelism") is null)
        {
            spec = spec.Default(1, "completions");
        }

        var replacement = spec.Find("podFailurePolicy") is null ? "TerminatingOrFailed" : "Failed";
        return OfJobTemplateSpec(spec.Default(1, "parallelism")
            .Default(spec.Find("backoffLimitPerIndex") is null ? 6 : int.MaxValue, "backoffLimit")
            .Default("NonIndexed", "completionMode")
            .Default(false, "suspend")
            .Default(replacement, "podReplacementPolicy"));
    }

    public static YamlMap OfCronJob(YamlMap value) => value.Edit(
        spec => spec
            .Default("Allow", "concurrencyPolicy")
            .Default(false, "suspend")
            .Default(3, "successfulJobsHistoryLimit")
            .Default(1, "failedJobsHistoryLimit")
            .Edit(OfJobTemplateSpec, "jobTemplate", "spec"),
        "spec");

    private static YamlMap OfJobTemplateSpec(YamlMap spec) => spec.Edit(PodDefaults.OfTemplate, "template");
}
