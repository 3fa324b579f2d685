using PackMan.Live;
using PackMan.Manifests;

namespace PackMan.Cluster.Readiness;

/// <summary>Active, so that objects can be made in it.</summary>
internal static class NamespaceReadiness
{
    public static ReadinessState Check(KubernetesObject live) => live.Text("status", "phase") == "Active"
        ? new ReadinessState.Ready("it is active")
        : new ReadinessState.Waiting("it is not active yet");
}
