using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Charts.Locking;
using PackMan.Distribution.Cache;

namespace PackMan.Distribution.Dependencies;

/// <summary>The folder of a chart, as far as its dependencies go: `Chart.yaml`, `Chart.lock` and what lies in `charts/`.</summary>
internal sealed class DependencyFolder
{
    private DependencyFolder(string path, Chart chart, ImmutableArray<VendoredItem> vendored)
    {
        Path = path;
        Chart = chart;
        Vendored = vendored;
        Lock = ChartLock.Of(chart);
    }

    public string Path { get; }

    /// <summary>The chart without its subcharts.</summary>
    public Chart Chart { get; }

    public ChartLock? Lock { get; }

    public ImmutableArray<VendoredItem> Vendored { get; }

    public string LockName => ChartLock.FileNameFor(Chart.Metadata);

    public string Location => Chart.Location;

    public ImmutableArray<ChartDependency> Requirements => Chart.Metadata.Dependencies;

    private string ChartsFolder => System.IO.Path.Combine(Path, "charts");

    /// <exception cref="PackManException">It is no folder of a chart.</exception>
    public static DependencyFolder Open(string path, string location, CancellationToken cancellationToken)
    {
        if (!File.Exists(System.IO.Path.Combine(path, "Chart.yaml")))
        {
            throw new NoChartFolderException(location);
        }

        return new DependencyFolder(path, ChartLoader.LoadFolderAlone(path, location, cancellationToken), VendoredItem.In(path, location, cancellationToken));
    }

    /// <summary>Lets the cache know what lies in `charts/`, so that it is not fetched again.</summary>
    public void Seed(ContentCache cache)
    {
        foreach (var item in Vendored.Where(item => !item.IsFolder && item.Chart is not null))
        {
            cache.Keep(File.ReadAllBytes(System.IO.Path.Combine(ChartsFolder, item.Name)));
        }
    }

    /// <summary>The folder that was put in by hand in place of a dependency; null when there is none that fits.</summary>
    public VendoredItem? FolderFor(ChartDependency requirement) =>
        Vendored.FirstOrDefault(item => item.IsFolderFor(requirement));

    /// <summary>Puts archives into `charts/`, then removes those that were there for earlier versions.</summary>
    /// <returns>What was written and removed.</returns>
    /// <exception cref="ChartFolderException">The folder cannot be written; what was there is still there.</exception>
    public (ImmutableArray<string> Written, ImmutableArray<string> Removed) Replace(ImmutableArray<ChartFile> archives, Action commitLock)
    {
        using var staged = new StagedFiles(ChartsFolder);
        var written = ImmutableArray.CreateBuilder<string>();
        foreach (var archive in archives.Where(archive => !IsThere(archive)))
        {
            staged.Add(NameOf(archive), archive.Content.Span);
            written.Add(NameOf(archive));
        }

        staged.Commit();
        commitLock();
        var kept = archives.Select(NameOf).ToHashSet(StringComparer.Ordinal);
        ImmutableArray<string> removed = [.. Stale().Where(name => !kept.Contains(name))];
        foreach (var name in removed)
        {
            Guard(System.IO.Path.Combine(ChartsFolder, name), File.Delete);
        }

        return (written.ToImmutable(), removed);
    }

    /// <summary>Writes the lock unless nothing but its time would change.</summary>
    /// <returns>Whether it was written.</returns>
    public bool WriteLock(ChartLock locked, ImmutableArray<ChartDependency> requirements)
    {
        var path = System.IO.Path.Combine(Path, LockName);
        var unchanged = ChartLockText.Write(locked with { Generated = Lock?.Generated ?? "" }, requirements);
        if (File.Exists(path) && File.ReadAllText(path) == unchanged)
        {
            return false;
        }

        Guard(path, target => AtomicFile.Write(target, System.Text.Encoding.UTF8.GetBytes(ChartLockText.Write(locked, requirements))));
        return true;
    }

    public bool DeleteLock()
    {
        var path = System.IO.Path.Combine(Path, LockName);
        var isThere = File.Exists(path);
        Guard(path, File.Delete);
        return isThere;
    }

    // Ours are the archives of charts that are fetched, or were when the lock was written. All others are the user's.
    private IEnumerable<string> Stale()
    {
        var byHand = Requirements.Where(requirement => requirement.Repository.Length == 0).Select(requirement => requirement.Name);
        var fetched = Requirements.Select(requirement => (requirement.Name, requirement.Repository))
            .Concat(Lock?.Dependencies.Select(locked => (locked.Name, locked.Repository)) ?? [])
            .Where(dependency => dependency.Repository.Length > 0)
            .Select(dependency => dependency.Name)
            .Except(byHand)
            .ToList();
        return Vendored.Where(item => fetched.Exists(item.IsArchiveOf)).Select(item => item.Name);
    }

    private bool IsThere(ChartFile archive)
    {
        var path = System.IO.Path.Combine(ChartsFolder, NameOf(archive));
        return File.Exists(path) && new FileInfo(path).Length == archive.Content.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(archive.Content.Span);
    }

    private static string NameOf(ChartFile archive) => System.IO.Path.GetFileName(archive.Path);

    private static void Guard(string path, Action<string> work)
    {
        try
        {
            work(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ChartFolderException(path, exception);
        }
    }
}
