namespace PackMan.Actions.Uninstall;

/// <summary>What an uninstall was asked to do.</summary>
public sealed record UninstallOptions
{
    public required OperationOptions Operation { get; init; }

    /// <summary>Keep the revisions, the newest marked uninstalled.</summary>
    public bool KeepHistory { get; init; }

    /// <summary>Treat an unknown release as done.</summary>
    public bool IgnoreNotFound { get; init; }

    /// <summary>`Background`, `Foreground` or `Orphan`.</summary>
    public string Cascade { get; init; } = "Background";
}
