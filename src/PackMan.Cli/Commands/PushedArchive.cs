using PackMan.Actions.Package;
using PackMan.Charts;
using PackMan.Charts.Bundling;
using PackMan.Charts.Loading;
using PackMan.Distribution.Bundling;
using PackMan.Distribution.Oci;

namespace PackMan.Cli.Commands;

/// <summary>What `push` sends: an archive as it is with the provenance beside it, the same out of a bundle, or a folder packed as `package` would.</summary>
internal static class PushedArchive
{
    private const long LargestProvenance = 1024 * 1024;

    /// <summary>The chart, checked as `package` checks it; its archive is the caller's to close.</summary>
    /// <exception cref="PackManException">It is no chart, or would not install.</exception>
    public static async Task<PackagedChart> OpenAsync(CommandContext context, string path, CancellationToken cancellationToken)
    {
        var file = context.Surroundings.FullPath(path);
        if (!File.Exists(file))
        {
            var chart = await context.Stations.Charts.LoadAsync(path, cancellationToken);
            var package = PackageAction.Run(new PackageOptions { Chart = chart }, context.Stations.Templates);
            return new PackagedChart(chart.Metadata, new MemoryStream(package.Content.ToArray(), writable: false), null);
        }

        var archive = Open(file, path);
        try
        {
            if (BundleArchive.TryRead(archive, path, cancellationToken) is { } bundle)
            {
                await archive.DisposeAsync();
                return Open(context, bundle, path, cancellationToken);
            }

            return new PackagedChart(Check(context, ChartLoader.LoadArchive(archive, path, cancellationToken)), archive, ReadProvenance($"{file}.prov", path));
        }
        catch
        {
            await archive.DisposeAsync();
            throw;
        }
    }

    private static PackagedChart Open(CommandContext context, ChartBundle bundle, string path, CancellationToken cancellationToken)
    {
        using var chart = bundle.OpenChart();
        return new PackagedChart(Check(context, ChartLoader.LoadArchive(chart, path, cancellationToken)), bundle.OpenChart(), BundledEvidence.FindProvenance(bundle));
    }

    private static ChartMetadata Check(CommandContext context, Chart chart)
    {
        PackageAction.Check(chart, context.Stations.Templates);
        return chart.Metadata;
    }

    private static byte[]? ReadProvenance(string file, string path)
    {
        try
        {
            var info = new FileInfo(file);
            return !info.Exists ? null : info.Length <= LargestProvenance ? File.ReadAllBytes(file) : throw new ChartLimitException(path, "its provenance file is too large", "1 MiB");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableChartException(path, $"{path}.prov", exception);
        }
    }

    private static FileStream Open(string file, string path)
    {
        try
        {
            return File.OpenRead(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new UnreadableChartException(path, path, exception);
        }
    }
}
