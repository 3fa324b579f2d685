using PackMan.Charts;
using PackMan.Charts.Bundling;
using PackMan.Charts.Loading;

namespace PackMan.Distribution;

/// <summary>Charts of the local file system: a folder that holds `Chart.yaml`, a `.tgz`, or a bundle.</summary>
/// <param name="workingFolder">What relative references start from.</param>
public sealed class LocalChartSource(string workingFolder) : IChartSource
{
    /// <inheritdoc/>
    public Task<Chart> LoadAsync(string reference, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return Task.FromResult(Open(
            reference,
            folder => ChartLoader.LoadFolder(folder, reference, cancellationToken),
            archive => Load(archive, reference, cancellationToken)));
    }

    /// <inheritdoc/>
    public Task<ExaminedChart> ExamineAsync(string reference, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return Task.FromResult(Open(
            reference,
            folder => ChartExaminer.ExamineFolder(folder, reference, cancellationToken),
            archive => BundleArchive.ReadChart(archive, reference, chart => ChartExaminer.ExamineArchive(chart, reference, cancellationToken), cancellationToken).Result));
    }

    /// <summary>Whether something lies at a path, a chart or not.</summary>
    internal bool Has(string reference) => reference.Length > 0 && Path.Exists(FullPath(reference));

    /// <summary>The error of a path that leads nowhere.</summary>
    internal ChartNotFoundException Missing(string reference) => new(reference, "there is no such folder or archive", NearbyCharts.Find(workingFolder, reference));

    /// <summary>A reference made absolute.</summary>
    internal string FullPath(string reference) => Path.GetFullPath(reference, workingFolder);

    private static Chart Load(Stream archive, string reference, CancellationToken cancellationToken)
    {
        var (chart, bundle) = BundleArchive.ReadChart(archive, reference, content => ChartLoader.LoadArchive(content, reference, cancellationToken), cancellationToken);
        return chart with { BundledImages = bundle?.Images };
    }

    private T Open<T>(string reference, Func<string, T> openFolder, Func<Stream, T> openArchive)
    {
        if (reference.Length == 0)
        {
            throw new ChartNotFoundException(reference, "the name of the chart is empty", NearbyCharts.Find(workingFolder, reference));
        }

        var path = FullPath(reference);
        if (Directory.Exists(path))
        {
            return File.Exists(Path.Combine(path, "Chart.yaml"))
                ? openFolder(path)
                : throw new ChartNotFoundException(reference, "the folder has no `Chart.yaml`", NearbyCharts.Find(workingFolder, reference));
        }

        return File.Exists(path) ? OpenArchive(path, reference, openArchive) : throw Missing(reference);
    }

    private static T OpenArchive<T>(string path, string reference, Func<Stream, T> open)
    {
        try
        {
            using var archive = File.OpenRead(path);
            return open(archive);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableChartException(reference, reference, exception);
        }
    }
}
