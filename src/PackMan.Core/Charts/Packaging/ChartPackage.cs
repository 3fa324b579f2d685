using System.Collections.Immutable;
using System.Security.Cryptography;
using PackMan.Charts.Loading;

namespace PackMan.Charts.Packaging;

/// <summary>A chart as the bytes of its `.tgz`; equal charts give equal bytes.</summary>
/// <param name="Chart">The chart in it.</param>
/// <param name="Content">The bytes of the archive.</param>
public sealed record ChartPackage(Chart Chart, ReadOnlyMemory<byte> Content)
{
    /// <summary>`web-1.2.0.tgz`.</summary>
    public string FileName => $"{Chart.Metadata.Name}-{Chart.Metadata.Version}.tgz";

    /// <summary>`sha256:` of the archive's bytes, as registries and `index.yaml` name it.</summary>
    public string Digest => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Content.Span));

    /// <exception cref="ArchivePathException">A path is longer than an archive holds.</exception>
    public static ChartPackage Of(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        return new ChartPackage(chart, ChartArchiveWriter.Write(chart.Metadata.Name, chart.AllFiles));
    }

    /// <summary>The chart with files added to it, such as archives of charts it lacks; a file of a path that is there takes its place.</summary>
    /// <exception cref="PackManException">The chart breaks a rule of loading with these files.</exception>
    public static ChartPackage With(Chart chart, params ImmutableArray<ChartFile> added)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var paths = added.Select(file => file.Path).ToHashSet(StringComparer.Ordinal);
        var files = chart.AllFiles.Where(file => !paths.Contains(file.Path)).Concat(added).OrderBy(file => file.Path, StringComparer.Ordinal);
        return Of(ChartLoader.LoadFiles([.. files], chart.Location));
    }
}
