using System.Collections.Immutable;
using System.Security.Cryptography;
using PackMan.Charts;
using PackMan.Charts.Locking;

namespace PackMan.Subcharts;

/// <summary>Holds what lies in `charts/` against what `Chart.lock` pins, so that nothing is rendered that was swapped or damaged on its way.</summary>
internal static class LockedSubcharts
{
    /// <summary>The warnings there are: a lock out of step, a folder that was changed by hand.</summary>
    /// <exception cref="LockedContentException">An archive in `charts/` is not the one that is pinned.</exception>
    public static ImmutableArray<string> Check(Chart chart)
    {
        if (ChartLock.Of(chart) is not { PinsContent: true } locked)
        {
            return [];
        }

        var warnings = ImmutableArray.CreateBuilder<string>();
        var comparison = LockComparison.Of(chart.Metadata.Dependencies, locked.Dependencies, pinsContent: true);
        if (!comparison.IsInStep)
        {
            warnings.Add($"`{ChartLock.FileNameFor(chart.Metadata)}` is out of step with the dependencies of chart `{chart.Metadata.Name}`: {string.Join("; ", comparison.Changes)}");
        }

        Check(chart, chart, comparison.Pairs, warnings);
        return warnings.ToImmutable();
    }

    private static void Check(Chart parent, Chart root, ImmutableArray<LockPair> pairs, ImmutableArray<string>.Builder warnings)
    {
        foreach (var (requirement, locked) in pairs)
        {
            if (locked is { IsPinned: true } && SubchartSlot.Newest(parent, requirement) is { } chart)
            {
                Check(parent, root, chart, locked, warnings);
            }
        }
    }

    private static void Check(Chart parent, Chart root, Chart chart, LockedDependency locked, ImmutableArray<string>.Builder warnings)
    {
        var name = chart.Location[(chart.Location.LastIndexOf('/') + 1)..];
        var archive = parent.AllFiles.FirstOrDefault(file => file.Path == $"charts/{name}");
        if (archive is not null && locked.Digest is { } digest && digest == Sha256(archive))
        {
            return;
        }

        if (locked.Holds(chart))
        {
            Check(chart, root, LockComparison.Of(chart.Metadata.Dependencies, locked.Dependencies, pinsContent: true).Pairs, warnings);
        }
        else if (archive is null)
        {
            warnings.Add($"`{chart.Location}` is a folder put in by hand, and not the `{locked.Name}` {locked.Version} that the lock pins");
        }
        else if (chart.Metadata.Version.ToString() != locked.Version)
        {
            throw new LockedContentException(chart.Location, root, $"it is `{locked.Name}` {chart.Metadata.Version}, and {locked.Version} is pinned");
        }
        else
        {
            throw locked.Digest is { } expected
                ? new LockedContentException(chart.Location, root, $"its digest is `{Sha256(archive)}`, and `{expected}` is pinned")
                : new LockedContentException(chart.Location, root, $"the digest of its files is `{locked.OwnDigestOf(chart)}`, and `{locked.ContentDigest}` is pinned");
        }
    }

    private static string Sha256(ChartFile file) => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(file.Content.Span));
}

/// <summary>A vendored chart that is not the one `Chart.lock` pins.</summary>
/// <param name="path">The archive: `shop/charts/cache-1.4.2.tgz`.</param>
/// <param name="chart">The chart that the lock belongs to.</param>
public sealed class LockedContentException(string path, Chart chart, string reason)
    : PackManException($"`{path}` is not what the lock pins: {reason}")
{
    public string Path { get; } = path;

    public override string Hint { get; } = chart.IsPacked
        ? "It was packed so, or changed since: fetch it anew, or have it packed anew"
        : $"`packman dependency build {chart.Location}` puts back what is pinned; `packman dependency update {chart.Location}` pins anew";
}
