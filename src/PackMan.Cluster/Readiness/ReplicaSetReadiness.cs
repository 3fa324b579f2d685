using PackMan.Live;
using PackMan.Manifests;

namespace PackMan.Cluster.Readiness;

/// <summary>As many pods as wanted are available, and no more. Replication controllers are judged alike.</summary>
internal static class ReplicaSetReadiness
{
    public static ReadinessState Check(KubernetesObject live)
    {
        if (live.Condition("ReplicaFailure") is { IsTrue: true } failure)
        {
            return new ReadinessState.Waiting(failure.Why);
        }

        var wanted = live.Count(1, "spec", "replicas");
        var all = live.Count(0, "status", "replicas");
        var available = live.Count(0, "status", "availableReplicas");
        return (wanted, all, available) switch
        {
            _ when available < wanted => new ReadinessState.Waiting($"{available} of {wanted} replicas are available"),
            _ when all > wanted => new ReadinessState.Waiting($"{all - wanted} replicas are still to end"),
            _ => new ReadinessState.Ready($"{wanted} replicas are available"),
        };
    }
}
