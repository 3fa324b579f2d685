using System.Collections.Immutable;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Planning;

namespace PackMan.Execution;

/// <summary>
/// Carries out a plan wave by wave, side by side within one. Waves wait for nothing but what later ones cannot do without:
/// an active namespace, an established CRD.
/// </summary>
internal sealed class PlanExecutor(PlanExecution execution)
{
    private readonly ChangeWriter _writer = new(execution);

    /// <summary>Applies what stands in `crds/`, before any hook runs.</summary>
    public Task ApplyGroundworkAsync(Plan plan) => ApplyAsync(plan.Changes.Where(change => change.IsShared));

    public Task ApplyObjectsAsync(Plan plan) => ApplyAsync(plan.Changes.Where(change => !change.IsShared && !IsNewNamespace(change, plan)));

    /// <summary>Makes the release's namespace, where the plan says so.</summary>
    public Task CreateNamespaceAsync(Plan plan) => ApplyAsync(plan.Changes.Where(change => IsNewNamespace(change, plan)));

    /// <summary>Deletes wave by wave, each gone before the next: what others lean on goes last.</summary>
    public async Task DeleteAsync(Plan plan, string propagationPolicy = "Background")
    {
        foreach (var wave in plan.Changes.OfType<Change.Delete>().GroupBy(change => change.Wave))
        {
            var mine = wave.Where(change => !execution.UidsInUse.ContainsKey(change.Live.Uid ?? "")).ToList();
            await BoundedTasks.ForEachAsync(mine, execution.Options.Concurrency, (change, token) => DeleteAsync(change, propagationPolicy, token), execution.Clock.Token);
            await execution.WaitUntilGoneAsync([.. mine.Select(change => change.Live)]);
            mine.ForEach(execution.Context.Log.Done);
        }
    }

    /// <summary>Waits once for everything the plan applied or found as wanted.</summary>
    public Task WaitUntilReadyAsync(Plan plan)
    {
        var state = execution.Options.WaitForJobs ? AwaitedState.Complete : AwaitedState.Ready;
        return execution.Options.Wait
            ? execution.WaitAsync(plan.Changes.Where(change => change is not (Change.Delete or Change.Keep)).Select(change => new AwaitedObject(change.Subject, state)))
            : Task.CompletedTask;
    }

    private async Task ApplyAsync(IEnumerable<Change> changes)
    {
        foreach (var wave in changes.Where(change => change is not (Change.Delete or Change.Keep)).GroupBy(change => change.Wave))
        {
            await BoundedTasks.ForEachAsync([.. wave], execution.Options.Concurrency, _writer.WriteAsync, execution.Clock.Token);
            await WaitForGroundAsync([.. wave.Where(change => change is not Change.NoChange).Select(change => change.Subject)]);
        }
    }

    private async Task WaitForGroundAsync(ImmutableArray<ObjectReference> written)
    {
        var crds = written.Where(reference => reference.Identity.Kind == "CustomResourceDefinition").ToList();
        var ground = crds.Concat(written.Where(reference => reference.Identity is { Kind: "Namespace", Group: "" })).ToList();
        await execution.WaitAsync(ground.Select(reference => new AwaitedObject(reference, AwaitedState.Ready)));
        if (crds.Count > 0)
        {
            await execution.Cluster.GetApiResourcesAsync(refresh: true, execution.Clock.Token);
        }
    }

    private Task<bool> DeleteAsync(Change.Delete change, string propagationPolicy, CancellationToken cancellationToken) =>
        execution.Cluster.DeleteAsync(new DeleteRequest(change.Live.Reference, change.Live.Uid) { PropagationPolicy = propagationPolicy }, cancellationToken);

    private static bool IsNewNamespace(Change change, Plan plan) =>
        change is Change.Create { Wave: 0, Subject.Identity: { Kind: "Namespace", Group: "" } identity } && identity.Name == plan.Namespace;
}
