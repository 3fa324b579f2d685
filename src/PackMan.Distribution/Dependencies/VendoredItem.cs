using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Charts.Loading;

namespace PackMan.Distribution.Dependencies;

/// <summary>An archive or folder in the `charts/` of a chart.</summary>
/// <param name="Name">`cache-1.4.2.tgz`, or the name of the folder.</param>
/// <param name="Chart">The chart in it; null when it cannot be read.</param>
/// <param name="Fault">Why it cannot be read.</param>
public sealed record VendoredItem(string Name, bool IsFolder, Chart? Chart, string? Fault)
{
    /// <summary>What `charts/` holds, by name. Nothing in it keeps the rest from being read.</summary>
    /// <param name="folder">The chart's folder.</param>
    /// <param name="location">What the user calls the chart.</param>
    public static ImmutableArray<VendoredItem> In(string folder, string location, CancellationToken cancellationToken = default)
    {
        var charts = new DirectoryInfo(Path.Combine(folder, "charts"));
        return !charts.Exists
            ? []
            : [.. charts.EnumerateFileSystemInfos()
                .Where(IsChart)
                .OrderBy(entry => entry.Name, StringComparer.Ordinal)
                .Select(entry => Read(entry, $"{location}/charts/{entry.Name}", cancellationToken))];
    }

    /// <summary>Whether it is an archive of a chart, as far as its name tells.</summary>
    public bool IsArchiveOf(string chart) => !IsFolder && (Chart is not null
        ? Chart.Metadata.Name == chart
        : Name.StartsWith(chart + "-", StringComparison.Ordinal) && SemanticVersion.TryParse(Path.GetFileNameWithoutExtension(Name)[(chart.Length + 1)..]) is not null);

    // Helm's rule: what begins with `_` or `.` is no chart, nor is a file that is no archive.
    private static bool IsChart(FileSystemInfo entry) =>
        entry.Name[0] is not ('_' or '.') && (entry is DirectoryInfo || entry.Name.EndsWith(".tgz", StringComparison.Ordinal));

    private static VendoredItem Read(FileSystemInfo entry, string location, CancellationToken cancellationToken)
    {
        var isFolder = entry is DirectoryInfo;
        try
        {
            return new VendoredItem(entry.Name, isFolder, isFolder ? ChartLoader.LoadFolder(entry.FullName, location, cancellationToken) : LoadArchive(entry.FullName, location, cancellationToken), null);
        }
        catch (PackManException fault)
        {
            return new VendoredItem(entry.Name, isFolder, null, fault.Message);
        }
    }

    private static Chart LoadArchive(string path, string location, CancellationToken cancellationToken)
    {
        try
        {
            using var archive = File.OpenRead(path);
            return ChartLoader.LoadArchive(archive, location, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableChartException(location, location, exception);
        }
    }
}
