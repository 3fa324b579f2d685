using PackMan.Live;
using PackMan.Manifests;

namespace PackMan.Cluster.Readiness;

/// <summary>The service behind the API group answers.</summary>
internal static class ApiServiceReadiness
{
    public static ReadinessState Check(KubernetesObject live) => live.Condition("Available") switch
    {
        { IsTrue: true } => new ReadinessState.Ready("its service answers"),
        { } condition => new ReadinessState.Waiting(condition.Why),
        null => new ReadinessState.Waiting("nobody has looked at its service yet"),
    };
}
