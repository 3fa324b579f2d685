using System.Collections.Immutable;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Planning;

namespace PackMan.Execution;

/// <summary>Runs the hooks of an event one after another, each to its end.</summary>
internal sealed class HookRunner(PlanExecution execution)
{
    /// <exception cref="HookFailedException">A hook failed; those before it ran, those behind it did not.</exception>
    public async Task RunAsync(ImmutableArray<Hook> hooks, HookEvent hookEvent)
    {
        var done = new List<KubernetesObject>();
        try
        {
            foreach (var hook in InstallOrder.Sort(hooks.Distinct(), hookEvent))
            {
                var live = await RunAsync(hook, hookEvent);
                if (hook.DeletePolicies.Contains(HookDeletePolicy.HookSucceeded))
                {
                    done.Add(live);
                }
            }
        }
        catch (HookFailedException)
        {
            await TryDeleteAsync(done);
            throw;
        }

        await DeleteAsync(done);
    }

    /// <summary>Deletes hook objects that are still there and carry the release's marks.</summary>
    public async Task RemoveAsync(ImmutableArray<Hook> hooks)
    {
        var live = new List<KubernetesObject>();
        foreach (var hook in hooks.DistinctBy(hook => hook.Object.Identity))
        {
            if (await execution.Cluster.GetAsync(hook.Object.Reference, execution.Clock.Token) is { } found
                && Marks.AreOf(found, execution.Options.Name, execution.Options.Namespace)
                && !ObjectAnnotations.IsKept(found))
            {
                live.Add(found);
            }
        }

        await DeleteAsync(live);
    }

    private async Task<KubernetesObject> RunAsync(Hook hook, HookEvent hookEvent)
    {
        execution.Context.Log.HookStarted(hook, hookEvent);
        await MakeRoomAsync(hook);
        var desired = Marks.Apply(hook.Object, execution.Options.Name, execution.Options.Namespace);
        var live = await ApplyAsync(hook, desired);
        try
        {
            await WaitAsync(hook, live);
        }
        catch (NotReadyException error)
        {
            var logs = await new HookLogs(execution.Cluster).ReadAsync(live, execution.Clock.WaitToken);
            if (hook.DeletePolicies.Contains(HookDeletePolicy.HookFailed))
            {
                await TryDeleteAsync([live]);
            }

            throw new HookFailedException(hook, hookEvent, error, logs);
        }

        execution.Context.Log.HookDone(hook, hookEvent);
        return live;
    }

    // A Job or Pod that ran once does not run again when it is applied, so it always makes room for a new one.
    private async Task MakeRoomAsync(Hook hook)
    {
        var old = await execution.Cluster.GetAsync(hook.Object.Reference, execution.Clock.Token);
        if (old is null || old.Kind == "CustomResourceDefinition" || !(hook.DeletePolicies.Contains(HookDeletePolicy.BeforeHookCreation) || RunsToAnEnd(hook.Object)))
        {
            return;
        }

        if (!execution.Options.TakeOwnership && Ownership.ForeignOwner(old, execution.Options.Name, execution.Options.Namespace) is { } owner && old.DeletionTimestamp is null)
        {
            throw new OwnershipException([new ForeignObject(old.Reference, owner)]);
        }

        await DeleteAsync([old]);
    }

    private async Task<KubernetesObject> ApplyAsync(Hook hook, KubernetesObject desired)
    {
        try
        {
            var live = await execution.Cluster.ApplyAsync(
                new ApplyRequest(desired) { Force = execution.Options.Conflicts == Actions.ConflictPolicy.Force },
                execution.Clock.Token);
            execution.UidsInUse[live.Uid ?? ""] = true;
            return live;
        }
        catch (FieldConflictException conflict)
        {
            throw new ConflictsException(ConflictRow.Of(conflict, desired, null, execution.Redaction));
        }
        catch (ApiException refusal)
        {
            throw new ObjectRefusedException(desired.Reference, refusal, new CodeFrame(hook.Path, 1, 1), execution.Redaction);
        }
    }

    private async Task WaitAsync(Hook hook, KubernetesObject live)
    {
        if (RunsToAnEnd(live))
        {
            await execution.WaitAsync([new AwaitedObject(live.Reference, AwaitedState.Complete, live.Uid)], hook.Timeout);
        }
        else if (live is { Kind: "CustomResourceDefinition" } or { Kind: "Namespace", Group: "" })
        {
            await execution.WaitAsync([new AwaitedObject(live.Reference, AwaitedState.Ready)], hook.Timeout);
            await execution.Cluster.GetApiResourcesAsync(refresh: live.Kind == "CustomResourceDefinition", execution.Clock.Token);
        }
    }

    private async Task DeleteAsync(IReadOnlyCollection<KubernetesObject> objects)
    {
        foreach (var live in objects)
        {
            await execution.Cluster.DeleteAsync(new DeleteRequest(live.Reference, live.Uid), execution.Clock.Token);
        }

        await execution.WaitUntilGoneAsync(objects);
    }

    // After a failure, which is what the user must see, whatever becomes of this.
    private async Task TryDeleteAsync(IReadOnlyCollection<KubernetesObject> objects)
    {
        try
        {
            foreach (var live in objects)
            {
                await execution.Cluster.DeleteAsync(new DeleteRequest(live.Reference, live.Uid), execution.Clock.WaitToken);
            }
        }
        catch (PackManException error)
        {
            execution.Context.Log.Warn($"A finished hook was not deleted: {error.Message}");
        }
    }

    // Other kinds have done their part once they exist, as in Helm; only what later objects stand on is awaited too.
    private static bool RunsToAnEnd(KubernetesObject target) => target is { Kind: "Job", Group: "batch" } or { Kind: "Pod", Group: "" };
}

/// <summary>A hook did not end well.</summary>
public sealed class HookFailedException(Hook hook, HookEvent hookEvent, NotReadyException cause, string? logs)
    : PackManException(
        $"The {HookReader.Text(hookEvent)} hook `{hook.Object}` failed: {string.Join("; ", cause.Unready.Select(progress => progress.State.Reason))}"
        + (string.IsNullOrWhiteSpace(logs) ? "" : $"\n{logs.TrimEnd()}"),
        cause)
{
    public Hook Hook { get; } = hook;

    public HookEvent Event { get; } = hookEvent;

    public override string? Hint => cause.Timeout is null
        ? $"See `{Hook.Path}`; once it is mended, run the command again"
        : "Give the hook longer with its annotation `packman.dev/hook-timeout`, or the operation with `--timeout`";
}
