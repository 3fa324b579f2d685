using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Charts.Packaging;
using PackMan.Distribution.Oci;
using PackMan.Distribution.Signing;

namespace PackMan.Distribution.Bundling;

/// <summary>A chart's archive with the signatures that were found of it.</summary>
public sealed record GatheredChart(Chart Chart, ChartFile Archive, ImmutableArray<ChartFile> Evidence)
{
    /// <summary>A chart that was packed just now, which nobody has signed.</summary>
    public static GatheredChart Of(ChartPackage package)
    {
        ArgumentNullException.ThrowIfNull(package);
        return new GatheredChart(package.Chart, new ChartFile(package.FileName, package.Content), []);
    }

    /// <summary>A chart that was fetched, with what lies beside it.</summary>
    /// <exception cref="PackManException">The place of its signatures cannot be asked.</exception>
    public static async Task<GatheredChart> OfAsync(Chart chart, FetchedArchive fetched, ChartAccess access, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(chart);
        ArgumentNullException.ThrowIfNull(fetched);
        ArgumentNullException.ThrowIfNull(access);
        var name = $"{chart.Metadata.Name}-{chart.Metadata.Version}.tgz";
        var evidence = await new EvidenceFinder(access).FindAsync(fetched, cancellationToken);
        var manifest = fetched.ManifestDigest is { } digest ? access.Cache.ReadAll(digest) : null;
        return new GatheredChart(chart, new ChartFile(name, access.Cache.ReadAll(fetched.Digest)), BundledEvidence.Write(evidence, name, manifest));
    }
}
