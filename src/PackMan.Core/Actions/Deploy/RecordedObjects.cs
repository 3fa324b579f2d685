using System.Collections.Immutable;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Planning;
using PackMan.Releases;

namespace PackMan.Actions.Deploy;

/// <summary>Puts manifests, rendered now or read back from a record, into object sets.</summary>
internal static class RecordedObjects
{
    public static Task<ObjectSet> OfAsync(OperationSession session, ReleaseRevision revision)
    {
        var (record, number) = (revision.Record, revision.Summary.Revision);
        return OfAsync(
            session,
            [.. ManifestText.Parse(record.Manifest, $"manifest of revision {number}"), .. ManifestText.Parse(record.Hooks, $"hooks of revision {number}")],
            ManifestText.Parse(record.Crds, $"crds of revision {number}"));
    }

    /// <summary>With the scopes the cluster tells, or those of the built-in kinds where it must not be asked.</summary>
    public static async Task<ObjectSet> OfAsync(OperationSession session, ImmutableArray<Manifest> manifests, ImmutableArray<Manifest> crds)
    {
        if (session.Options.DryRun != DryRun.Client)
        {
            return await new DiscoveredSet(session.Context.Cluster).OfAsync(manifests, crds, session.Options.Namespace, session.Token);
        }

        var objects = manifests.Concat(crds).SelectMany(manifest => manifest.Objects).Select(item => item.Object);
        return ObjectSet.Of(manifests, crds, new ResourceScopes(BuiltInResources.All, objects), session.Options.Namespace);
    }

    public static async Task<ImmutableArray<Hook>> HooksAsync(OperationSession session, ReleaseRevision revision) => revision.Record.Hooks.Length == 0
        ? []
        : (await OfAsync(session, revision with { Record = revision.Record with { Manifest = "", Crds = "" } })).Hooks;
}
