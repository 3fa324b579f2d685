namespace PackMan.Releases;

/// <summary>The words a revision is described with; Helm's where Helm has them.</summary>
internal static class RevisionDescription
{
    private const string Interrupted = "Interrupted";
    private const int MaxLength = 1000;

    public const string Installing = "Initial install underway";
    public const string Installed = "Install complete";
    public const string Upgrading = "Preparing upgrade";
    public const string Upgraded = "Upgrade complete";
    public const string Uninstalling = "Deletion in progress (or silently failed)";
    public const string Uninstalled = "Uninstallation complete";
    public const string Cancelled = $"{Interrupted} by the user";
    public const string Abandoned = $"{Interrupted}: its command ended without recording an outcome";

    public static string RollbackTo(int revision) => $"Rollback to {revision}";

    /// <summary>`Upgrade failed: …`: the first line of the message, short enough for an annotation. What follows may be a log.</summary>
    public static string Failed(string operation, string message)
    {
        var text = $"{char.ToUpperInvariant(operation[0])}{operation[1..]} failed: {message.Split('\n')[0].TrimEnd(':', '\r')}";
        return text.Length <= MaxLength ? text : text[..MaxLength] + "…";
    }

    /// <summary>Whether the revision ended without having failed by itself.</summary>
    public static bool TellsInterruption(ReleaseSummary summary) =>
        summary.Status.IsPending() || (summary.Status == ReleaseStatus.Failed && summary.Description.StartsWith(Interrupted, StringComparison.Ordinal));
}
