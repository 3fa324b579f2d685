using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Charts.Packaging;
using PackMan.Distribution.Cache;

namespace PackMan.Distribution.Dependencies;

/// <summary>Charts in folders beside the one that depends on them, named by `file://`. They are packed as they are.</summary>
internal sealed class FolderDependencies(ContentCache cache) : IDependencySource
{
    public Task<FoundDependency> FindAsync(DependencyRequest request, CancellationToken cancellationToken)
    {
        var written = request.Repository[RepositoryKinds.FolderScheme.Length..];

        // A chart from elsewhere must not make us read folders of this machine.
        var folder = request.Folder is { } start
            ? Path.GetFullPath(written, start)
            : throw new DependencyRefusedException($"`{request.Repository}` means a folder beside the chart, and the chart that names it was not taken from a folder", "Ask whoever makes the chart to publish it with its dependencies in `charts/`");
        if (!File.Exists(Path.Combine(folder, "Chart.yaml")))
        {
            throw new DependencyRefusedException($"`{written}` is no folder of a chart", $"`file://` starts at the folder of the chart that depends on it: `{folder}` was looked for");
        }

        var chart = ChartLoader.LoadFolder(folder, written, cancellationToken);
        Check(request, chart);
        var digest = cache.Keep(ChartPackage.Of(chart).Content.Span);
        return Task.FromResult(new FoundDependency(chart, digest, folder) { Repository = request.Repository });
    }

    private static void Check(DependencyRequest request, Chart chart)
    {
        if (chart.Metadata.Name == request.Name && request.Version.Text.Length > 0 && request.Version.Best([chart.Metadata.Version]) is null)
        {
            throw new DependencyRefusedException(
                $"`{chart.Location}` holds version `{chart.Metadata.Version}`, and `{request.Version.Text}` is asked for",
                "Change the range, or the version in the folder");
        }
    }
}
