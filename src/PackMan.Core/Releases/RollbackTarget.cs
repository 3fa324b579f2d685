namespace PackMan.Releases;

/// <summary>Which revision a rollback goes back to.</summary>
internal static class RollbackTarget
{
    /// <param name="history">The history, mended.</param>
    /// <param name="requested">The revision asked for; null or 0 for the last good one.</param>
    /// <param name="interruptedTarget">Where the newest revision was going, when it is a rollback that was interrupted.</param>
    /// <exception cref="PackManException">There is no such revision, or none to go back to.</exception>
    public static ReleaseSummary Find(ReleaseHistory history, int? requested, int? interruptedTarget)
    {
        if (requested is { } revision and not 0)
        {
            return history.Find(revision) ?? throw new RevisionNotFoundException(history, revision);
        }

        if (interruptedTarget is { } kept && history.Find(kept) is { } first)
        {
            return first;
        }

        return history.Newest switch
        {
            { Status: ReleaseStatus.Failed } when history.LastGood() is { } good => good,
            { Status: ReleaseStatus.Uninstalled or ReleaseStatus.Uninstalling } newest => newest,
            _ => history.Revisions.LastOrDefault(summary => summary.Status == ReleaseStatus.Superseded) ?? throw new NoEarlierRevisionException(history),
        };
    }
}

/// <summary>The release has no revision to roll back to.</summary>
public sealed class NoEarlierRevisionException(ReleaseHistory history)
    : PackManException($"Release `{history.Name}` in namespace `{history.Namespace}` has no earlier revision to go back to")
{
    public override string Hint { get; } = $"Recorded are {string.Join(", ", history.Revisions.Select(summary => $"{summary.Revision} ({summary.Status.ToText()})"))}";
}
