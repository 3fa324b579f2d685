using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using System.Threading.Channels;

namespace PackMan.ClusterTests.Fixtures.Nodes;

/// <summary>The kubelet's part: reports what the containers of a pod do, and ends pods that are being deleted.</summary>
internal sealed class PodRunner(KubeClient client, ClusterCache cache, EventRecorder events, ContainerLogs logs, ChannelWriter<ResourceEvent> lookAgain)
{
    private readonly Dictionary<string, string> _reported = [];
    private readonly Dictionary<string, string> _addresses = [];
    private readonly ConcurrentDictionary<string, bool> _lookingAgain = new();
    private int _nextAddress;

    public async Task RunAsync(JsonObject pod, CancellationToken cancellationToken)
    {
        if (pod.IsTerminating())
        {
            await EndAsync(pod, cancellationToken);
            return;
        }

        // Containers that end are seen running first, as watchers of jobs expect.
        var hasStarted = pod.Text("status", "phase") is "Running" or "Succeeded" or "Failed";
        var obstacles = hasStarted ? PodObstacles.None : await PodObstacles.FindAsync(client, pod, cancellationToken);
        var status = PodStatus.Of(pod, AddressOf(pod), hasStarted, obstacles);
        var summary = Summarize(status);
        if (_reported.GetValueOrDefault(pod.Uid()) != summary)
        {
            await ReportAsync(pod, status, cancellationToken);
            _reported[pod.Uid()] = summary;
        }

        if (obstacles.Any && _lookingAgain.TryAdd(pod.Uid(), true))
        {
            _ = LookAgainAsync(pod, cancellationToken);
        }
    }

    public void Forget(JsonObject pod)
    {
        _reported.Remove(pod.Uid());
        _addresses.Remove(pod.Uid());
        logs.Forget(pod);
    }

    // Kubelets too look again every now and then: following every ConfigMap and Secret would cost more than it brings.
    private async Task LookAgainAsync(JsonObject pod, CancellationToken cancellationToken)
    {
        await Task.Delay(500, cancellationToken);
        _lookingAgain.TryRemove(pod.Uid(), out _);
        lookAgain.TryWrite(new ResourceEvent(ClusterCache.Pods, pod, IsDeleted: false, IsRepeated: true));
    }

    private async Task EndAsync(JsonObject pod, CancellationToken cancellationToken)
    {
        // Once is enough: a pod with finalizers stays, and asking again would not change that.
        if (_reported.GetValueOrDefault(pod.Uid()) == "ended")
        {
            return;
        }

        var options = new JsonObject
        {
            ["gracePeriodSeconds"] = 0,
            ["preconditions"] = new JsonObject { ["uid"] = pod.Uid() },
        };
        await client.DeleteAsync($"/api/v1/namespaces/{pod.Namespace()}/pods/{pod.Name()}", options, cancellationToken);
        _reported[pod.Uid()] = "ended";
    }

    private async Task ReportAsync(JsonObject pod, PodStatus status, CancellationToken cancellationToken)
    {
        logs.Write(pod);
        var patch = new JsonObject { ["metadata"] = new JsonObject { ["uid"] = pod.Uid() }, ["status"] = status.Json };
        var path = $"/api/v1/namespaces/{pod.Namespace()}/pods/{pod.Name()}/status?fieldManager=kubelet";
        cache.Keep(ClusterCache.Pods, await client.MergePatchAsync(path, patch, cancellationToken));
        await Task.WhenAll(status.Events.Select(happening => events.RecordAsync(pod, "Pod", "kubelet", happening, cancellationToken)));
    }

    private string AddressOf(JsonObject pod)
    {
        if (!_addresses.TryGetValue(pod.Uid(), out var address))
        {
            var number = ++_nextAddress;
            address = $"10.244.{number / 250 % 250}.{(number % 250) + 1}";
            _addresses[pod.Uid()] = address;
        }

        return address;
    }

    // The images and reasons of all containers are in their events, and times are not.
    private static string Summarize(PodStatus status) => string.Join('\n', status.Events.Select(happening => happening.Message).Prepend(status.Phase));
}
