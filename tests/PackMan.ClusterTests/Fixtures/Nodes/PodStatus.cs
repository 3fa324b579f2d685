using System.Text.Json.Nodes;

namespace PackMan.ClusterTests.Fixtures.Nodes;

/// <summary>The status a kubelet would report for a pod, decided from its spec alone.</summary>
internal sealed record PodStatus(string Phase, JsonObject Json, IReadOnlyList<SimulatedEvent> Events)
{
    /// <summary>The state of a pod on a node; <paramref name="finished"/> once containers that end have had their time.</summary>
    public static PodStatus Of(JsonObject pod, string address, bool finished)
    {
        var init = pod.Items("spec", "initContainers").Select(container => (Container: container, Status: ContainerStatus.Of(pod, container, finished: true))).ToList();
        var blocked = init.FindIndex(item => !item.Status.IsReady);
        var initStatuses = init.Select((item, index) => blocked < 0 || index <= blocked ? item.Status : ContainerStatus.NotStarted(item.Container)).ToList();
        var statuses = pod.Items("spec", "containers")
            .Select(container => blocked < 0 ? ContainerStatus.Of(pod, container, finished) : ContainerStatus.NotStarted(container)).ToList();

        var phase = blocked < 0 ? PhaseOf(statuses) : PhaseOfBlocked(initStatuses[blocked]);
        var status = new JsonObject
        {
            ["phase"] = phase,
            ["hostIP"] = "127.0.0.1",
            ["podIP"] = address,
            ["podIPs"] = new JsonArray(new JsonObject { ["ip"] = address }),
            ["startTime"] = pod.At("status", "startTime")?.DeepClone() ?? KubeTime.Now(),
            ["conditions"] = PodConditions.Of(pod, phase, blocked < 0, statuses),
            ["containerStatuses"] = Array(statuses),
        };
        if (initStatuses.Count > 0)
        {
            status["initContainerStatuses"] = Array(initStatuses);
        }

        return new PodStatus(phase, status, [.. initStatuses.Concat(statuses).SelectMany(item => item.Events)]);
    }

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
