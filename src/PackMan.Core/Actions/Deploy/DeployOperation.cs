using System.Collections.Immutable;
using PackMan.Execution;
using PackMan.Explaining;
using PackMan.Planning;
using PackMan.Releases;

namespace PackMan.Actions.Deploy;

/// <summary>The road install, upgrade and rollback share: plan, record the intent, carry out, record the outcome.</summary>
internal sealed class DeployOperation(OperationSession session, DeployTarget target)
{
    private Redaction _redaction = Redaction.SecretsOnly;
    private readonly OperationContext _context = session.Context;
    private readonly OperationOptions _options = session.Options;

    /// <exception cref="PackManException">What the server refused is told at the line of the template that wrote it, with the values that it was made of.</exception>
    public async Task<OperationResult> RunAsync()
    {
        try
        {
            return await DeployAsync();
        }
        catch (PackManException error) when (target.Sources is not null && error is ObjectRefusedException or ConflictsException or ImmutableFieldsException)
        {
            throw Told(error, target.Sources);
        }
    }

    private async Task<OperationResult> DeployAsync()
    {
        var earlier = await session.ReadAsync(session.History.MayHaveObjects());
        _redaction = SensitiveTexts.Of([.. earlier.Select(revision => revision.Record), target.Record]);
        var plan = await PlanAsync([.. earlier.SelectMany(revision => revision.Record.Inventory)]);
        if (NoChange.FindDeployed(session.History, earlier, target, plan) is { } unchanged)
        {
            return new OperationResult { Plan = plan, Revision = unchanged, Outcome = OperationOutcome.Unchanged };
        }

        if (session.IsDryRun)
        {
            return new OperationResult { Plan = plan, Revision = new ReleaseRevision(target.Pending, target.Record), Outcome = OperationOutcome.Planned };
        }

        _context.Log.Planned(plan);
        var executor = new PlanExecutor(session.NewExecution(_redaction));
        await PrepareNamespaceAsync(executor, plan);

        // Recorded before the first object is written, so that a crash half-way leaves a trace of what was intended.
        var pending = await session.CreateAsync(target.Pending, target.Record);
        await CarryOutAsync(pending, plan);
        var deployed = await CompleteAsync(pending);
        return new OperationResult { Plan = plan, Revision = new ReleaseRevision(deployed, target.Record), Outcome = OperationOutcome.Deployed };
    }

    private async Task<Plan> PlanAsync(ImmutableArray<Manifests.ObjectReference> inventory)
    {
        var request = target.ToPlanRequest(_options, inventory) with { Redaction = _redaction };
        return _options.DryRun == DryRun.Client
            ? UncheckedPlan.Of(request)
            : await new Planner(_context.Cluster).PlanAsync(request, session.Token);
    }

    // Lease and record live in the namespace, so where it is made by this operation they can only follow it.
    private async Task PrepareNamespaceAsync(PlanExecutor executor, Plan plan)
    {
        if (target.NewNamespace is null)
        {
            return;
        }

        await executor.CreateNamespaceAsync(plan);
        await session.HoldAsync();
        if (session.History.Newest is { } newest)
        {
            throw new ReleaseExistsException(newest);
        }
    }

    private async Task CarryOutAsync(ReleaseSummary pending, Plan plan)
    {
        try
        {
            await ExecuteAsync(plan);
        }
        catch (Exception error)
        {
            if (await session.RecordFailureAsync(pending, ReleaseStatus.Failed, error) is { } better)
            {
                throw better;
            }

            throw;
        }
    }

    private async Task ExecuteAsync(Plan plan)
    {
        var execution = session.NewExecution(_redaction);
        var executor = new PlanExecutor(execution);
        var hooks = new HookRunner(execution);
        await executor.ApplyGroundworkAsync(plan);
        await hooks.RunAsync(plan.Hooks, target.Kind.Before);
        await executor.ApplyObjectsAsync(plan);
        await executor.DeleteAsync(plan);
        await executor.WaitUntilReadyAsync(plan);
        await hooks.RunAsync(plan.Hooks, target.Kind.After);
    }

    private async Task<ReleaseSummary> CompleteAsync(ReleaseSummary pending)
    {
        var deployed = await session.SetStatusAsync(pending, ReleaseStatus.Deployed, _options.Description ?? target.DoneDescription);
        foreach (var older in session.History.Revisions.Where(IsToSupersede).Where(older => older.Revision != deployed.Revision))
        {
            await session.SetStatusAsync(older, ReleaseStatus.Superseded, older.Description);
        }

        await new HistoryLimit(session).EnforceAsync(target.Objects);
        return deployed;
    }

    private PackManException Told(PackManException error, ReleaseSources sources)
    {
        var explained = sources.Explain(error);
        return RedactedException.Of(explained, _redaction) ?? explained;
    }

    private static bool IsToSupersede(ReleaseSummary summary) => summary.Status is ReleaseStatus.Deployed or ReleaseStatus.Uninstalling;
}
