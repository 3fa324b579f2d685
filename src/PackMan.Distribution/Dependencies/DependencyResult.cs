using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Charts.Locking;

namespace PackMan.Distribution.Dependencies;

/// <summary>What an update or a build did.</summary>
public sealed record DependencyResult
{
    /// <summary>The chart, without its subcharts.</summary>
    public required Chart Chart { get; init; }

    /// <summary>What the chart depends on now, in the order of `Chart.yaml`.</summary>
    public ImmutableArray<LockedDependency> Dependencies { get; init; } = [];

    /// <summary>Archives that came into `charts/`; those that were there already are not among them.</summary>
    public ImmutableArray<string> Written { get; init; } = [];

    /// <summary>Archives of earlier versions that are gone from `charts/`.</summary>
    public ImmutableArray<string> Removed { get; init; } = [];

    /// <summary>Whether the lock was written or removed.</summary>
    public bool LockChanged { get; init; }

    /// <summary>Things the user should know, a sentence each.</summary>
    public ImmutableArray<string> Notes { get; init; } = [];
}
