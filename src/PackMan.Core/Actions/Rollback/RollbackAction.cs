using PackMan.Actions.Deploy;
using PackMan.Releases;

namespace PackMan.Actions.Rollback;

/// <summary>Deploys an earlier revision's record once more, as a new revision. Nothing is rendered, no chart is needed.</summary>
public sealed class RollbackAction(OperationContext context)
{
    /// <exception cref="RevisionNotFoundException">The revision asked for is not recorded.</exception>
    public async Task<OperationResult> RunAsync(RollbackOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var operation = options.Operation;
        var history = await context.Releases.GetHistoryAsync(operation.Namespace, operation.Name, cancellationToken);
        if (history.Newest is null)
        {
            throw new ReleaseNotFoundException(operation.Name, operation.Namespace);
        }

        await using var session = OperationSession.Begin(context, operation, DeployKind.Rollback.Operation, cancellationToken);
        return await session.TellTimeoutAsync(async () =>
        {
            await session.HoldAsync();
            var interrupted = options.Revision is null or 0 ? await InterruptedTargetAsync(session) : null;
            var summary = RollbackTarget.Find(session.History, options.Revision, interrupted);
            var target = await TargetAsync(session, await context.Releases.ReadAsync(summary, session.Token));
            return await new DeployOperation(session, target).RunAsync();
        });
    }

    private async Task<int?> InterruptedTargetAsync(OperationSession session) =>
        session.History.Newest is { } newest && RevisionDescription.TellsInterruption(newest)
            ? (await context.Releases.ReadAsync(newest, session.Token)).Record.RollbackTo
            : null;

    private async Task<DeployTarget> TargetAsync(OperationSession session, ReleaseRevision target)
    {
        var objects = await RecordedObjects.OfAsync(session, target);
        var description = RevisionDescription.RollbackTo(target.Summary.Revision);
        return new DeployTarget
        {
            Kind = DeployKind.Rollback,
            Pending = target.Summary with
            {
                Revision = session.History.NextRevision,
                Status = DeployKind.Rollback.Pending,
                Updated = context.Time.GetUtcNow(),
                Description = description,
                ResourceVersion = null,
            },
            Record = target.Record with { RollbackTo = target.Summary.Revision, Inventory = objects.Inventory },
            Objects = objects,
            DoneDescription = description,
        };
    }
}
