using System.Text.Json.Nodes;

namespace PackMan.ClusterTests.Fixtures.Nodes;

/// <summary>One container's state as a kubelet reports it, with the events that led there.</summary>
internal sealed record ContainerStatus(JsonObject Json, IReadOnlyList<SimulatedEvent> Events)
{
    // A job that restarts its containers gives up by their restart count; a simulated one has restarted often enough for any usual limit.
    private const int RestartsOfACrash = 7;

    public bool IsReady => Json.Text("ready") == "true";

    public bool HasStarted => Json.Text("state", "waiting", "reason") is "" or "CrashLoopBackOff";

    public int? ExitCode => Json.At("state", "terminated", "exitCode")?.GetValue<int>();

    /// <summary>The state of a container while its pod runs, or once it has finished.</summary>
    public static ContainerStatus Of(JsonObject pod, JsonObject container, bool finished)
    {
        var behaviour = ContainerBehaviours.Of(pod, container);
        var image = container.Text("image");
        var restarts = pod.Text("spec", "restartPolicy") != "Never";
        return behaviour switch
        {
            ContainerBehaviour.Missing => Build(container, Waiting("ImagePullBackOff", $"Back-off pulling image \"{image}\""), MissingImage(image)),
            ContainerBehaviour.Crashes when restarts => Crashing(pod, container),
            ContainerBehaviour.Crashes when finished => Build(container, Terminated(ContainerBehaviours.ExitCode(container)), []),
            ContainerBehaviour.Completes when finished => Build(container, Terminated(0), []),
            ContainerBehaviour.NeverReady => Build(container, Running(), [.. Started(container), ProbeFailure]),
            _ => Build(container, Running(), Started(container), isReady: true),
        };
    }

    private static SimulatedEvent ProbeFailure => SimulatedEvent.Warning("Unhealthy", "Readiness probe failed: HTTP probe failed with statuscode: 503");

    /// <summary>A container whose turn has not come: an init container before it has not ended, or a volume is missing.</summary>
    public static ContainerStatus NotStarted(JsonObject container, string reason) => Build(container, Waiting(reason, ""), []);

    /// <summary>A container whose environment refers to something that is not there.</summary>
    public static ContainerStatus Misconfigured(JsonObject container, string problem) =>
        Build(container, Waiting("CreateContainerConfigError", problem), [SimulatedEvent.Warning("Failed", $"Error: {problem}")]);

    private static ContainerStatus Crashing(JsonObject pod, JsonObject container)
    {
        var name = container.Text("name");
        var message = $"back-off 5m0s restarting failed container={name} pod={pod.Name()}_{pod.Namespace()}({pod.Uid()})";
        var status = Build(container, Waiting("CrashLoopBackOff", message), [.. Started(container), SimulatedEvent.Warning("BackOff", "Back-off restarting failed container")]);
        status.Json["restartCount"] = RestartsOfACrash;
        status.Json["lastState"] = Terminated(ContainerBehaviours.ExitCode(container));
        return status;
    }

    private static ContainerStatus Build(JsonObject container, JsonObject state, IReadOnlyList<SimulatedEvent> events, bool isReady = false)
    {
        var isTerminated = state.ContainsKey("terminated");
        var status = new JsonObject
        {
            ["name"] = container.Text("name"),
            ["image"] = container.Text("image"),
            ["imageID"] = state.ContainsKey("waiting") ? "" : $"simulated://{container.Text("image")}",
            ["ready"] = isReady || (isTerminated && state.Text("terminated", "exitCode") == "0"),
            ["started"] = state.ContainsKey("running"),
            ["restartCount"] = 0,
            ["state"] = state,
        };
        return new ContainerStatus(status, events);
    }

    private static JsonObject Waiting(string reason, string message) =>
        new() { ["waiting"] = message.Length == 0 ? new JsonObject { ["reason"] = reason } : new JsonObject { ["reason"] = reason, ["message"] = message } };

    private static JsonObject Running() => new() { ["running"] = new JsonObject { ["startedAt"] = KubeTime.Now() } };

    private static JsonObject Terminated(int exitCode) => new()
    {
        ["terminated"] = new JsonObject
        {
            ["exitCode"] = exitCode,
            ["reason"] = exitCode == 0 ? "Completed" : "Error",
            ["startedAt"] = KubeTime.Now(),
            ["finishedAt"] = KubeTime.Now(),
        },
    };

    private static List<SimulatedEvent> Started(JsonObject container) =>
    [
        SimulatedEvent.Normal("Pulled", $"Container image \"{container.Text("image")}\" already present on machine"),
        SimulatedEvent.Normal("Created", $"Created container {container.Text("name")}"),
        SimulatedEvent.Normal("Started", $"Started container {container.Text("name")}"),
    ];

    private static List<SimulatedEvent> MissingImage(string image) =>
    [
        SimulatedEvent.Normal("Pulling", $"Pulling image \"{image}\""),
        SimulatedEvent.Warning("Failed", $"Failed to pull image \"{image}\": rpc error: code = NotFound desc = failed to pull and unpack image \"{image}\": not found"),
        SimulatedEvent.Warning("Failed", "Error: ErrImagePull"),
        SimulatedEvent.Normal("BackOff", $"Back-off pulling image \"{image}\""),
        SimulatedEvent.Warning("Failed", "Error: ImagePullBackOff"),
    ];
}
