using System.Collections.Immutable;
using PackMan.Cluster.Api;
using PackMan.Live;
using PackMan.Manifests;

namespace PackMan.Cluster.Readiness;

/// <summary>One wait for many objects: a follower per collection, one timeout, an end at the first failure.</summary>
internal sealed class ReadinessWait(ApiClient client, ResourceMap resources, WaitRequest request)
{
    private readonly WaitBoard _board = new(request);
    private readonly WorkloadPods _pods = new(client);
    private readonly StorageClasses _storageClasses = new(client);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(request.Timeout, client.Time);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        try
        {
            await RunGroupsAsync(await GroupsAsync(stop.Token), stop);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new NotReadyException(await _pods.ExplainAsync(_board.Unready, resources, cancellationToken), request.Timeout);
        }
        catch (NotReadyException failure)
        {
            throw new NotReadyException(await _pods.ExplainAsync(failure.Unready, resources, cancellationToken), null);
        }
    }

    private static async Task RunGroupsAsync(IReadOnlyList<AwaitedGroup> groups, CancellationTokenSource stop)
    {
        var running = groups.Select(group => group.RunAsync(stop.Token)).ToList();
        try
        {
            while (running.Count > 0)
            {
                var ended = await Task.WhenAny(running);
                running.Remove(ended);
                await ended;
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(running).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    private async Task<IReadOnlyList<AwaitedGroup>> GroupsAsync(CancellationToken cancellationToken)
    {
        var members = new List<(ResourcePath Path, AwaitedMember Member)>();
        for (var i = 0; i < request.Objects.Length; i++)
        {
            if (await PlaceAsync(i, cancellationToken) is { } path)
            {
                members.Add((path with { Name = null }, new AwaitedMember(i, request.Objects[i])));
            }
        }

        return [.. members.GroupBy(entry => entry.Path, entry => entry.Member).Select(group =>
            new AwaitedGroup(client, group.Key, [.. group], _board, _storageClasses))];
    }

    // Null when there is nothing to follow: the answer is known already.
    private async Task<ResourcePath?> PlaceAsync(int index, CancellationToken cancellationToken)
    {
        var awaited = request.Objects[index];
        if (awaited.State != AwaitedState.Gone && ReadinessRules.IsReadyAtOnce(awaited.Reference.Identity))
        {
            _board.Note(index, new ReadinessState.Ready("it exists"));
            return null;
        }

        if (awaited.State != AwaitedState.Gone)
        {
            return await resources.GetAsync(awaited.Reference, cancellationToken);
        }

        var path = await resources.FindAsync(awaited.Reference, cancellationToken);
        if (path is null)
        {
            _board.Note(index, new ReadinessState.Ready("its kind is no longer served"));
        }

        return path;
    }
}

/// <summary>An awaited object and its place in the request.</summary>
internal sealed record AwaitedMember(int Index, AwaitedObject Awaited)
{
    public string Name => Awaited.Reference.Identity.Name;

    /// <summary>The state of a live object, or of none, apart from what needs other objects to judge.</summary>
    public ReadinessState Judge(KubernetesObject? live) => (Awaited.State, live) switch
    {
        (AwaitedState.Gone, null) => new ReadinessState.Ready("it is gone"),
        (AwaitedState.Gone, _) when Awaited.Uid is not null && live.Uid != Awaited.Uid => new ReadinessState.Ready("it is gone, and another one took its name"),
        (AwaitedState.Gone, _) => new ReadinessState.Waiting(Remaining(live)),
        (_, null) => new ReadinessState.Waiting("it does not exist"),
        _ => ReadinessRules.Check(live, Awaited.State),
    };

    private static string Remaining(KubernetesObject live)
    {
        var finalizers = live.Content.Find("metadata", "finalizers") is Yaml.YamlList { Count: > 0 } list ? string.Join(", ", list.Items.Select(item => $"`{item}`")) : null;
        return finalizers is null ? "it still exists" : $"it still exists: finalizers {finalizers} hold it";
    }
}
