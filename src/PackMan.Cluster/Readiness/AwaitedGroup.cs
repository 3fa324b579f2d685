using System.Collections.Immutable;
using PackMan.Cluster.Api;
using PackMan.Live;
using PackMan.Manifests;

namespace PackMan.Cluster.Readiness;

/// <summary>The awaited objects of one collection: watched together, or asked for one by one where watching is not allowed.</summary>
internal sealed class AwaitedGroup(ApiClient client, ResourcePath collection, ImmutableArray<AwaitedMember> members, WaitBoard board, StorageClasses storageClasses)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(2);

    private bool IsDone => members.All(member => board.IsReady(member.Index));

    /// <summary>Returns when all of them are ready.</summary>
    /// <exception cref="NotReadyException">One failed for good.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!IsDone)
        {
            try
            {
                await FollowAsync(cancellationToken);
            }
            catch (ApiException refusal) when (refusal.Status is 403 or 405)
            {
                NoteAll($"watching `{collection.Description}` is not allowed, so it is asked for every {PollInterval.TotalSeconds:0} s");
                await PollAsync(cancellationToken);
            }
            catch (ApiException refusal) when (refusal.Status == 404 && members.All(member => member.Awaited.State == AwaitedState.Gone))
            {
                // The kind itself went, and its objects with it.
                await NoteListAsync([], cancellationToken);
            }
            catch (ServerUnreachableException failure)
            {
                // A server that restarts comes back; how long that may take is the timeout's to say.
                NoteAll(failure.Message);
                await Task.Delay(PollInterval, client.Time, cancellationToken);
            }
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        await foreach (var change in client.FollowAsync(collection, Options(), cancellationToken))
        {
            switch (change)
            {
                case WatchEvent.Listed listed:
                    await NoteListAsync(listed.Items, cancellationToken);
                    break;
                case WatchEvent.Changed changed:
                    await NoteAsync(changed.Object.Name, changed.Object, cancellationToken);
                    break;
                case WatchEvent.Deleted deleted:
                    await NoteAsync(deleted.Object.Name, null, cancellationToken);
                    break;
            }

            if (IsDone)
            {
                return;
            }
        }
    }

    private async Task PollAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            foreach (var member in members.Where(member => !board.IsReady(member.Index)))
            {
                var live = await client.TryGetAsync(collection with { Name = member.Name }, cancellationToken);
                await NoteAsync(member, live?.Object, cancellationToken);
            }

            if (IsDone)
            {
                return;
            }

            await Task.Delay(PollInterval, client.Time, cancellationToken);
        }
    }

    private ListOptions Options() => new()
    {
        // One object is followed by name, for which narrower rights suffice.
        FieldSelector = members.Select(member => member.Name).Distinct().ToArray() is [var only] ? $"metadata.name={only}" : null,
        MetadataOnly = members.All(member => member.Awaited.State == AwaitedState.Gone),
    };

    private async Task NoteListAsync(ImmutableArray<KubernetesObject> items, CancellationToken cancellationToken)
    {
        var byName = items.ToDictionary(item => item.Name, StringComparer.Ordinal);
        foreach (var member in members)
        {
            await NoteAsync(member, byName.GetValueOrDefault(member.Name), cancellationToken);
        }
    }

    private async Task NoteAsync(string name, KubernetesObject? live, CancellationToken cancellationToken)
    {
        foreach (var member in members.Where(member => member.Name == name))
        {
            await NoteAsync(member, live, cancellationToken);
        }
    }

    private async Task NoteAsync(AwaitedMember member, KubernetesObject? live, CancellationToken cancellationToken)
    {
        var state = member.Judge(live);
        if (state is ReadinessState.Waiting && live is { Group: "", Kind: "PersistentVolumeClaim", DeletionTimestamp: null } && member.Awaited.State != AwaitedState.Gone)
        {
            state = PersistentVolumeClaimReadiness.Check(live, await storageClasses.BindingModeAsync(live, cancellationToken));
        }

        board.Note(member.Index, state);
    }

    private void NoteAll(string why)
    {
        foreach (var member in members.Where(member => !board.IsReady(member.Index)))
        {
            board.Note(member.Index, new ReadinessState.Waiting(why));
        }
    }
}
