using PackMan.Live;
using PackMan.Manifests;

namespace PackMan.Cluster.Readiness;

/// <summary>
/// Reachable inside the cluster. A load balancer's outer address may take minutes, or never come on clusters without a
/// provider, so it is awaited only where the annotation asks for it.
/// </summary>
internal static class ServiceReadiness
{
    public const string AwaitAddress = "packman.dev/wait-for-address";

    public static ReadinessState Check(KubernetesObject live)
    {
        if (live.Text("spec", "type") == "ExternalName")
        {
            return new ReadinessState.Ready("it is a name for another host");
        }

        if (string.IsNullOrEmpty(live.Text("spec", "clusterIP")))
        {
            return new ReadinessState.Waiting("it has no cluster address yet");
        }

        if (live.Text("spec", "type") != "LoadBalancer" || live.Content.Maps("status", "loadBalancer", "ingress").Any())
        {
            return new ReadinessState.Ready("it has its addresses");
        }

        return live.Annotation(AwaitAddress) == "true"
            ? new ReadinessState.Waiting("its load balancer has no address yet")
            : new ReadinessState.Ready("its load balancer has no address yet, which is not waited for");
    }
}
