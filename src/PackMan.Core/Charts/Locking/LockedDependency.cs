using System.Collections.Immutable;
using PackMan.Charts.Loading;

namespace PackMan.Charts.Locking;

/// <summary>An entry of `Chart.lock`: the one chart that a requirement stands for.</summary>
public sealed record LockedDependency
{
    public required string Name { get; init; }

    /// <summary>As the chart itself says it; in Helm's locks, a range where the chart has no repository.</summary>
    public required string Version { get; init; }

    /// <summary>Where the chart was found; empty for one that was put into `charts/` by hand.</summary>
    public string Repository { get; init; } = "";

    /// <summary>`sha256:` of the archive as published; null for folders and for what was put in by hand, which have none, and in Helm's locks.</summary>
    public string? Digest { get; init; }

    /// <summary>The chart's own digest, over its files as they were found; null for what was put in by hand and in Helm's locks.</summary>
    public string? ContentDigest { get; init; }

    /// <summary>What the chart depends on and does not bring along in its own `charts/`.</summary>
    public ImmutableArray<LockedDependency> Dependencies { get; init; } = [];

    /// <summary>What its archive is called in `charts/`.</summary>
    public string FileName => $"{Name}-{Version}.tgz";

    public bool IsPinned => ContentDigest is not null;

    /// <summary>Whether a chart in `charts/` holds what is pinned, besides the archives that were added because it lacked them.</summary>
    public bool Holds(Chart chart) => ContentDigest == OwnDigestOf(chart);

    internal string OwnDigestOf(Chart chart)
    {
        if (Dependencies.IsEmpty)
        {
            return chart.Digest.Value;
        }

        var added = Dependencies.Select(dependency => $"charts/{dependency.FileName}").ToHashSet(StringComparer.Ordinal);
        return ChartDigest.Compute([.. chart.AllFiles.Where(file => !added.Contains(file.Path))]);
    }

    /// <summary>This entry and all below it.</summary>
    public IEnumerable<LockedDependency> All => Dependencies.SelectMany(dependency => dependency.All).Prepend(this);
}
