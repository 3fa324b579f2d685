using System.Globalization;
using PackMan.Sandbox.Defaulting;
using PackMan.Yaml;

namespace PackMan.Sandbox.Controllers;

/// <summary>The status of a pod that was given to the node.</summary>
internal sealed class PodStatus(Workbench bench, YamlMap pod, string failure)
{
    private const int Restarts = 3;

    // A pod that is not restarted always, be it a Job's or a hook's, does its work and ends.
    private readonly bool _ends = pod.FindString("spec", "restartPolicy") != "Always";

    private bool IsPulling => failure == "image";

    private bool IsCrashing => failure == "crash";

    public YamlMap Build()
    {
        var isReady = !_ends && failure.Length == 0;
        var isDone = _ends && !IsPulling;
        var reason = isDone && !IsCrashing ? "PodCompleted" : isReady ? "" : isDone ? "PodFailed" : "ContainersNotReady";
        var message = reason == "ContainersNotReady" ? $"containers with unready status: [{string.Join(' ', Names())}]" : "";
        var status = YamlMap.Empty.With("phase", new YamlString(Phase()));
        status = Conditions.Set(status, null, bench.Now, "PodReadyToStartContainers", "True");
        status = Conditions.Set(status, null, bench.Now, "Initialized", "True", isDone && !IsCrashing ? "PodCompleted" : "");
        status = Conditions.Set(status, null, bench.Now, "Ready", isReady ? "True" : "False", reason, message);
        status = Conditions.Set(status, null, bench.Now, "ContainersReady", isReady ? "True" : "False", reason, message);
        status = Conditions.Set(status, null, bench.Now, "PodScheduled", "True");
        status = status
            .With("hostIP", new YamlString("192.0.2.1"))
            .With("podIP", new YamlString(Address()))
            .With("podIPs", YamlList.Of(YamlMap.Empty.With("ip", new YamlString(Address()))))
            .With("startTime", new YamlString(bench.Now))
            .With("containerStatuses", YamlList.Of(pod.ItemsAt("spec", "containers").Select(container => ContainerStatus(container, StateOf(container)))))
            .With("qosClass", pod.Find("status", "qosClass") ?? new YamlString("BestEffort"));
        var init = pod.ItemsAt("spec", "initContainers");
        return init.Count == 0 ? status : status.With("initContainerStatuses", YamlList.Of(init.Select(container => ContainerStatus(container, Terminated(0, "Completed")))));
    }

    private string Phase() => IsPulling ? "Pending" : !_ends ? "Running" : IsCrashing ? "Failed" : "Succeeded";

    private IEnumerable<string> Names() => pod.ItemsAt("spec", "containers").Select(container => container.FindString("name") ?? "");

    private string Address()
    {
        var version = long.TryParse(pod.FindString("metadata", "resourceVersion"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        return string.Create(CultureInfo.InvariantCulture, $"10.244.{version / 250 % 250}.{(version % 250) + 2}");
    }

    private (string Name, YamlMap State) StateOf(YamlNode container) =>
        IsPulling ? ("waiting", Waiting("ImagePullBackOff", $"Back-off pulling image \"{container.FindString("image")}\": the annotation `{PodController.FailAnnotation}` asks for it"))
        : _ends ? Terminated(IsCrashing ? 1 : 0, IsCrashing ? "Error" : "Completed")
        : IsCrashing ? ("waiting", Waiting("CrashLoopBackOff", $"back-off 40s restarting failed container={container.FindString("name")} pod={pod.FindString("metadata", "name")}_{pod.FindString("metadata", "namespace")}"))
        : ("running", YamlMap.Empty.With("startedAt", new YamlString(bench.Now)));

    private YamlMap ContainerStatus(YamlNode container, (string Name, YamlMap State) state)
    {
        var isRunning = state.Name == "running";
        var isRestarting = IsCrashing && !_ends && state.Name == "waiting";
        var last = isRestarting ? YamlMap.Empty.With("terminated", Terminated(1, "Error").State) : YamlMap.Empty;
        return YamlMap.Empty
            .With("name", container.Find("name") ?? YamlNull.Instance)
            .With("state", YamlMap.Empty.With(state.Name, state.State))
            .With("lastState", last)
            .With("ready", new YamlBoolean(isRunning || (state.Name == "terminated" && !IsCrashing && !IsPulling && !_ends)))
            .With("restartCount", new YamlNumber(isRestarting ? Restarts : 0))
            .With("image", container.Find("image") ?? YamlNull.Instance)
            .With("imageID", new YamlString(""))
            .With("started", new YamlBoolean(isRunning));
    }

    private static YamlMap Waiting(string reason, string message) =>
        YamlMap.Empty.With("reason", new YamlString(reason)).With("message", new YamlString(message));

    private (string Name, YamlMap State) Terminated(int exitCode, string reason) => ("terminated", YamlMap.Empty
        .With("exitCode", new YamlNumber(exitCode))
        .With("reason", new YamlString(reason))
        .With("startedAt", new YamlString(bench.Now))
        .With("finishedAt", new YamlString(bench.Now)));
}
