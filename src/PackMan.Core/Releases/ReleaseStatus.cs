namespace PackMan.Releases;

/// <summary>Helm's release statuses.</summary>
public enum ReleaseStatus
{
    Unknown,
    Deployed,
    Superseded,
    Failed,
    Uninstalling,
    Uninstalled,
    PendingInstall,
    PendingUpgrade,
    PendingRollback,
}

/// <summary>The words for <see cref="ReleaseStatus"/> in labels and JSON (`pending-install`).</summary>
public static class ReleaseStatusText
{
    public static string ToText(this ReleaseStatus status) => status switch
    {
        ReleaseStatus.Deployed => "deployed",
        ReleaseStatus.Superseded => "superseded",
        ReleaseStatus.Failed => "failed",
        ReleaseStatus.Uninstalling => "uninstalling",
        ReleaseStatus.Uninstalled => "uninstalled",
        ReleaseStatus.PendingInstall => "pending-install",
        ReleaseStatus.PendingUpgrade => "pending-upgrade",
        ReleaseStatus.PendingRollback => "pending-rollback",
        _ => "unknown",
    };

    public static ReleaseStatus Parse(string? text) =>
        Enum.GetValues<ReleaseStatus>().FirstOrDefault(status => status.ToText() == text);

    public static bool IsPending(this ReleaseStatus status) =>
        status is ReleaseStatus.PendingInstall or ReleaseStatus.PendingUpgrade or ReleaseStatus.PendingRollback;
}
