using PackMan.Live;
using PackMan.Manifests;

namespace PackMan.Cluster.Readiness;

/// <summary>All replicas are ready and, as far as the update strategy goes, of the newest revision.</summary>
internal static class StatefulSetReadiness
{
    public static ReadinessState Check(KubernetesObject live)
    {
        // OnDelete leaves the rollout to whoever deletes the pods.
        if (live.Text("spec", "updateStrategy", "type") == "OnDelete")
        {
            return new ReadinessState.Ready("its pods are replaced by hand");
        }

        var wanted = live.Count(1, "spec", "replicas");
        var all = live.Count(0, "status", "replicas");
        var ready = live.Count(0, "status", "readyReplicas");
        return (wanted, all, ready) switch
        {
            _ when all < wanted => new ReadinessState.Waiting($"{all} of {wanted} replicas exist"),
            _ when ready < wanted => new ReadinessState.Waiting($"{ready} of {wanted} replicas are ready"),
            _ when all > wanted => new ReadinessState.Waiting($"{all - wanted} replicas are still to end"),
            _ => CheckRevision(live, wanted),
        };
    }

    private static ReadinessState CheckRevision(KubernetesObject live, long wanted)
    {
        var partition = live.Count(0, "spec", "updateStrategy", "rollingUpdate", "partition");
        var updated = live.Count(0, "status", "updatedReplicas");
        if (partition > 0)
        {
            var toUpdate = Math.Max(0, wanted - partition);
            return updated < toUpdate
                ? new ReadinessState.Waiting($"{updated} of {toUpdate} replicas above partition {partition} are up to date")
                : new ReadinessState.Ready($"{toUpdate} replicas above partition {partition} are up to date");
        }

        return live.Text("status", "updateRevision") is { } target && live.Text("status", "currentRevision") != target
            ? new ReadinessState.Waiting($"{updated} of {wanted} replicas are up to date")
            : new ReadinessState.Ready($"{wanted} replicas are ready");
    }
}
