using PackMan.Live;
using PackMan.Manifests;

namespace PackMan.Cluster.Readiness;

/// <summary>All replicas are of the newest template and available, and no older ones are left.</summary>
internal static class DeploymentReadiness
{
    public static ReadinessState Check(KubernetesObject live)
    {
        // A paused one rolls nothing out until somebody lets it; waiting for that would be waiting for a person.
        if (live.Flag("spec", "paused"))
        {
            return new ReadinessState.Ready("it is paused");
        }

        var progressing = live.Condition("Progressing");
        if (progressing is { IsFalse: true, Reason: "ProgressDeadlineExceeded" })
        {
            return new ReadinessState.Failed($"it made no progress within its deadline: {progressing.Why}");
        }

        return CheckReplicas(live) ?? CheckConditions(live, progressing);
    }

    private static ReadinessState.Waiting? CheckReplicas(KubernetesObject live)
    {
        var wanted = live.Count(1, "spec", "replicas");
        var all = live.Count(0, "status", "replicas");
        var updated = live.Count(0, "status", "updatedReplicas");
        var available = live.Count(0, "status", "availableReplicas");
        var refused = live.Condition("ReplicaFailure") is { IsTrue: true } failure ? $": {failure.Why}" : "";
        return (wanted, all, updated, available) switch
        {
            _ when updated < wanted => new ReadinessState.Waiting($"{updated} of {wanted} replicas are up to date{refused}"),
            _ when all > wanted => new ReadinessState.Waiting($"{all - wanted} older replicas are still to end"),
            _ when available < updated => new ReadinessState.Waiting($"{available} of {updated} replicas are available"),
            _ when live.Count(0, "status", "readyReplicas") < wanted => new ReadinessState.Waiting($"{live.Count(0, "status", "readyReplicas")} of {wanted} replicas are ready"),
            _ => null,
        };
    }

    private static ReadinessState CheckConditions(KubernetesObject live, StatusCondition? progressing)
    {
        // With the greatest number as deadline the controller does not report progress (kstatus reads it so, too).
        var reportsProgress = live.Count(0, "spec", "progressDeadlineSeconds") != int.MaxValue;
        if (reportsProgress && progressing is not { IsTrue: true, Reason: "NewReplicaSetAvailable" })
        {
            return new ReadinessState.Waiting(progressing is null ? "its controller has not reported on it yet" : progressing.Why);
        }

        return live.Condition("Available") is { IsTrue: true }
            ? new ReadinessState.Ready($"{live.Count(0, "status", "availableReplicas")} replicas are available")
            : new ReadinessState.Waiting(live.Condition("Available")?.Why ?? "its controller has not reported on it yet");
    }
}
