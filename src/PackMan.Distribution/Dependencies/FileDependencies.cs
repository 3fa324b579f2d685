using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Charts.Packaging;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Oci;
using PackMan.Distribution.Signing;

namespace PackMan.Distribution.Dependencies;

/// <summary>Charts beside the one that depends on them, named by `file://`: folders, which are packed as they are, and archives.</summary>
internal sealed class FileDependencies(ChartAccess access) : IDependencySource
{
    public async Task<FoundDependency> FindAsync(DependencyRequest request, CancellationToken cancellationToken)
    {
        var written = request.Repository[RepositoryKinds.FolderScheme.Length..];

        // A chart from elsewhere must not make us read files of this machine.
        var path = request.Folder is { } start
            ? Path.GetFullPath(written, start)
            : throw new DependencyRefusedException($"`{request.Repository}` means a file beside the chart that names it, and that chart was not taken from a folder", "Ask whoever makes the chart to publish it with its dependencies in `charts/`");
        var found = File.Exists(path) ? await TakeArchiveAsync(request.Repository, path, written, cancellationToken)
            : File.Exists(Path.Combine(path, "Chart.yaml")) ? PackFolder(request.Repository, path, written, cancellationToken)
            : throw new DependencyRefusedException($"`{written}` is neither a folder of a chart nor an archive", $"`file://` starts at the folder of the chart that depends on it: `{path}` was looked for");
        Check(request, found.Chart);
        return found;
    }

    private Task<FoundDependency> TakeArchiveAsync(string repository, string path, string written, CancellationToken cancellationToken)
    {
        using var archive = LocalArchive.Open(path, written);
        var digest = access.Cache.Keep(archive.GetBuffer().AsSpan(0, (int)archive.Length));
        return FoundDependency.OfAsync(new FetchedArchive(written, digest) { Place = new ArchivePlace.File(path) }, repository, access, cancellationToken);
    }

    private FoundDependency PackFolder(string repository, string path, string written, CancellationToken cancellationToken)
    {
        var chart = ChartLoader.LoadFolder(path, written, cancellationToken);
        return new FoundDependency(chart, access.Cache.Keep(ChartPackage.Of(chart).Content.Span), path) { Repository = repository };
    }

    private static void Check(DependencyRequest request, Chart chart)
    {
        if (chart.Metadata.Name == request.Name && request.Version.Text.Length > 0 && request.Version.Best([chart.Metadata.Version]) is null)
        {
            throw new DependencyRefusedException(
                $"`{chart.Location}` holds version `{chart.Metadata.Version}`, and `{request.Version.Text}` is asked for",
                "Change the range, or the version in the chart");
        }
    }
}
