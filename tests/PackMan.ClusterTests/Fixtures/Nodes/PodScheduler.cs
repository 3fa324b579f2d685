using System.Text.Json.Nodes;

namespace PackMan.ClusterTests.Fixtures.Nodes;

/// <summary>The scheduler's part: gives pods a node, or says why none will do.</summary>
internal sealed class PodScheduler(KubeClient client, ClusterCache cache, EventRecorder events)
{
    private const string Component = "default-scheduler";

    public static bool IsWaiting(JsonObject pod) =>
        pod.Text("spec", "nodeName").Length == 0
        && !pod.IsTerminating()
        && pod.Text("spec", "schedulerName") == Component
        && !pod.Items("spec", "schedulingGates").Any();

    public async Task ScheduleAsync(JsonObject pod, CancellationToken cancellationToken)
    {
        var (node, reason) = Placement.Choose(pod, cache.All(ClusterCache.Pods));
        if (node is null)
        {
            await RefuseAsync(pod, reason, cancellationToken);
            return;
        }

        foreach (var name in ClaimNames(pod))
        {
            if (await ClaimObstacleAsync(cache.Find(ClusterCache.Claims, pod.Namespace(), name), name, node, cancellationToken) is { } obstacle)
            {
                await RefuseAsync(pod, obstacle, cancellationToken);
                return;
            }
        }

        await BindAsync(pod, node, cancellationToken);
    }

    private static IEnumerable<string> ClaimNames(JsonObject pod) =>
        pod.Items("spec", "volumes").Select(volume => volume.Text("persistentVolumeClaim", "claimName")).Where(name => name.Length > 0);

    // An empty obstacle means that the claim is on its way and nothing is wrong.
    private async Task<string?> ClaimObstacleAsync(JsonObject? claim, string name, SimulatedNode node, CancellationToken cancellationToken)
    {
        if (claim is null)
        {
            return $"0/{SimulatedNode.All.Count} nodes are available: persistentvolumeclaim \"{name}\" not found.";
        }

        if (claim.Text("status", "phase") == "Bound")
        {
            return null;
        }

        var storageClass = cache.Find(ClusterCache.Classes, "", claim.Text("spec", "storageClassName"));
        if (storageClass.Text("volumeBindingMode") != "WaitForFirstConsumer")
        {
            return $"0/{SimulatedNode.All.Count} nodes are available: pod has unbound immediate PersistentVolumeClaims.";
        }

        if (claim.Annotation(ClaimProvisioner.SelectedNode).Length == 0)
        {
            var patch = new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = new JsonObject { [ClaimProvisioner.SelectedNode] = node.Name } } };
            var path = $"/api/v1/namespaces/{claim.Namespace()}/persistentvolumeclaims/{claim.Name()}?fieldManager=kube-scheduler";
            cache.Keep(ClusterCache.Claims, await client.MergePatchAsync(path, patch, cancellationToken));
        }

        return "";
    }

    private async Task BindAsync(JsonObject pod, SimulatedNode node, CancellationToken cancellationToken)
    {
        var binding = new JsonObject
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Binding",
            ["metadata"] = new JsonObject { ["name"] = pod.Name(), ["namespace"] = pod.Namespace(), ["uid"] = pod.Uid() },
            ["target"] = new JsonObject { ["apiVersion"] = "v1", ["kind"] = "Node", ["name"] = node.Name },
        };
        await client.CreateAsync($"/api/v1/namespaces/{pod.Namespace()}/pods/{pod.Name()}/binding", binding, cancellationToken);
        // The next pod has to see this one's requests before the watch tells of it.
        pod["spec"]!["nodeName"] = node.Name;
        var message = $"Successfully assigned {pod.Namespace()}/{pod.Name()} to {node.Name}";
        await events.RecordAsync(pod, "Pod", Component, SimulatedEvent.Normal("Scheduled", message), cancellationToken);
    }

    private async Task RefuseAsync(JsonObject pod, string reason, CancellationToken cancellationToken)
    {
        var known = pod.Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") == "PodScheduled");
        if (reason.Length == 0 || known.Text("message") == reason)
        {
            return;
        }

        var condition = new JsonObject
        {
            ["type"] = "PodScheduled",
            ["status"] = "False",
            ["reason"] = "Unschedulable",
            ["message"] = reason,
            ["lastTransitionTime"] = KubeTime.Now(),
        };
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject { ["uid"] = pod.Uid() },
            ["status"] = new JsonObject { ["conditions"] = new JsonArray(condition) },
        };
        var path = $"/api/v1/namespaces/{pod.Namespace()}/pods/{pod.Name()}/status?fieldManager=kube-scheduler";
        cache.Keep(ClusterCache.Pods, await client.MergePatchAsync(path, patch, cancellationToken));
        await events.RecordAsync(pod, "Pod", Component, SimulatedEvent.Warning("FailedScheduling", reason), cancellationToken);
    }
}
