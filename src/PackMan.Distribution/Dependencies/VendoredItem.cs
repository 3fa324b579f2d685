using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Distribution.Cache;

namespace PackMan.Distribution.Dependencies;

/// <summary>An archive or folder in the `charts/` of a chart.</summary>
/// <param name="Name">`cache-1.4.2.tgz`, or the name of the folder.</param>
/// <param name="Chart">The chart in it; null when it cannot be read.</param>
/// <param name="Fault">Why it cannot be read.</param>
public sealed record VendoredItem(string Name, bool IsFolder, Chart? Chart, string? Fault)
{
    /// <summary>Of an archive; null for a folder, and for an archive that cannot be read.</summary>
    public ContentDigest? Digest { get; init; }

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
        : Name.StartsWith(chart + "-", StringComparison.Ordinal) && SemanticVersion.TryParse(Path.GetFileNameWithoutExtension(Name)[(chart.Length + 1)..]) is { IsComplete: true });

    /// <summary>Whether it is a folder that was put in by hand in place of a dependency.</summary>
    public bool IsFolderFor(ChartDependency requirement)
    {
        ArgumentNullException.ThrowIfNull(requirement);
        return IsFolder && Chart is not null && requirement.IsMetBy(Chart.Metadata);
    }

    // Helm's rule: what begins with `_` or `.` is no chart, nor is a file that is no archive.
    private static bool IsChart(FileSystemInfo entry) =>
        entry.Name[0] is not ('_' or '.') && (entry is DirectoryInfo || entry.Name.EndsWith(".tgz", StringComparison.Ordinal));

    /// <summary>What `charts/` of a packed chart holds, by name. Nothing in it keeps the rest from being read.</summary>
    /// <param name="location">What the user calls the chart.</param>
    public static ImmutableArray<VendoredItem> In(UnpackedChart chart, string location)
    {
        ArgumentNullException.ThrowIfNull(chart);
        return
        [
            .. chart.Vendored().Select(files => Read(
                files.Name,
                files.Archive is null,
                () => files.Load($"{location}/charts/{files.Name}"),
                () => ContentDigest.Of(files.Archive!.Value.Span))),
        ];
    }

    private static VendoredItem Read(FileSystemInfo entry, string location, CancellationToken cancellationToken) => entry is DirectoryInfo
        ? Read(entry.Name, true, () => ChartLoader.LoadFolder(entry.FullName, location, cancellationToken), () => null)
        : Read(entry.Name, false, () => OpenArchive(entry.FullName, location, archive => ChartLoader.LoadArchive(archive, location, cancellationToken)), () => OpenArchive(entry.FullName, location, ContentDigest.Of));

    private static VendoredItem Read(string name, bool isFolder, Func<Chart> load, Func<ContentDigest?> digest)
    {
        try
        {
            return new VendoredItem(name, isFolder, load(), null) { Digest = isFolder ? null : digest() };
        }
        catch (PackManException fault)
        {
            return new VendoredItem(name, isFolder, null, fault.Message);
        }
    }

    private static T OpenArchive<T>(string path, string location, Func<Stream, T> read)
    {
        try
        {
            using var archive = File.OpenRead(path);
            return read(archive);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableChartException(location, location, exception);
        }
    }
}
