using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Charts.Bundling;
using PackMan.Charts.Loading;
using PackMan.Charts.Locking;
using PackMan.Distribution.Signing;

namespace PackMan.Distribution.Dependencies;

/// <summary>What a chart depends on, held against what lies in its `charts/`.</summary>
/// <param name="Entries">In the order of `Chart.yaml`.</param>
/// <param name="Warnings">What lies there besides, a sentence each.</param>
public sealed record DependencyList(ImmutableArray<DependencyEntry> Entries, ImmutableArray<string> Warnings)
{
    /// <param name="path">The chart's folder or archive.</param>
    /// <param name="location">What the user calls it.</param>
    /// <exception cref="PackManException">It is no chart.</exception>
    public static DependencyList Of(string path, string location, CancellationToken cancellationToken = default)
    {
        if (!Path.Exists(path))
        {
            throw new ChartNotFoundException(location, "there is no such folder or archive", NearbyCharts.Find(Path.GetDirectoryName(path) ?? "", location));
        }

        if (File.Exists(path))
        {
            using var archive = LocalArchive.Open(path, location);
            var unpacked = BundleArchive.ReadChart(archive, location, chart => UnpackedChart.Read(chart, location, cancellationToken), cancellationToken).Result;
            return Of(unpacked.LoadAlone(location), VendoredItem.In(unpacked, location));
        }

        var folder = DependencyFolder.Open(path, location, cancellationToken);
        return Of(folder.Chart, folder.Vendored);
    }

    private static DependencyList Of(Chart chart, ImmutableArray<VendoredItem> vendored)
    {
        var locked = ChartLock.Of(chart);
        var comparison = LockComparison.Of(chart.Metadata.Dependencies, locked?.Dependencies ?? [], locked is { PinsContent: true });
        var outOfStep = locked is null || comparison.IsInStep ? [] : new[] { $"`{ChartLock.FileNameFor(chart.Metadata)}` is out of step with `Chart.yaml`: {string.Join("; ", comparison.Changes)}" };
        return new DependencyList(
            [.. comparison.Pairs.Select(pair => new DependencyEntry(pair.Requirement, pair.Locked, Status(vendored, pair)))],
            [.. WarningsOn(chart, vendored), .. outOfStep]);
    }

    // Helm's words.
    private static string Status(ImmutableArray<VendoredItem> vendored, LockPair pair)
    {
        var archives = vendored.Where(item => item.IsArchiveOf(pair.Requirement.Name)).ToList();
        var fitting = archives.Where(item => item.Chart is { } chart && pair.Requirement.IsMetBy(chart.Metadata)).ToList();
        return (fitting.Count, vendored.Any(item => item.IsFolderFor(pair.Requirement))) switch
        {
            (0, true) => "unpacked",
            (0, _) when archives.Exists(item => item.Chart is null) => "corrupt",
            (0, _) when archives.Count > 0 || vendored.Any(item => item.Chart?.Metadata.Name == pair.Requirement.Name) => "wrong version",
            (0, _) => "missing",
            (1, false) => IsAsLocked(fitting[0], pair.Locked) ? "ok" : "not as locked",
            _ => "too many matches",
        };
    }

    private static bool IsAsLocked(VendoredItem item, LockedDependency? locked) =>
        locked is not { IsPinned: true } || locked.Digest == item.Digest?.ToString() || locked.Holds(item.Chart!);

    private static IEnumerable<string> WarningsOn(Chart chart, ImmutableArray<VendoredItem> vendored)
    {
        foreach (var item in vendored)
        {
            if (item.Fault is { } fault)
            {
                yield return fault;
            }
            else if (!chart.Metadata.Dependencies.Any(requirement => requirement.Name == item.Chart!.Metadata.Name))
            {
                yield return $"`{item.Chart!.Location}` is no dependency that `Chart.yaml` names, and is in use all the same";
            }
        }
    }
}

/// <summary>A requirement of `Chart.yaml`.</summary>
/// <param name="Locked">What it is locked to; null when it is not.</param>
/// <param name="Status">Whether `charts/` has it, in Helm's words.</param>
public sealed record DependencyEntry(ChartDependency Requirement, LockedDependency? Locked, string Status);
