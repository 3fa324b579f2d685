using System.Net;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using PackMan.ClusterTests.Fixtures.Nodes;

namespace PackMan.ClusterTests.Fixtures;

/// <summary>Nodes that run nothing and report everything: pods, claims and load balancers get on as on a real cluster, at once.</summary>
internal sealed class NodeSimulator : IAsyncDisposable
{
    private readonly KubeClient _client;
    private readonly Channel<ResourceEvent> _events = Channel.CreateUnbounded<ResourceEvent>(new UnboundedChannelOptions { SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly ClusterCache _cache = new();
    private readonly KubeletServer _kubelet;
    private readonly PodScheduler _scheduler;
    private readonly PodRunner _runner;
    private readonly ClaimProvisioner _provisioner;
    private readonly LoadBalancers _loadBalancers;
    private Task _running = Task.CompletedTask;

    private NodeSimulator(KubeClient client)
    {
        var recorder = new EventRecorder(client);
        var logs = new ContainerLogs();
        _client = client;
        _kubelet = new KubeletServer(logs);
        _scheduler = new PodScheduler(client, _cache, recorder);
        _runner = new PodRunner(client, _cache, recorder, logs, _events.Writer);
        _provisioner = new ClaimProvisioner(client, recorder);
        _loadBalancers = new LoadBalancers(client);
    }

    /// <summary>Registers the nodes and storage classes, then works until it is disposed.</summary>
    public static async Task<NodeSimulator> StartAsync(string kubeconfig, CancellationToken cancellationToken = default)
    {
        var simulator = new NodeSimulator(KubeClient.For(kubeconfig));
        await simulator.RegisterAsync(cancellationToken);
        var watches = ClusterCache.Collections.Select(path => new ResourceWatch(simulator._client, path, simulator._events.Writer).RunAsync(simulator._stop.Token));
        simulator._running = Task.WhenAll([.. watches, simulator.WorkAsync(simulator._stop.Token)]);
        return simulator;
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running.ContinueWith(_ => { }, TaskScheduler.Default);
        await _kubelet.DisposeAsync();
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task RegisterAsync(CancellationToken cancellationToken)
    {
        var version = (await _client.GetAsync("/version", cancellationToken)).Text("gitVersion");
        foreach (var node in SimulatedNode.All)
        {
            await _client.CreateAsync("/api/v1/nodes", node.ToJson(_kubelet.Port, version), cancellationToken);
            // New nodes are tainted until a controller that does not run here has seen them ready.
            await _client.MergePatchAsync($"/api/v1/nodes/{node.Name}", JsonNode.Parse("""{"spec":{"taints":null}}""")!, cancellationToken);
        }

        foreach (var storageClass in ClaimProvisioner.StorageClasses())
        {
            await _client.CreateAsync(ClusterCache.Classes, storageClass, cancellationToken);
        }
    }

    private async Task WorkAsync(CancellationToken cancellationToken)
    {
        while (await _events.Reader.WaitToReadAsync(cancellationToken))
        {
            foreach (var change in TakeChanges())
            {
                await TryAsync(change, cancellationToken);
            }

            // Whatever changed may be what a waiting pod waits for: room on a node, a bound claim.
            foreach (var pod in _cache.All(ClusterCache.Pods).Where(PodScheduler.IsWaiting).ToList())
            {
                await TryAsync(new ResourceEvent(ClusterCache.Pods, pod, IsDeleted: false), cancellationToken);
            }
        }
    }

    // All that has come in; of several states of one object only the last is worth acting on.
    private IEnumerable<ResourceEvent> TakeChanges()
    {
        var changes = new Dictionary<string, ResourceEvent>();
        while (_events.Reader.TryRead(out var change))
        {
            if (!change.IsRepeated)
            {
                _cache.Apply(change);
            }

            // A deletion is the last word about an object.
            changes[change.Object.Uid()] = changes.TryGetValue(change.Object.Uid(), out var earlier) && earlier.IsDeleted ? earlier : change;
        }

        return [.. changes.Values];
    }

    private async Task TryAsync(ResourceEvent change, CancellationToken cancellationToken)
    {
        try
        {
            await HandleAsync(change, cancellationToken);
        }
        catch (KubeStatusException exception) when (exception.Code is HttpStatusCode.NotFound or HttpStatusCode.Conflict or HttpStatusCode.Forbidden)
        {
            // The object has moved on since; the watch brings its next state.
        }
        catch (Exception exception) when (exception is HttpRequestException or KubeStatusException)
        {
            await Task.Delay(100, cancellationToken);
            _events.Writer.TryWrite(change with { IsRepeated = true });
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            // One odd object must not stop the nodes for everybody else, and a silent fixture would be looked for elsewhere.
            await Console.Error.WriteLineAsync($"Node simulator, {change.Collection} {change.Object.Namespace()}/{change.Object.Name()}: {exception}");
        }
    }

    private Task HandleAsync(ResourceEvent change, CancellationToken cancellationToken)
    {
        if (change.IsDeleted)
        {
            if (change.Collection == ClusterCache.Pods)
            {
                _runner.Forget(change.Object);
            }

            return Task.CompletedTask;
        }

        var item = _cache.Find(change.Collection, change.Object.Uid());
        return change.Collection switch
        {
            _ when item is null => Task.CompletedTask,
            ClusterCache.Pods when item.Text("spec", "nodeName").Length > 0 => _runner.RunAsync(item, cancellationToken),
            ClusterCache.Pods when PodScheduler.IsWaiting(item) => _scheduler.ScheduleAsync(item, cancellationToken),
            ClusterCache.Claims => _provisioner.ProvideAsync(item, cancellationToken),
            ClusterCache.Volumes => _provisioner.ReclaimAsync(item, cancellationToken),
            ClusterCache.Services => _loadBalancers.ProvideAsync(item, cancellationToken),
            _ => Task.CompletedTask,
        };
    }
}
