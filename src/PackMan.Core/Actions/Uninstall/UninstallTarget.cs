using System.Collections.Immutable;
using PackMan.Actions.Deploy;
using PackMan.Manifests;
using PackMan.Planning;
using PackMan.Releases;

namespace PackMan.Actions.Uninstall;

/// <summary>What a release may have in the cluster, as its records tell.</summary>
internal sealed record UninstallTarget
{
    public required ReleaseRevision Newest { get; init; }

    /// <summary>Whether only the history is left.</summary>
    public bool IsUninstalled => Newest.Summary.Status == ReleaseStatus.Uninstalled;

    /// <summary>Hooks of the revision that is deployed, of which those for deletion run.</summary>
    public ImmutableArray<Hook> Hooks { get; init; } = [];

    public ImmutableArray<ManifestObject> Crds { get; init; } = [];

    /// <summary>Objects of every revision since the last deployed one, and hook objects of all.</summary>
    public ImmutableArray<ObjectReference> Inventory { get; init; } = [];

    /// <summary>What keeps the sensitive values of those revisions out of plans and errors.</summary>
    public Redaction Redaction { get; init; } = Redaction.SecretsOnly;

    public static async Task<UninstallTarget> ReadAsync(OperationSession session)
    {
        var history = session.History;
        var newest = history.Newest ?? throw new ReleaseNotFoundException(session.Options.Name, session.Options.Namespace);
        if (newest.Status == ReleaseStatus.Uninstalled)
        {
            return new UninstallTarget { Newest = await session.Context.Releases.ReadAsync(newest, session.Token) };
        }

        var revisions = await session.ReadAsync(history.SinceUninstall());
        var withObjects = history.MayHaveObjects().Select(summary => summary.Revision).ToHashSet();
        var good = revisions.FirstOrDefault(revision => revision.Summary.Revision == history.LastGood()?.Revision) ?? revisions.LastOrDefault();
        var objects = good is null ? ObjectSet.Empty : await RecordedObjects.OfAsync(session, good);
        return new UninstallTarget
        {
            Newest = revisions.FirstOrDefault(revision => revision.Summary.Revision == newest.Revision) ?? await session.Context.Releases.ReadAsync(newest, session.Token),
            Redaction = SensitiveTexts.Of(revisions.Select(revision => revision.Record)),
            Hooks = objects.Hooks,
            Crds = objects.Crds,
            Inventory =
            [
                .. revisions.Where(revision => withObjects.Contains(revision.Summary.Revision)).SelectMany(revision => revision.Record.Inventory),
                .. await HookObjectsAsync(session, revisions),
            ],
        };
    }

    private static async Task<ImmutableArray<ObjectReference>> HookObjectsAsync(OperationSession session, ImmutableArray<ReleaseRevision> revisions)
    {
        var references = ImmutableArray.CreateBuilder<ObjectReference>();
        foreach (var revision in revisions.DistinctBy(revision => revision.Record.Hooks))
        {
            references.AddRange((await RecordedObjects.HooksAsync(session, revision)).Select(hook => hook.Object.Reference));
        }

        return references.ToImmutable();
    }
}
