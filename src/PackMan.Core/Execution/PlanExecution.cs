using System.Collections.Concurrent;
using PackMan.Actions;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Planning;

namespace PackMan.Execution;

/// <summary>What the parts of an execution share.</summary>
internal sealed record PlanExecution
{
    public required OperationContext Context { get; init; }

    public required OperationOptions Options { get; init; }

    public required OperationClock Clock { get; init; }

    public Redaction Redaction { get; init; } = Redaction.SecretsOnly;

    /// <summary>Of every object this operation applied or found as wanted: none of them is ever deleted by it.</summary>
    public ConcurrentDictionary<string, bool> UidsInUse { get; } = new(StringComparer.Ordinal);

    public ICluster Cluster => Context.Cluster;

    public IProgress<ObjectProgress> Progress => new LoggedProgress(Context.Log);

    public Task WaitAsync(IEnumerable<AwaitedObject> objects, TimeSpan? limit = null)
    {
        var timeout = limit is { } own && own < Clock.Remaining ? own : Clock.Remaining;
        var request = new WaitRequest([.. objects], timeout) { Progress = Progress };
        return request.Objects.IsEmpty ? Task.CompletedTask : Cluster.WaitAsync(request, Clock.WaitToken);
    }

    /// <summary>Waits until a live object that is being deleted is gone.</summary>
    /// <exception cref="TerminatingException">It stays: object and finalizers are named.</exception>
    public async Task WaitUntilGoneAsync(IReadOnlyCollection<KubernetesObject> objects)
    {
        try
        {
            await WaitAsync(objects.Select(live => new AwaitedObject(live.Reference, AwaitedState.Gone, live.Uid)));
        }
        catch (NotReadyException error)
        {
            var stuck = await Task.WhenAll(error.Unready.Select(progress => Cluster.GetAsync(progress.Reference, Clock.WaitToken)));
            throw new TerminatingException([.. stuck.OfType<KubernetesObject>()], error);
        }
    }

    // Reports at once and in order; Progress<T> would post to the thread pool.
    private sealed class LoggedProgress(IOperationLog log) : IProgress<ObjectProgress>
    {
        public void Report(ObjectProgress value) => log.Progress(value);
    }
}
