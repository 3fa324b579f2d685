using PackMan.Sandbox.Defaulting;
using PackMan.Sandbox.Kinds;
using PackMan.Yaml;
using static PackMan.Sandbox.Controllers.PodTemplates;

namespace PackMan.Sandbox.Controllers;

/// <summary>Jobs: their pods end at once, so they do too.</summary>
internal sealed class JobController : IController
{
    private static readonly ResourceKind Jobs = BuiltInKinds.Get("batch", "Job");

    public void Reconcile(Workbench bench, YamlMap value)
    {
        if (IsTerminating(value) || Conditions.IsTrue(value, "Complete") || Conditions.IsTrue(value, "Failed"))
        {
            return;
        }

        var status = value.Find("status") as YamlMap ?? YamlMap.Empty;
        if (value.IsTrueAt("spec", "suspend"))
        {
            var suspended = Conditions.Set(status.Without("conditions"), status, bench.Now, "Suspended", "True", "JobSuspended", "Job suspended");
            bench.SetStatus(Jobs, value, suspended);
            return;
        }

        var completions = value.NumberAt("spec", "completions") ?? 1;
        var pods = Children(bench, Pods, value);
        if (pods.Count == 0)
        {
            var isFailing = value.FindString("spec", "template", "metadata", "annotations", PodController.FailAnnotation) is not null;
            for (var i = 0; i < (isFailing ? 1 : Math.Min(completions, MaxPods)); i++)
            {
                CreatePod(bench, value);
            }
        }
        else if (pods.All(pod => pod.FindString("status", "phase") is "Succeeded" or "Failed"))
        {
            bench.SetStatus(Jobs, value, Finished(bench, value, pods, completions));
        }
        else
        {
            bench.SetStatus(Jobs, value, status
                .Default(bench.Now, "startTime")
                .With("active", Number(pods.Count(pod => pod.FindString("status", "phase") is "Pending" or "Running")))
                .With("ready", Number(pods.Count(IsReady)))
                .With("uncountedTerminatedPods", YamlMap.Empty));
        }
    }

    private static YamlMap Finished(Workbench bench, YamlMap value, List<YamlMap> pods, long completions)
    {
        var before = value.Find("status") as YamlMap;
        var hasFailed = pods.Any(pod => pod.FindString("status", "phase") == "Failed");
        var status = YamlMap.Empty;
        if (hasFailed)
        {
            const string Message = "Job has reached the specified backoff limit";
            status = Conditions.Set(status, before, bench.Now, "FailureTarget", "True", "BackoffLimitExceeded", Message);
            status = Conditions.Set(status, before, bench.Now, "Failed", "True", "BackoffLimitExceeded", Message);
        }
        else
        {
            const string Message = "Reached expected number of succeeded pods";
            status = Conditions.Set(status, before, bench.Now, "SuccessCriteriaMet", "True", "CompletionsReached", Message);
            status = Conditions.Set(status, before, bench.Now, "Complete", "True", "CompletionsReached", Message);
        }

        status = status.With("startTime", before?.Find("startTime") ?? new YamlString(bench.Now));
        status = hasFailed
            ? status.With("failed", Number((value.NumberAt("spec", "backoffLimit") ?? 6) + 1))
            : status.With("completionTime", new YamlString(bench.Now)).With("succeeded", Number(completions));
        return status
            .With("terminating", Number(0))
            .With("uncountedTerminatedPods", YamlMap.Empty)
            .With("ready", Number(0));
    }
}
