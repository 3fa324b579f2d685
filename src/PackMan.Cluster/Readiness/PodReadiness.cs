using PackMan.Live;
using PackMan.Manifests;

namespace PackMan.Cluster.Readiness;

/// <summary>Ready or succeeded. Unlike kstatus, a pod that failed is a failure and not merely done.</summary>
internal static class PodReadiness
{
    public static ReadinessState Check(KubernetesObject live) => live.Text("status", "phase") switch
    {
        "Succeeded" => new ReadinessState.Ready("it succeeded"),
        "Failed" => Failed(live),
        _ when live.Condition("Ready") is { IsTrue: true } => new ReadinessState.Ready("it is ready"),
        _ when PodTrouble.IsCrashLooping(live) => new ReadinessState.Failed(PodTrouble.Find(live) ?? "it keeps crashing"),
        var phase => new ReadinessState.Waiting(PodTrouble.Find(live) ?? (phase is null ? "it has not been scheduled yet" : $"it is {phase.ToLowerInvariant()}")),
    };

    /// <summary>Whether it has done its work, as pods of hooks must.</summary>
    public static ReadinessState CheckComplete(KubernetesObject live) => live.Text("status", "phase") switch
    {
        "Succeeded" => new ReadinessState.Ready("it succeeded"),
        "Failed" => Failed(live),
        var phase => new ReadinessState.Waiting(PodTrouble.Find(live) ?? (phase is null ? "it has not been scheduled yet" : $"it is {phase.ToLowerInvariant()}")),
    };

    private static ReadinessState.Failed Failed(KubernetesObject live) =>
        new(PodTrouble.Find(live) ?? live.Text("status", "message") ?? live.Text("status", "reason") ?? "it failed");
}
