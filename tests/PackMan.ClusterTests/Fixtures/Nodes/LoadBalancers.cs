using System.Text.Json.Nodes;

namespace PackMan.ClusterTests.Fixtures.Nodes;

/// <summary>The cloud's part: an address for each Service of type LoadBalancer, unless <c>simulator.packman.dev/load-balancer: none</c> keeps it waiting.</summary>
internal sealed class LoadBalancers(KubeClient client)
{
    private int _next;

    public async Task ProvideAsync(JsonObject service, CancellationToken cancellationToken)
    {
        var isWaiting = service.Text("spec", "type") == "LoadBalancer" && !service.Items("status", "loadBalancer", "ingress").Any();
        if (!isWaiting || service.IsTerminating() || service.Annotation("simulator.packman.dev/load-balancer") == "none")
        {
            return;
        }

        // A block that is reserved for documentation.
        var address = $"198.51.100.{(_next++ % 254) + 1}";
        var patch = new JsonObject
        {
            ["status"] = new JsonObject
            {
                ["loadBalancer"] = new JsonObject { ["ingress"] = new JsonArray(new JsonObject { ["ip"] = address }) },
            },
        };
        var path = $"/api/v1/namespaces/{service.Namespace()}/services/{service.Name()}/status?fieldManager=cloud-controller-manager";
        await client.MergePatchAsync(path, patch, cancellationToken);
    }
}
