using PackMan.Live;
using PackMan.Manifests;

namespace PackMan.Cluster.Readiness;

/// <summary>Started is enough, unless its end is awaited; failed is a failure either way.</summary>
internal static class JobReadiness
{
    public static ReadinessState Check(KubernetesObject live)
    {
        if (Ended(live) is { } ended)
        {
            return ended;
        }

        if (live.Condition("Suspended") is { IsTrue: true } || live.Flag("spec", "suspend"))
        {
            return new ReadinessState.Ready("it is suspended");
        }

        return live.Text("status", "startTime") is null
            ? new ReadinessState.Waiting("it has not started yet")
            : new ReadinessState.Ready("it has started");
    }

    /// <summary>Whether it has done its work.</summary>
    public static ReadinessState CheckComplete(KubernetesObject live) => Ended(live) ?? new ReadinessState.Waiting(
        live.Flag("spec", "suspend") ? "it is suspended" : $"{live.Count(0, "status", "succeeded")} of {live.Count(1, "spec", "completions")} runs succeeded"
            + (live.Count(0, "status", "failed") is var failed and > 0 ? $", {failed} failed" : ""));

    private static ReadinessState? Ended(KubernetesObject live)
    {
        if (live.Condition("Complete") is { IsTrue: true })
        {
            return new ReadinessState.Ready("it is complete");
        }

        // FailureTarget comes first, while its pods are still being ended (KEP-3329).
        var failed = live.Condition("Failed") is { IsTrue: true } end ? end : live.Condition("FailureTarget");
        return failed is { IsTrue: true } ? new ReadinessState.Failed($"it failed: {failed.Why}") : null;
    }
}
