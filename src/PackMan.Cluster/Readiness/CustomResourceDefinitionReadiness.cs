using PackMan.Live;
using PackMan.Manifests;

namespace PackMan.Cluster.Readiness;

/// <summary>Established, so that the server serves its kind.</summary>
internal static class CustomResourceDefinitionReadiness
{
    public static ReadinessState Check(KubernetesObject live)
    {
        if (live.Condition("NamesAccepted") is { IsFalse: true } names)
        {
            return new ReadinessState.Failed($"its names are not accepted: {names.Why}");
        }

        return live.Condition("Established") switch
        {
            { IsTrue: true } => new ReadinessState.Ready("it is established"),
            { IsFalse: true, Reason: not "Installing" } refused => new ReadinessState.Failed($"it is not established: {refused.Why}"),
            _ => new ReadinessState.Waiting("it is not established yet"),
        };
    }
}
