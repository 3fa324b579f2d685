using System.Collections.Immutable;

namespace PackMan.Releases;

/// <summary>All revisions of one release, oldest first.</summary>
public sealed record ReleaseHistory(ReleaseName Name, string Namespace, ImmutableArray<ReleaseSummary> Revisions)
{
    /// <summary>The newest revision; null when the release was never recorded.</summary>
    public ReleaseSummary? Newest => Revisions.LastOrDefault();

    /// <summary>The deployed revision. Two of them (a crash between two label writes) count as the newer one.</summary>
    public ReleaseSummary? Deployed => Revisions.LastOrDefault(revision => revision.Status == ReleaseStatus.Deployed);

    public int NextRevision => (Newest?.Revision ?? 0) + 1;

    public ReleaseSummary? Find(int revision) => Revisions.FirstOrDefault(summary => summary.Revision == revision);
}
