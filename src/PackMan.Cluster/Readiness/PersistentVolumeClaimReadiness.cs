using PackMan.Live;
using PackMan.Manifests;

namespace PackMan.Cluster.Readiness;

/// <summary>Bound, or not to be bound before a pod asks for it.</summary>
internal static class PersistentVolumeClaimReadiness
{
    private const string SelectedNode = "volume.kubernetes.io/selected-node";

    public static ReadinessState Check(KubernetesObject live) => Check(live, bindingMode: null);

    /// <param name="live">The claim.</param>
    /// <param name="bindingMode">`volumeBindingMode` of its storage class; null when unknown.</param>
    public static ReadinessState Check(KubernetesObject live, string? bindingMode) => live.Text("status", "phase") switch
    {
        "Bound" => new ReadinessState.Ready("it is bound"),
        "Lost" => new ReadinessState.Failed("its volume is lost"),

        // The scheduler notes the node once a pod uses the claim; before that nothing will happen, and nothing is wrong.
        _ when bindingMode == "WaitForFirstConsumer" && live.Annotation(SelectedNode) is null => new ReadinessState.Ready("it will be bound when a pod first uses it"),
        _ when live.Text("spec", "storageClassName") is null => new ReadinessState.Waiting("it is not bound: it names no storage class, and the cluster has no default one"),
        _ => new ReadinessState.Waiting($"it is not bound to a volume of storage class `{live.Text("spec", "storageClassName")}` yet"),
    };
}
