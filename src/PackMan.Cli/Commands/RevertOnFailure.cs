using PackMan.Actions;
using PackMan.Actions.Rollback;
using PackMan.Actions.Uninstall;
using PackMan.Cli.Connection;
using PackMan.Cli.Output;
using PackMan.Releases;

namespace PackMan.Cli.Commands;

/// <summary>`--rollback-on-failure`: leads a release back to where it was when an operation failed after it had begun to write.</summary>
internal sealed class RevertOnFailure(CommandContext context, ClusterAccess access, OperationTalk talk)
{
    public async Task<OperationResult> RunAsync(OperationOptions options, Func<Task<OperationResult>> operation, CancellationToken cancellationToken)
    {
        var before = await access.Releases.GetHistoryAsync(options.Namespace, options.Name, cancellationToken);
        try
        {
            return await operation();
        }
        catch (PackManException failure) when (!cancellationToken.IsCancellationRequested)
        {
            var after = await access.Releases.GetHistoryAsync(options.Namespace, options.Name, cancellationToken);
            if (after.NextRevision == before.NextRevision)
            {
                // It failed before it recorded anything, so nothing was written either.
                throw;
            }

            await RevertAsync(options, before, cancellationToken);
            throw new RevertedException(failure, before.Deployed?.Revision);
        }
    }

    private async Task RevertAsync(OperationOptions options, ReleaseHistory before, CancellationToken cancellationToken)
    {
        var operation = options with { Conflicts = ConflictPolicy.Force, Description = null };
        if (before.Deployed is { } deployed)
        {
            talk.Note($"The operation failed: rolling back to revision {deployed.Revision}");
            await new RollbackAction(context.Operation(access, talk)).RunAsync(new RollbackOptions { Operation = operation, Revision = deployed.Revision }, cancellationToken);
            return;
        }

        talk.Note("The operation failed and no revision was deployed before: uninstalling");
        await new UninstallAction(context.Operation(access, talk)).RunAsync(new UninstallOptions { Operation = operation, IgnoreNotFound = true }, cancellationToken);
    }
}

/// <summary>An operation failed, and the release is back where it was.</summary>
internal sealed class RevertedException(PackManException failure, int? revision)
    : PackManException(failure.Message, failure)
{
    public override CodeFrame? Frame => failure.Frame;

    public override string Hint => (revision is null ? "The release was uninstalled again" : $"The release was rolled back to revision {revision}")
        + (failure.Hint is { } hint ? $". {hint}" : "");
}
