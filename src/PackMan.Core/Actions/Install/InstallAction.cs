using PackMan.Actions.Deploy;
using PackMan.Releases;

namespace PackMan.Actions.Install;

/// <summary>Installs a chart under a name that is not deployed. After a failed first install it goes on as the next revision.</summary>
public sealed class InstallAction(OperationContext context)
{
    /// <exception cref="ReleaseExistsException">The name is deployed.</exception>
    public async Task<OperationResult> RunAsync(InstallOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        await using var session = OperationSession.Begin(context, options.Operation, DeployKind.Install.Operation, cancellationToken);
        return await session.TellTimeoutAsync(async () =>
        {
            var newNamespace = options.Operation.DryRun == DryRun.Client
                ? null
                : await ReleaseNamespace.PlanAsync(context.Cluster, options, session.Token);
            if (newNamespace is null && options.Operation.DryRun != DryRun.Client)
            {
                await session.HoldAsync();
            }

            RefuseDeployed(session.History);
            var target = await new ChartDeployment(session, options).RenderAsync(DeployKind.Install, options.Supplied, newNamespace);
            return await new DeployOperation(session, target).RunAsync();
        });
    }

    private static void RefuseDeployed(ReleaseHistory history)
    {
        if (history.LastGood() is not null && history.Newest is { } newest)
        {
            throw new ReleaseExistsException(newest);
        }
    }
}
