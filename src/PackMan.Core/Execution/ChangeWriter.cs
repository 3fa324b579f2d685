using PackMan.Actions;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Planning;

namespace PackMan.Execution;

/// <summary>Carries out one change of the plan that applies an object.</summary>
internal sealed class ChangeWriter(PlanExecution execution)
{
    private const int KindAttempts = 20;

    private static readonly TimeSpan KindPause = TimeSpan.FromMilliseconds(250);

    public async Task WriteAsync(Change change, CancellationToken cancellationToken)
    {
        switch (change)
        {
            case Change.Create create:
                await ApplyAsync(create, create.Desired, null, cancellationToken);
                break;
            case Change.Update update:
                await ApplyAsync(update, update.Desired, update.Live, cancellationToken);
                break;
            case Change.Recreate recreate:
                await execution.Cluster.DeleteAsync(new DeleteRequest(recreate.Live.Reference, recreate.Live.Uid), cancellationToken);
                await execution.WaitUntilGoneAsync([recreate.Live]);
                await ApplyAsync(recreate, recreate.Desired, null, cancellationToken);
                break;
            case Change.NoChange { Live.Uid: { } uid }:
                execution.UidsInUse[uid] = true;
                break;
        }
    }

    private async Task ApplyAsync(Change change, KubernetesObject desired, KubernetesObject? live, CancellationToken cancellationToken)
    {
        if (change.NotChecked is not null)
        {
            live = await CheckNowAsync(change, desired, cancellationToken);
        }

        try
        {
            var applied = await ApplyAsync(change, new ApplyRequest(desired) { Force = change.IsForced }, cancellationToken);
            execution.UidsInUse[applied.Uid ?? ""] = true;
        }
        catch (FieldConflictException conflict)
        {
            throw new ConflictsException(ConflictRow.Of(conflict, desired, live, execution.Redaction));
        }
        catch (ApiException refusal)
        {
            throw new ObjectRefusedException(desired.Reference, refusal, null, execution.Redaction);
        }

        execution.Context.Log.Done(change);
    }

    // An established CRD takes a moment until discovery and schema have reached every handler of the server.
    private async Task<KubernetesObject> ApplyAsync(Change change, ApplyRequest request, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await execution.Cluster.ApplyAsync(request, cancellationToken);
            }
            catch (PackManException error) when (attempt < KindAttempts && change.NotChecked is KindReasons.Made or KindReasons.Changed && MayBeYoungKind(error))
            {
                await Task.Delay(KindPause, execution.Context.Time, cancellationToken);
                await execution.Cluster.GetApiResourcesAsync(refresh: true, cancellationToken);
            }
        }
    }

    private static bool MayBeYoungKind(PackManException error) => error is ApiException refusal
        ? refusal.Status == 404 || refusal.ServerMessage.Contains("not declared in schema", StringComparison.Ordinal)
        : error is not FieldConflictException;

    // What planning could not ask is asked now, when namespace and kind are there.
    private async Task<KubernetesObject?> CheckNowAsync(Change change, KubernetesObject desired, CancellationToken cancellationToken)
    {
        var live = await execution.Cluster.GetAsync(desired.Reference, cancellationToken);
        if (live?.DeletionTimestamp is not null)
        {
            execution.Context.Log.Note($"Waiting until the old `{live}` is gone");
            await execution.WaitUntilGoneAsync([live]);
            return null;
        }

        var options = execution.Options;
        if (live is not null && !change.IsShared && !options.TakeOwnership && Ownership.ForeignOwner(live, options.Name, options.Namespace) is { } owner)
        {
            throw new OwnershipException([new ForeignObject(live.Reference, owner)]);
        }

        return live;
    }
}
