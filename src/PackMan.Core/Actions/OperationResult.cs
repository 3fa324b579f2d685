using PackMan.Planning;
using PackMan.Releases;

namespace PackMan.Actions;

/// <summary>What a writing operation did, or with a dry run would do.</summary>
public sealed record OperationResult
{
    public required Plan Plan { get; init; }

    /// <summary>The revision as recorded; with a dry run as it would be. After an uninstall without kept history, the last one.</summary>
    public required ReleaseRevision Revision { get; init; }

    public required OperationOutcome Outcome { get; init; }

    /// <summary>Objects Kubernetes or a policy leaves in the cluster, in words a user understands (uninstall).</summary>
    public IReadOnlyList<string> Kept { get; init; } = [];
}

/// <summary>How an operation ended.</summary>
public enum OperationOutcome
{
    Deployed,
    Uninstalled,

    /// <summary>Nothing differed from the deployed revision, so nothing was written.</summary>
    Unchanged,

    /// <summary>A dry run: only the plan was made.</summary>
    Planned,
}
