using System.Collections.Concurrent;
using System.Text.Json.Nodes;

namespace PackMan.ClusterTests.Fixtures.Nodes;

/// <summary>What simulated containers have written: a line or two, or the text of the annotation <c>simulator.packman.dev/log</c>.</summary>
internal sealed class ContainerLogs
{
    private readonly ConcurrentDictionary<string, string> _logs = new();

    public string? Find(string namespaceName, string pod, string container) => _logs.GetValueOrDefault($"{namespaceName}/{pod}/{container}");

    public void Write(JsonObject pod)
    {
        foreach (var container in Containers(pod))
        {
            _logs[Key(pod, container)] = Text(pod, container);
        }
    }

    public void Forget(JsonObject pod)
    {
        foreach (var container in Containers(pod))
        {
            _logs.TryRemove(Key(pod, container), out _);
        }
    }

    private static IEnumerable<JsonObject> Containers(JsonObject pod) =>
        pod.Items("spec", "initContainers").Concat(pod.Items("spec", "containers"));

    private static string Key(JsonObject pod, JsonObject container) => $"{pod.Namespace()}/{pod.Name()}/{container.Text("name")}";

    private static string Text(JsonObject pod, JsonObject container)
    {
        if (pod.Annotation("simulator.packman.dev/log") is { Length: > 0 } text)
        {
            return text.EndsWith('\n') ? text : $"{text}\n";
        }

        var start = $"starting {container.Text("name")}\n";
        return ContainerBehaviours.Of(pod, container) switch
        {
            ContainerBehaviour.Missing => "",
            ContainerBehaviour.Crashes => $"{start}fatal: simulated crash, exit code {ContainerBehaviours.ExitCode(container)}\n",
            ContainerBehaviour.Completes => $"{start}done\n",
            _ => $"{start}ready\n",
        };
    }
}
