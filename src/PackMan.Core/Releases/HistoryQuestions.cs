using System.Collections.Immutable;

namespace PackMan.Releases;

/// <summary>What a (mended) history tells about the next operation.</summary>
internal static class HistoryQuestions
{
    /// <summary>Revisions since the last complete uninstall, oldest first.</summary>
    public static ImmutableArray<ReleaseSummary> SinceUninstall(this ReleaseHistory history) =>
        [.. history.Revisions.Reverse().TakeWhile(summary => summary.Status != ReleaseStatus.Uninstalled).Reverse()];

    /// <summary>The last revision that was deployed and not uninstalled since; null for a name that never was.</summary>
    public static ReleaseSummary? LastGood(this ReleaseHistory history) => history.Deployed is { } deployed && history.SinceUninstall().Contains(deployed)
        ? deployed
        : history.SinceUninstall().LastOrDefault(summary => summary.Status is ReleaseStatus.Superseded or ReleaseStatus.Uninstalling);

    /// <summary>Revisions whose objects may be in the cluster: the last deployed one and all that were tried after it.</summary>
    public static ImmutableArray<ReleaseSummary> MayHaveObjects(this ReleaseHistory history)
    {
        var since = history.SinceUninstall();
        var first = since.LastOrDefault(summary => summary.Status == ReleaseStatus.Deployed)?.Revision ?? 0;
        return [.. since.Where(summary => summary.Revision >= first)];
    }

    /// <summary>Revisions over the limit, oldest first; never the deployed one.</summary>
    public static ImmutableArray<ReleaseSummary> OverLimit(this ReleaseHistory history, int max) => max <= 0
        ? []
        : [.. history.Revisions.Where(summary => summary != history.Deployed).Take(Math.Max(0, history.Revisions.Length - max))];
}
