using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Charts.Locking;

namespace PackMan.Distribution.Dependencies;

/// <summary>What a chart depends on, held against what lies in its `charts/`.</summary>
/// <param name="Entries">In the order of `Chart.yaml`.</param>
/// <param name="Warnings">What lies there besides, a sentence each.</param>
public sealed record DependencyList(ImmutableArray<DependencyEntry> Entries, ImmutableArray<string> Warnings)
{
    /// <param name="path">The chart's folder.</param>
    /// <param name="location">What the user calls it.</param>
    /// <exception cref="PackManException">It is no folder of a chart.</exception>
    public static DependencyList Of(string path, string location, CancellationToken cancellationToken = default)
    {
        var folder = DependencyFolder.Open(path, location, cancellationToken);
        var comparison = LockComparison.Of(folder.Requirements, folder.Lock?.Dependencies ?? [], folder.Lock is { PinsContent: true });
        return new DependencyList(
            [.. comparison.Pairs.Select(pair => new DependencyEntry(pair.Requirement, pair.Locked, Status(folder, pair)))],
            [.. WarningsOn(folder, comparison)]);
    }

    // Helm's words.
    private static string Status(DependencyFolder folder, LockPair pair)
    {
        var archives = folder.Vendored.Where(item => item.IsArchiveOf(pair.Requirement.Name)).ToList();
        var fitting = archives.Where(item => item.Chart is { } chart && pair.Requirement.IsMetBy(chart.Metadata)).ToList();
        return (fitting.Count, folder.FolderFor(pair.Requirement)) switch
        {
            (0, { }) => "unpacked",
            (0, _) when archives.Exists(item => item.Chart is null) => "corrupt",
            (0, _) when archives.Count > 0 || folder.Vendored.Any(item => item.Chart?.Metadata.Name == pair.Requirement.Name) => "wrong version",
            (0, _) => "missing",
            (1, null) => IsAsLocked(folder, fitting[0], pair.Locked) ? "ok" : "not as locked",
            _ => "too many matches",
        };
    }

    private static bool IsAsLocked(DependencyFolder folder, VendoredItem item, LockedDependency? locked) =>
        locked is not { IsPinned: true } || locked.Digest == folder.DigestOf(item).ToString() || locked.Holds(item.Chart!);

    private static IEnumerable<string> WarningsOn(DependencyFolder folder, LockComparison comparison)
    {
        foreach (var item in folder.Vendored)
        {
            if (item.Fault is { } fault)
            {
                yield return fault;
            }
            else if (!folder.Requirements.Any(requirement => requirement.Name == item.Chart!.Metadata.Name))
            {
                yield return $"`{item.Chart!.Location}` is no dependency that `Chart.yaml` names, and is in use all the same";
            }
        }

        if (folder.Lock is not null && !comparison.IsInStep)
        {
            yield return $"`{folder.LockName}` is out of step with `Chart.yaml`: {string.Join("; ", comparison.Changes)}";
        }
    }
}

/// <summary>A requirement of `Chart.yaml`.</summary>
/// <param name="Locked">What it is locked to; null when it is not.</param>
/// <param name="Status">Whether `charts/` has it, in Helm's words.</param>
public sealed record DependencyEntry(ChartDependency Requirement, LockedDependency? Locked, string Status);
