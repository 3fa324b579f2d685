using PackMan.Live;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Cluster.Readiness;

/// <summary>What holds for every kind, before its own rule is asked.</summary>
internal static class CommonReadiness
{
    /// <summary>Null when nothing common decides.</summary>
    public static ReadinessState? Check(KubernetesObject live)
    {
        if (live.DeletionTimestamp is not null)
        {
            return new ReadinessState.Waiting("it is being deleted");
        }

        if (live.Content.Find("status", "observedGeneration") is YamlNumber && live.Count(0, "status", "observedGeneration") != live.Count(0, "metadata", "generation"))
        {
            return new ReadinessState.Waiting("its controller has not seen the last change yet");
        }

        if (live.Condition("Stalled") is { IsTrue: true } stalled)
        {
            return new ReadinessState.Failed(stalled.Why);
        }

        return live.Condition("Reconciling") is { IsTrue: true } reconciling ? new ReadinessState.Waiting(reconciling.Why) : null;
    }
}
