using PackMan.Manifests;

namespace PackMan.Planning;

/// <summary>Lists what a request wants applied, with the release's marks.</summary>
internal static class DesiredObjects
{
    public static IReadOnlyList<DesiredObject> Of(PlanRequest request) =>
    [
        .. request.Desired.Crds.Select(item => Of(request, item) with { IsShared = true }),
        .. request.Desired.Objects.Where(item => !IsNewNamespace(request, item.Object)).Select(item => Of(request, item)),
        .. request.Hooks.DistinctBy(hook => hook.Object.Identity).Select(hook => new DesiredObject(Mark(request, hook.Object), null) { IsHook = true }),
    ];

    private static DesiredObject Of(PlanRequest request, ManifestObject item) => new(Mark(request, item.Object), item.Place);

    private static KubernetesObject Mark(PlanRequest request, KubernetesObject target) =>
        Marks.Apply(target, request.Options.Name, request.Options.Namespace);

    // A chart that holds the release's own namespace: it is made first and once.
    private static bool IsNewNamespace(PlanRequest request, KubernetesObject target) =>
        request.NewNamespace is { } made && target.Identity == made.Identity;
}

/// <summary>What the operation makes that later objects stand on: namespaces and kinds the server cannot judge them by yet.</summary>
internal sealed class Groundwork
{
    private readonly HashSet<string> _namespaces;
    private readonly HashSet<(string Group, string Kind)> _kinds;

    public Groundwork(PlanRequest request, IEnumerable<Change> changes)
    {
        var written = changes.Where(change => change is Change.Create or Change.Update or Change.Recreate).ToList();
        ReleaseNamespace = request.Options.Namespace;
        _namespaces = [.. written.OfType<Change.Create>().Where(change => change.Subject.Identity.Kind == "Namespace").Select(change => change.Subject.Identity.Name)];
        if (request.NewNamespace is { } made)
        {
            _namespaces.Add(made.Name);
        }

        _kinds = [.. CrdResources.Of(written.Select(Desired).OfType<KubernetesObject>()).Select(resource => (resource.Group, resource.Kind))];
    }

    public string ReleaseNamespace { get; }

    public bool MakesNamespace(string? name) => name is not null && _namespaces.Contains(name);

    public DesiredObject Judge(DesiredObject item) => item switch
    {
        { NotCheckable: not null } => item,
        _ when MakesNamespace(item.Marked.Namespace) => item with { NotCheckable = $"the namespace `{item.Marked.Namespace}` is made by this operation" },
        _ when _kinds.Contains((item.Marked.Group, item.Marked.Kind)) => item with { NotCheckable = KindReasons.Changed },
        _ => item,
    };

    private static KubernetesObject? Desired(Change change) => change switch
    {
        Change.Create create => create.Desired,
        Change.Update update => update.Desired,
        Change.Recreate recreate => recreate.Desired,
        _ => null,
    };
}

/// <summary>Why objects of a CRD of the same operation cannot be checked beforehand.</summary>
internal static class KindReasons
{
    public const string Made = "its kind is made by this operation";
    public const string Changed = "its kind is changed by this operation";
}

/// <summary>Turns what was found about single objects into one error.</summary>
internal static class PlanProblems
{
    public static IEnumerable<Change> Refuse(IReadOnlyList<PlannedObject> planned)
    {
        if (planned.FirstOrDefault(item => item.Refusal is not null)?.Refusal is { } refusal)
        {
            throw refusal;
        }

        if (planned.Select(item => item.Immutable).OfType<ImmutableField>().ToList() is { Count: > 0 } immutable)
        {
            throw new ImmutableFieldsException([.. immutable]);
        }

        if (planned.SelectMany(item => item.Conflicts).ToList() is { Count: > 0 } conflicts)
        {
            throw new ConflictsException([.. conflicts]);
        }

        return planned.Select(item => item.Change).OfType<Change>();
    }
}
