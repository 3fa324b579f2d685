using System.CommandLine;
using PackMan.Actions.Package;
using PackMan.Charts.Bundling;
using PackMan.Cli.Commands.Dependency;
using PackMan.Cli.Options;
using PackMan.Cli.Output;
using PackMan.Distribution;
using PackMan.Distribution.Bundling;
using PackMan.Distribution.Oci;
using PackMan.Distribution.References;

namespace PackMan.Cli.Commands;

/// <summary>`packman bundle CHART`.</summary>
internal sealed class BundleCommand : PackManCommand
{
    private readonly Argument<string> _chart = new("CHART") { Description = $"The chart: {ChartFlags.Places}" };
    private readonly Option<string?> _out = Flag.Text("--out", "FILE", "File to write, in place of what is there (default: NAME-VERSION.bundle.tgz)");
    private readonly Option<bool> _resolveDigests = Flag.Switch("--resolve-digests", "Ask the registries of the images for the digests that their tags stand for now");
    private readonly ImageListing _listing = new();
    private readonly ChartFlags _chartFlags = new();
    private readonly OutputFlag _output = new();

    public BundleCommand()
        : base("bundle", "Put a chart and what it needs into one file, to install it without a network")
    {
        Details = "The bundle holds the chart's archive byte for byte with all charts it depends on, the signatures that were found of it, and the list of images it would run with the values given. "
            + "`install`, `upgrade` and all other commands take it as CHART. The images themselves are not in it: `packman images BUNDLE` lists what to copy. The same chart, signatures and images give the same bytes.";
        Examples =
        [
            "packman bundle oci://registry.example.org/charts/web:1.2.0 --out web.bundle.tgz",
            "packman bundle oci://registry.example.org/charts/web --version ^1.2 -f prod.yaml --resolve-digests",
            "packman bundle ./shop --dependency-update",
            "packman images web.bundle.tgz --short",
            "packman install web web.bundle.tgz -f prod.yaml",
        ];
        Add(_chart);
        Add(_out);
        Add(_resolveDigests);
        _listing.AddTo(this);
        _chartFlags.AddTo(this);
        _output.AddTo(this);
    }

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        var reference = context.Parsed.GetRequiredValue(_chart);
        using var access = context.Reach(_chartFlags.Read(context.Parsed, context.Surroundings));
        if (_chartFlags.UpdatesDependencies(context.Parsed))
        {
            await MissingCharts.FetchAsync(context, access, reference, cancellationToken);
        }

        var gathered = await GatherAsync(context, access, reference, cancellationToken);
        var images = _listing.Run(context, await RenderingInput.OfAsync(context, gathered.Chart, _listing.Values, cancellationToken), cancellationToken);
        if (context.Parsed.GetValue(_resolveDigests))
        {
            images = await new ImageDigests(access, (ChartReference.Parse(reference) as ChartReference.Oci)?.Reference.Repository.Host).ResolveAsync(images, cancellationToken);
        }

        var bundle = new ChartBundle(gathered.Archive, gathered.Evidence, images);
        var written = Write(context, bundle, reference);
        context.Print(_output.Read(context.Parsed), BundleModel.Of(gathered.Chart.Metadata, written), output => output.Write(BundleModel.Text(gathered.Chart.Metadata, written)));
        return ExitCodes.Done;
    }

    private static async Task<GatheredChart> GatherAsync(CommandContext context, ChartAccess access, string reference, CancellationToken cancellationToken)
    {
        var source = new ChartSource(new LocalChartSource(context.Surroundings.CurrentDirectory), access);
        if (source.IsFolder(reference) && access.Options.Verification is null)
        {
            return GatheredChart.Of(PackageAction.Run(
                new PackageOptions { Chart = await source.LoadAsync(reference, cancellationToken), Warn = context.Warn },
                context.Stations.Templates));
        }

        var fetched = await source.FetchAsync(reference, cancellationToken);
        var chart = source.Load(fetched, cancellationToken);
        PackageAction.Check(chart, context.Stations.Templates, context.Warn);
        return await GatheredChart.OfAsync(chart, fetched, access, cancellationToken);
    }

    private WrittenBundle Write(CommandContext context, ChartBundle bundle, string reference)
    {
        var shown = context.Parsed.GetValue(_out) ?? $"{bundle.FullName}.bundle.tgz";
        var path = context.Surroundings.FullPath(shown);
        if (Directory.Exists(path))
        {
            throw new UsageException($"`--out` names the file to write, and `{shown}` is a folder", $"Write `--out {Path.Combine(shown, $"{bundle.FullName}.bundle.tgz")}`");
        }

        if (path == context.Surroundings.FullPath(reference))
        {
            throw new UsageException($"`--out` names the chart itself, which the bundle would replace", "Name another file");
        }

        var content = BundleArchive.Write(bundle);
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.Write(path, content);
            return new WrittenBundle(bundle, shown, content);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new FolderNotWritableException(shown, exception);
        }
    }
}
