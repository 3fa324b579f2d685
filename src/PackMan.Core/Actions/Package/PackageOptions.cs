using PackMan.Charts;

namespace PackMan.Actions.Package;

/// <summary>What `package` was asked for.</summary>
public sealed record PackageOptions
{
    public required Chart Chart { get; init; }

    /// <summary>Takes the place of the chart's version; null keeps it.</summary>
    public SemanticVersion? Version { get; init; }

    /// <summary>Takes the place of the chart's `appVersion`; null keeps it.</summary>
    public string? AppVersion { get; init; }

    /// <summary>Is told what the user should know.</summary>
    public Action<string>? Warn { get; init; }
}
