using System.Collections.Immutable;
using PackMan.Actions.Deploy;
using PackMan.Actions.Install;
using PackMan.Releases;

namespace PackMan.Actions.Upgrade;

/// <summary>Brings a release to a chart and values, from whatever status it is in; a name that was never deployed is installed.</summary>
public sealed class UpgradeAction(OperationContext context)
{
    /// <exception cref="ReleaseNotFoundException">There is no such release, and it may not be installed.</exception>
    public async Task<OperationResult> RunAsync(UpgradeOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var operation = options.Target.Operation;
        var history = await context.Releases.GetHistoryAsync(operation.Namespace, operation.Name, cancellationToken);
        RefuseMissing(options, history);
        if (history.LastGood() is null)
        {
            return await new InstallAction(context).RunAsync(options.Target, cancellationToken);
        }

        await using var session = OperationSession.Begin(context, operation, DeployKind.Upgrade.Operation, cancellationToken);
        return await session.TellTimeoutAsync(async () =>
        {
            await session.HoldAsync();
            var last = await session.ReadLastGoodAsync();
            var supplied = ReusedValues.Decide(options, last, context.Log);
            var install = options.Target with { Labels = MergedLabels(last.Summary, options.Target) };
            var target = await new ChartDeployment(session, install).RenderAsync(DeployKind.Upgrade, supplied);
            return await new DeployOperation(session, target).RunAsync();
        });
    }

    // As in Helm: labels stay on from revision to revision, and the value `null` takes one away.
    private static ImmutableSortedDictionary<string, string> MergedLabels(ReleaseSummary last, InstallOptions target) =>
        last.Labels.SetItems(target.Labels).RemoveRange(target.Labels.Where(label => label.Value == "null").Select(label => label.Key));

    private static void RefuseMissing(UpgradeOptions options, ReleaseHistory history)
    {
        if (options.Install)
        {
            return;
        }

        if (history.Newest is not { } newest)
        {
            throw new ReleaseNotFoundException(history.Name, history.Namespace) { MayBeInstalled = true };
        }

        if (newest.Status == ReleaseStatus.Uninstalled)
        {
            throw new ReleaseUninstalledException(newest);
        }
    }
}
