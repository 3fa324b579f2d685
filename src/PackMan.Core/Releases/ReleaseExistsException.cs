namespace PackMan.Releases;

/// <summary>The name is taken by a release that is deployed.</summary>
public sealed class ReleaseExistsException(ReleaseSummary newest)
    : PackManException($"Release `{newest.Name}` exists in namespace `{newest.Namespace}` already (revision {newest.Revision}, {newest.Status.ToText()})")
{
    public override string Hint => "Change it with `packman upgrade --install`, which works whether the release exists or not";
}

/// <summary>The release was uninstalled and only its history is kept.</summary>
public sealed class ReleaseUninstalledException(ReleaseSummary newest)
    : PackManException($"Release `{newest.Name}` in namespace `{newest.Namespace}` was uninstalled; only its history is kept")
{
    public override string Hint => "Install it again with `packman upgrade --install`, or bring back what was there with `packman rollback`";
}
