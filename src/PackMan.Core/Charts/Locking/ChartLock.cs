using System.Collections.Immutable;

namespace PackMan.Charts.Locking;

/// <summary>
/// `Chart.lock`: which charts the requirements of `Chart.yaml` stand for, until they are updated. Ours pin content and what lies
/// below the direct dependencies too; Helm's pin the versions of these alone.
/// </summary>
public sealed record ChartLock
{
    /// <summary>One for each requirement of `Chart.yaml`, in its order.</summary>
    public ImmutableArray<LockedDependency> Dependencies { get; init; } = [];

    /// <summary>Whether contents are pinned, which Helm's locks do not do.</summary>
    public bool PinsContent { get; init; }

    /// <summary>When the lock last changed, as it is written in it.</summary>
    public string Generated { get; init; } = "";

    /// <summary>What the lock of a chart is called: Helm's first charts have another name for it.</summary>
    public static string FileNameFor(ChartMetadata chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        return chart.ApiVersion == "v1" ? "requirements.lock" : "Chart.lock";
    }

    /// <summary>The lock of a chart; null when it has none.</summary>
    /// <exception cref="PackManException">The lock cannot be read.</exception>
    public static ChartLock? Of(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var name = FileNameFor(chart.Metadata);
        return chart.AllFiles.FirstOrDefault(file => file.Path == name) is { } file ? ChartLockReader.Read(chart.Location, file) : null;
    }
}
