using System.Collections.Immutable;

namespace PackMan.Releases;

/// <summary>What a revision's labels and annotations tell, read without its record (`list`, `history`).</summary>
public sealed record ReleaseSummary
{
    public required ReleaseName Name { get; init; }

    public required string Namespace { get; init; }

    public required int Revision { get; init; }

    public required ReleaseStatus Status { get; init; }

    public required string ChartName { get; init; }

    public required string ChartVersion { get; init; }

    public string AppVersion { get; init; } = "";

    /// <summary>When the revision was deployed, failed or was uninstalled; being superseded does not change it.</summary>
    public required DateTimeOffset Updated { get; init; }

    public string Description { get; init; } = "";

    /// <summary>The user's labels of the release (`--labels`), without PackMan's own.</summary>
    public ImmutableSortedDictionary<string, string> Labels { get; init; } = ImmutableSortedDictionary<string, string>.Empty;

    /// <summary>resourceVersion of the head Secret, which guards status changes; null before it is stored.</summary>
    public string? ResourceVersion { get; init; }
}
