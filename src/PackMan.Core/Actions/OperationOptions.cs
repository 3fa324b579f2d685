using PackMan.Releases;

namespace PackMan.Actions;

/// <summary>Options every writing operation shares.</summary>
public sealed record OperationOptions
{
    public required ReleaseName Name { get; init; }

    public required string Namespace { get; init; }

    public DryRun DryRun { get; init; } = DryRun.None;

    /// <summary>For the whole operation, hooks and waiting included.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Wait until everything is ready (the default; `--no-wait` turns it off).</summary>
    public bool Wait { get; init; } = true;

    public bool WaitForJobs { get; init; }

    public bool NoHooks { get; init; }

    public ConflictPolicy Conflicts { get; init; } = ConflictPolicy.Fail;

    /// <summary>Adopt existing objects that are not this release's.</summary>
    public bool TakeOwnership { get; init; }

    /// <summary>Consent to delete objects and make them anew where a field cannot be changed in place (`--force-replace`).</summary>
    public bool Recreate { get; init; }

    /// <summary>Revisions kept; 0 keeps all.</summary>
    public int HistoryMax { get; init; } = 10;

    /// <summary>Replaces the usual description of the revision; null for the usual one.</summary>
    public string? Description { get; init; }

    /// <summary>Parallel requests to the server.</summary>
    public int Concurrency { get; init; } = 32;
}

/// <summary>Whether an operation only prints its plan, and who computes it.</summary>
public enum DryRun
{
    None,

    /// <summary>No cluster is asked for more than it is asked for by `template`.</summary>
    Client,

    /// <summary>The API server computes every change; nothing is stored.</summary>
    Server,
}

/// <summary>What to do when other managers own a field this release sets.</summary>
public enum ConflictPolicy
{
    /// <summary>Stop before the first write.</summary>
    Fail,

    /// <summary>Take the field.</summary>
    Force,
}
