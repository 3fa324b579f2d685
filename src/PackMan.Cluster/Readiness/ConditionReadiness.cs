using PackMan.Live;
using PackMan.Manifests;

namespace PackMan.Cluster.Readiness;

/// <summary>Kinds without a rule of their own, custom resources above all: what says `Ready` is believed, what says nothing is ready.</summary>
internal static class ConditionReadiness
{
    public static ReadinessState Check(KubernetesObject live) => live.Condition("Ready") switch
    {
        null => new ReadinessState.Ready("it exists"),
        { IsTrue: true } => new ReadinessState.Ready("it says so"),
        var ready => new ReadinessState.Waiting(ready.Why),
    };
}
