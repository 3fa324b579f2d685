using System.Collections.Immutable;
using PackMan.Charts.Loading;
using PackMan.Charts.Packaging;

namespace PackMan.Charts.Bundling;

/// <summary>Bundles as files: a gzipped tar whose first entry says what else is in it. The same bundle gives the same bytes.</summary>
public static class BundleArchive
{
    // A chart's archive, and small files about it.
    private static readonly ChartLimits Limits = new()
    {
        TotalBytes = 120 * 1024 * 1024,
        FileBytes = 100 * 1024 * 1024,
        Files = 512,
        Depth = 3,
    };

    // As much as is read to tell whether a file is a bundle.
    private const long LargestHead = 256 * 1024;

    /// <exception cref="PackManException">The bundle is larger than what can be read back.</exception>
    public static byte[] Write(ChartBundle bundle)
    {
        ArgumentNullException.ThrowIfNull(bundle);
        var bytes = ChartArchiveWriter.Write(bundle.FullName, [BundleIndex.Of(bundle).Write(), bundle.ChartFile, .. bundle.Evidence]);
        using var written = new MemoryStream(bytes, writable: false);
        _ = TryRead(written, $"{bundle.FullName}.bundle.tgz");
        return bytes;
    }

    /// <summary>The bundle in a file; null when the file is something else, such as a chart.</summary>
    /// <param name="archive">Read from where it stands; a file that is no bundle stands there again afterwards.</param>
    /// <param name="location">What the user calls it in messages.</param>
    /// <param name="cancellationToken">Ends the reading between two files.</param>
    /// <exception cref="PackManException">The bundle is damaged, hostile, or not as its index says.</exception>
    public static ChartBundle? TryRead(Stream archive, string location, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(archive);
        var start = archive.Position;
        var isBundle = IsBundle(archive);
        archive.Position = start;
        return isBundle ? Read(archive, location, cancellationToken) : null;
    }

    /// <summary>What a reader of charts makes of a file that may be a bundle: of the chart in it, then.</summary>
    /// <param name="archive">The bytes of a chart's archive or a bundle; stays open.</param>
    /// <param name="location">What the user calls it in messages.</param>
    /// <param name="read">Gets the chart's archive.</param>
    /// <param name="cancellationToken">Ends the reading between two files.</param>
    /// <exception cref="PackManException">The bundle is damaged, hostile, or not as its index says.</exception>
    public static (T Result, ChartBundle? Bundle) ReadChart<T>(Stream archive, string location, Func<Stream, T> read, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(read);
        if (TryRead(archive, location, cancellationToken) is not { } bundle)
        {
            return (read(archive), null);
        }

        using var chart = bundle.OpenChart();
        return (read(chart), bundle);
    }

    private static bool IsBundle(Stream archive)
    {
        try
        {
            using var gzip = new GunzipStream(archive);
            using var bounded = new BoundedStream(gzip, LargestHead, () => new InvalidDataException("the first entry is too large"));
            using var entries = new TarEntries(bounded);
            return entries.Next() is { Name: var name } && name.Split('/') is [_, BundleIndex.FileName];
        }
        catch (Exception exception) when (exception is NoGzipException or EndOfStreamException or InvalidDataException)
        {
            // Whoever reads it as a chart tells what is wrong.
            return false;
        }
    }

    private static ChartBundle Read(Stream archive, string location, CancellationToken cancellationToken)
    {
        var files = ChartArchive.Read(archive, location, new LoadBudget(Limits), cancellationToken);
        var index = BundleIndex.Read(files.First(file => file.Path == BundleIndex.FileName), location);
        var content = files.Where(file => file.Path != BundleIndex.FileName).ToImmutableArray();
        foreach (var file in content)
        {
            RequireAsNamed(file, index, location);
        }

        if (index.Files.Keys.FirstOrDefault(path => !content.Any(file => file.Path == path)) is { } missing)
        {
            throw new BundleException(location, $"`{ChartPath.Show(missing)}` is missing in it", BundleException.FetchAgain);
        }

        return content.FirstOrDefault(file => file.Path == index.Chart) is { } chart
            ? new ChartBundle(chart, content.Remove(chart), index.Images)
            : throw new BundleException(location, $"its chart `{ChartPath.Show(index.Chart)}` is missing in it", BundleException.FetchAgain);
    }

    private static void RequireAsNamed(ChartFile file, BundleIndex index, string location)
    {
        if (!index.Files.TryGetValue(file.Path, out var digest))
        {
            throw new BundleException(location, $"it holds `{file.Path}`, which its `{BundleIndex.FileName}` does not name", BundleException.WasChanged);
        }

        if (BundleIndex.Digest(file) is var found && found != digest)
        {
            throw new BundleException(location, $"`{file.Path}` in it was changed: its digest is `{found}`, and `{digest}` is what the bundle was made with", BundleException.WasChanged);
        }
    }
}
