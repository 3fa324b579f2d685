using PackMan.Live;
using PackMan.Manifests;
using PackMan.Planning;
using PackMan.Releases;

namespace PackMan.Actions.Deploy;

/// <summary>Forgets the oldest revisions, and takes away the hook objects that only they would know of.</summary>
internal sealed class HistoryLimit(OperationSession session)
{
    public async Task EnforceAsync(ObjectSet deployed)
    {
        try
        {
            foreach (var summary in session.History.OverLimit(session.Options.HistoryMax))
            {
                await ForgetAsync(summary, deployed);
            }
        }
        catch (PackManException error)
        {
            // The revision is deployed all the same, and the next one tries again.
            session.Context.Log.Warn($"Old revisions were kept: {error.Message}");
        }
    }

    private async Task ForgetAsync(ReleaseSummary summary, ObjectSet deployed)
    {
        var known = deployed.Objects.Select(item => item.Object.Identity).Concat(deployed.Hooks.Select(hook => hook.Object.Identity)).ToHashSet();
        foreach (var revision in await session.ReadAsync([summary]))
        {
            var hooks = await RecordedObjects.HooksAsync(session, revision);
            foreach (var hook in hooks.Where(hook => !known.Contains(hook.Object.Identity)))
            {
                await DeleteAsync(hook.Object.Reference);
            }
        }

        await session.Context.Releases.DeleteAsync(summary, session.Clock.WaitToken);
    }

    private async Task DeleteAsync(ObjectReference hook)
    {
        var cluster = session.Context.Cluster;
        if (await cluster.GetAsync(hook, session.Clock.WaitToken) is { } live
            && Marks.AreOf(live, session.Options.Name, session.Options.Namespace)
            && !ObjectAnnotations.IsKept(live))
        {
            await cluster.DeleteAsync(new DeleteRequest(live.Reference, live.Uid), session.Clock.WaitToken);
        }
    }
}
