using System.Collections.Immutable;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Planning;

/// <summary>
/// Makes the plan of an operation from what the server answers: kinds, rights, owners, dry runs, and what is left to delete.
/// Everything that would stop the operation is found here, before its first write.
/// </summary>
public sealed class Planner(ICluster cluster)
{
    /// <exception cref="PackManException">The operation cannot be carried out as asked for; nothing was written.</exception>
    public async Task<Plan> PlanAsync(PlanRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var pruning = new Pruning(cluster, request);
        var access = new AccessPreflight(cluster, request.Options.Concurrency);
        var desired = await new KindCheck(cluster).ResolveAsync(DesiredObjects.Of(request), cancellationToken);
        var candidates = await pruning.FindCandidatesAsync(desired, cancellationToken);
        await access.EnsureAsync(Questions(request, desired, candidates), cancellationToken);

        desired = AutoscaledReplicas.Keep(await ReadLiveAsync(request, desired, cancellationToken));
        RefuseForeign(request, desired);
        await access.EnsureAsync(QuestionsOfNew(request, desired), cancellationToken);

        var changes = await PlanObjectsAsync(request, desired, cancellationToken);
        var deletions = await PlanDeletionsAsync(request, desired, candidates, cancellationToken);
        return new Plan
        {
            Operation = request.Operation,
            Release = request.Options.Name,
            Namespace = request.Options.Namespace,
            Revision = request.Revision,
            Changes = Waves.Number([.. NamespaceChange(request), .. changes, .. deletions], request.NewNamespace?.Name),
            Hooks = request.Hooks,
        };
    }

    private static IEnumerable<Change> NamespaceChange(PlanRequest request) =>
        request.NewNamespace is { } made ? [new Change.Create(made)] : [];

    private static IEnumerable<AccessQuestion> Questions(
        PlanRequest request,
        IEnumerable<DesiredObject> desired,
        IEnumerable<(ObjectReference Reference, ApiResource Resource)> candidates) =>
    [
        .. desired.SelectMany(item => AccessPreflight.About(
            item.Resource,
            item.Marked.Namespace,
            item.Marked.Name,
            item.IsHook ? ["get", "create", "patch", "delete"] : ["get", "patch"])),
        .. candidates.SelectMany(item => AccessPreflight.About(item.Resource, item.Reference.Identity.Namespace, item.Reference.Identity.Name, "get", "delete")),
        .. request.NewNamespace is { } made ? [new AccessQuestion("create", "", "namespaces", null, made.Name)] : Array.Empty<AccessQuestion>(),
    ];

    private static IEnumerable<AccessQuestion> QuestionsOfNew(PlanRequest request, IEnumerable<DesiredObject> desired) => desired
        .Where(item => item.Live is null || item.IsTerminating || request.Options.Recreate)
        .SelectMany(item => AccessPreflight.About(item.Resource, item.Marked.Namespace, item.Marked.Name, request.Options.Recreate ? ["create", "delete"] : ["create"]));

    private async Task<ImmutableArray<DesiredObject>> ReadLiveAsync(PlanRequest request, ImmutableArray<DesiredObject> desired, CancellationToken cancellationToken)
    {
        var read = await BoundedTasks.MapAsync(desired, request.Options.Concurrency, ReadAsync, cancellationToken);
        return [.. read];

        async Task<DesiredObject> ReadAsync(DesiredObject item, CancellationToken token)
        {
            var live = await cluster.GetAsync(item.Marked.Reference, token);
            return item with { Live = live, Marked = item.IsShared && live is not null ? Marks.Share(item.Marked, live) : item.Marked };
        }
    }

    // What is being deleted is nobody's any more, and shared CRDs are everybody's.
    private static void RefuseForeign(PlanRequest request, ImmutableArray<DesiredObject> desired)
    {
        if (request.Options.TakeOwnership)
        {
            return;
        }

        var foreign = desired.Where(item => item is { Live: not null, IsTerminating: false, IsShared: false })
            .Select(item => (item.Marked.Reference, Owner: item.Live is { } live ? Ownership.ForeignOwner(live, request.Options.Name, request.Options.Namespace) : null))
            .Where(item => item.Owner is not null)
            .Select(item => new ForeignObject(item.Reference, item.Owner ?? ""))
            .ToImmutableArray();
        if (!foreign.IsEmpty)
        {
            throw new OwnershipException(foreign);
        }
    }

    private async Task<IEnumerable<Change>> PlanObjectsAsync(PlanRequest request, ImmutableArray<DesiredObject> desired, CancellationToken cancellationToken)
    {
        var made = desired.Where(item => item.Live is null && !item.IsHook).Select(item => item.Marked.Name).ToHashSet(StringComparer.Ordinal);
        var planner = new ObjectPlanner(cluster, request.Options, request.Redaction, made);

        // A hook is made anew when it runs, so only one that is not there yet can be tried.
        var groundwork = desired.Where(item => !item.IsHook || item.Live is null).ToLookup(item => item.Marked.Kind is "Namespace" or "CustomResourceDefinition");
        var first = await BoundedTasks.MapAsync([.. groundwork[true]], request.Options.Concurrency, planner.PlanAsync, cancellationToken);
        var laid = new Groundwork(request, first.Select(planned => planned.Change).OfType<Change>());
        var others = groundwork[false].Select(laid.Judge).ToList();
        await RefuseMissingNamespacesAsync(laid, others, cancellationToken);
        var then = await BoundedTasks.MapAsync(others, request.Options.Concurrency, planner.PlanAsync, cancellationToken);
        var hooks = request.Hooks.Select(hook => hook.Object.Identity).ToHashSet();
        return PlanProblems.Refuse([.. first, .. then]).Where(change => !hooks.Contains(change.Subject.Identity));
    }

    private async Task RefuseMissingNamespacesAsync(Groundwork laid, List<DesiredObject> objects, CancellationToken cancellationToken)
    {
        var asked = objects.Where(item => item is { Live: null, Marked.Namespace: not null } && !laid.MakesNamespace(item.Marked.Namespace))
            .DistinctBy(item => item.Marked.Namespace);
        foreach (var item in asked.Where(item => item.Marked.Namespace != laid.ReleaseNamespace))
        {
            var name = item.Marked.Namespace ?? "";
            if (await cluster.GetAsync(new ObjectReference(new ObjectIdentity("", "Namespace", null, name), "v1"), cancellationToken) is null)
            {
                throw new NamespaceMissingException(name, isOfRelease: false, item.Place);
            }
        }
    }

    private async Task<IEnumerable<Change>> PlanDeletionsAsync(
        PlanRequest request,
        ImmutableArray<DesiredObject> desired,
        ImmutableArray<(ObjectReference Reference, ApiResource Resource)> candidates,
        CancellationToken cancellationToken)
    {
        var uidsInUse = desired.Where(item => !item.IsTerminating).Select(item => item.Live?.Uid).OfType<string>().ToHashSet(StringComparer.Ordinal);
        var live = await BoundedTasks.MapAsync(candidates, request.Options.Concurrency, (item, token) => cluster.GetAsync(item.Reference, token), cancellationToken);
        return live.Select(found => Pruning.Decide(found, request, uidsInUse)).OfType<Change>();
    }
}
