using PackMan.Actions.Deploy;
using PackMan.Execution;
using PackMan.Manifests;
using PackMan.Planning;
using PackMan.Releases;

namespace PackMan.Actions.Uninstall;

/// <summary>Takes a release out of the cluster: a plan towards nothing. An uninstall that was interrupted goes on when it is run again.</summary>
public sealed class UninstallAction(OperationContext context)
{
    /// <returns>Null when there is no such release and that is to count as done.</returns>
    /// <exception cref="ReleaseNotFoundException">There is no such release.</exception>
    public async Task<OperationResult?> RunAsync(UninstallOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var operation = options.Operation;
        var history = await context.Releases.GetHistoryAsync(operation.Namespace, operation.Name, cancellationToken);
        if (history.Newest is null)
        {
            return options.IgnoreNotFound ? null : throw new ReleaseNotFoundException(operation.Name, operation.Namespace);
        }

        await using var session = OperationSession.Begin(context, operation, "uninstall", cancellationToken);
        return await session.TellTimeoutAsync(async () =>
        {
            await session.HoldAsync();
            var target = await UninstallTarget.ReadAsync(session);
            if (target.IsUninstalled)
            {
                return await ForgetAsync(session, options, target);
            }

            var plan = await PlanAsync(session, target);
            if (session.IsDryRun)
            {
                return await ResultAsync(session, plan, target.Newest, OperationOutcome.Planned, target);
            }

            context.Log.Planned(plan);
            var newest = await session.SetStatusAsync(target.Newest.Summary, ReleaseStatus.Uninstalling, RevisionDescription.Uninstalling);
            target = target with { Newest = target.Newest with { Summary = newest } };
            await CarryOutAsync(session, options, target, plan);
            var result = await ResultAsync(session, plan, target.Newest, OperationOutcome.Uninstalled, target);
            return result with { Revision = result.Revision with { Summary = await CompleteAsync(session, options, newest) } };
        });
    }

    private async Task<Plan> PlanAsync(OperationSession session, UninstallTarget target)
    {
        var request = new PlanRequest
        {
            Operation = session.Operation,
            Revision = target.Newest.Summary.Revision,
            Options = session.Options,
            Hooks = session.Options.NoHooks ? [] : [.. InstallOrder.Sort(target.Hooks, HookEvent.PreDelete), .. InstallOrder.Sort(target.Hooks, HookEvent.PostDelete)],
            Inventory = target.Inventory,
            Redaction = target.Redaction,
        };
        return session.Options.DryRun == DryRun.Client
            ? UncheckedPlan.Of(request)
            : await new Planner(context.Cluster).PlanAsync(request, session.Token);
    }

    private static async Task CarryOutAsync(OperationSession session, UninstallOptions options, UninstallTarget target, Plan plan)
    {
        try
        {
            var execution = session.NewExecution(target.Redaction);
            var hooks = new HookRunner(execution);
            await hooks.RunAsync(plan.Hooks, HookEvent.PreDelete);
            await new PlanExecutor(execution).DeleteAsync(plan, options.Cascade);
            await hooks.RunAsync(plan.Hooks, HookEvent.PostDelete);
            await hooks.RemoveAsync(plan.Hooks);
        }
        catch (Exception error)
        {
            // It stays `uninstalling`, so that running it again goes on.
            if (await session.RecordFailureAsync(target.Newest.Summary, ReleaseStatus.Uninstalling, error) is { } better)
            {
                throw better;
            }

            throw;
        }
    }

    private static async Task<ReleaseSummary> CompleteAsync(OperationSession session, UninstallOptions options, ReleaseSummary newest)
    {
        if (!options.KeepHistory)
        {
            await DeleteRecordsAsync(session);
            return newest with { Status = ReleaseStatus.Uninstalled, Description = RevisionDescription.Uninstalled };
        }

        var done = await session.SetStatusAsync(newest, ReleaseStatus.Uninstalled, options.Operation.Description ?? RevisionDescription.Uninstalled);
        foreach (var older in session.History.Revisions.Where(summary => summary.Status is ReleaseStatus.Deployed or ReleaseStatus.Uninstalling))
        {
            await session.SetStatusAsync(older, ReleaseStatus.Superseded, older.Description);
        }

        return done;
    }

    // The newest goes last: while it is there, running the command again finishes what was begun.
    private static async Task DeleteRecordsAsync(OperationSession session)
    {
        foreach (var summary in session.History.Revisions)
        {
            await session.Context.Releases.DeleteAsync(summary, session.Token);
        }
    }

    private static async Task<OperationResult> ForgetAsync(OperationSession session, UninstallOptions options, UninstallTarget target)
    {
        var summary = target.Newest.Summary;
        if (options.KeepHistory)
        {
            throw new ReleaseUninstalledException(summary);
        }

        if (!session.IsDryRun)
        {
            await DeleteRecordsAsync(session);
        }

        var plan = new Plan { Operation = session.Operation, Release = summary.Name, Namespace = summary.Namespace, Revision = summary.Revision, Changes = [] };
        return new OperationResult { Plan = plan, Revision = target.Newest, Outcome = session.IsDryRun ? OperationOutcome.Planned : OperationOutcome.Uninstalled };
    }

    private async Task<OperationResult> ResultAsync(OperationSession session, Plan plan, ReleaseRevision revision, OperationOutcome outcome, UninstallTarget target) => new()
    {
        Plan = plan,
        Revision = revision,
        Outcome = outcome,
        Kept = session.Options.DryRun == DryRun.Client ? [] : await new LeftBehind(context, session.Token).FindAsync(plan, target.Crds),
    };
}
