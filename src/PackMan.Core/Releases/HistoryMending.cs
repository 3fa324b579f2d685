using System.Collections.Immutable;

namespace PackMan.Releases;

/// <summary>What a killed command leaves in a history, and how the next command that holds the lease puts it right.</summary>
internal static class HistoryMending
{
    /// <summary>Status changes to make: pending revisions failed, of two deployed ones the older is superseded.</summary>
    public static ImmutableArray<(ReleaseSummary Summary, ReleaseStatus Status, string Description)> Decide(ReleaseHistory history) =>
    [
        .. history.Revisions.Where(summary => summary.Status.IsPending())
            .Select(summary => (summary, ReleaseStatus.Failed, RevisionDescription.Abandoned)),
        .. history.Revisions.Where(summary => summary.Status == ReleaseStatus.Deployed && summary != history.Deployed)
            .Select(summary => (summary, ReleaseStatus.Superseded, summary.Description)),
    ];

    /// <summary>The history as it is once mended, for commands that only look.</summary>
    public static ReleaseHistory InMemory(ReleaseHistory history) => Decide(history).Aggregate(
        history,
        (mended, change) => With(mended, change.Summary with { Status = change.Status, Description = change.Description }));

    public static ReleaseHistory With(ReleaseHistory history, ReleaseSummary changed) =>
        history with { Revisions = [.. history.Revisions.Select(summary => summary.Revision == changed.Revision ? changed : summary)] };
}
