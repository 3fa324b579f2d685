using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Distribution.Cache;

namespace PackMan.Distribution.Repositories;

/// <summary>A version of a chart, as far as an index is needed to find it.</summary>
/// <param name="Chart">Its name.</param>
public sealed record IndexedVersion(string Chart, SemanticVersion Version)
{
    public string AppVersion { get; init; } = "";

    /// <summary>Cut where it is longer than anybody reads.</summary>
    public string Description { get; init; } = "";

    /// <summary>Set apart by blanks.</summary>
    public string Keywords { get; init; } = "";

    /// <summary>Where its archive is, as the index says; never empty.</summary>
    public ImmutableArray<string> Urls { get; init; } = [];

    /// <summary>Of the archive; null when the index does not say.</summary>
    public ContentDigest? Digest { get; init; }
}
