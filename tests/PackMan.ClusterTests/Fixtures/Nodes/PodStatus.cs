using System.Text.Json.Nodes;

namespace PackMan.ClusterTests.Fixtures.Nodes;

/// <summary>The status a kubelet would report for a pod, decided from its spec alone.</summary>
internal sealed record PodStatus(string Phase, JsonObject Json, IReadOnlyList<SimulatedEvent> Events)
{
    /// <summary>The state of a pod on a node; <paramref name="finished"/> once containers that end have had their time.</summary>
    public static PodStatus Of(JsonObject pod, string address, bool finished, PodObstacles obstacles)
    {
        var mountEvents = obstacles.Mounts.Select(message => SimulatedEvent.Warning("FailedMount", message));
        var (init, main) = obstacles.Mounts.Count > 0 ? Held(pod) : Started(pod, finished, obstacles);
        var blocker = init.Find(status => !status.IsReady);

        var phase = blocker is null ? PhaseOf(main) : PhaseOfBlocked(blocker);
        var status = new JsonObject
        {
            ["phase"] = phase,
            ["hostIP"] = "127.0.0.1",
            ["startTime"] = pod.At("status", "startTime")?.DeepClone() ?? KubeTime.Now(),
            ["conditions"] = PodConditions.Of(pod, phase, blocker is null, main),
            ["containerStatuses"] = Array(main),
        };
        if (obstacles.Mounts.Count == 0)
        {
            status["podIP"] = address;
            status["podIPs"] = new JsonArray(new JsonObject { ["ip"] = address });
        }

        if (init.Count > 0)
        {
            status["initContainerStatuses"] = Array(init);
        }

        return new PodStatus(phase, status, [.. mountEvents, .. init.Concat(main).SelectMany(item => item.Events)]);
    }

    private static (List<ContainerStatus> Init, List<ContainerStatus> Main) Held(JsonObject pod) =>
        ([.. pod.Items("spec", "initContainers").Select(container => ContainerStatus.NotStarted(container, "PodInitializing"))],
            [.. pod.Items("spec", "containers").Select(container => ContainerStatus.NotStarted(container, "ContainerCreating"))]);

    // Init containers run one after another, and the others together once all of those have done their part.
    private static (List<ContainerStatus> Init, List<ContainerStatus> Main) Started(JsonObject pod, bool finished, PodObstacles obstacles)
    {
        var init = new List<ContainerStatus>();
        foreach (var container in pod.Items("spec", "initContainers"))
        {
            var isTurn = init.TrueForAll(status => status.IsReady);
            init.Add(isTurn ? Current(pod, container, finished: true, obstacles) : ContainerStatus.NotStarted(container, "PodInitializing"));
        }

        var isInitialized = init.TrueForAll(status => status.IsReady);
        return (init, [.. pod.Items("spec", "containers").Select(container =>
            isInitialized ? Current(pod, container, finished, obstacles) : ContainerStatus.NotStarted(container, "PodInitializing"))]);
    }

    private static ContainerStatus Current(JsonObject pod, JsonObject container, bool finished, PodObstacles obstacles) =>
        obstacles.Containers.TryGetValue(container.Text("name"), out var problem)
            ? ContainerStatus.Misconfigured(container, problem)
            : ContainerStatus.Of(pod, container, finished);

    private static string PhaseOf(List<ContainerStatus> statuses)
    {
        if (statuses.TrueForAll(status => status.ExitCode is not null))
        {
            return statuses.TrueForAll(status => status.ExitCode == 0) ? "Succeeded" : "Failed";
        }

        return statuses.Exists(status => !status.HasStarted) ? "Pending" : "Running";
    }

    private static string PhaseOfBlocked(ContainerStatus init) => init.ExitCode is > 0 ? "Failed" : "Pending";

    private static JsonArray Array(IEnumerable<ContainerStatus> statuses) => [.. statuses.Select(status => (JsonNode)status.Json)];
}
