using System.CommandLine;
using PackMan.Cli.Options;
using PackMan.Cli.Output;
using PackMan.Distribution.Oci;
using PackMan.Distribution.References;

namespace PackMan.Cli.Commands;

/// <summary>`packman push CHART oci://HOST/PATH`.</summary>
internal sealed class PushCommand : PackManCommand
{
    private readonly Argument<string> _chart = new("CHART") { Description = "A .tgz archive or bundle, or a folder, which is packed on the way" };
    private readonly Argument<string> _place = new("PLACE") { Description = "`oci://REGISTRY/PATH`; the chart becomes `PATH/NAME:VERSION` there" };
    private readonly RemoteFlags _remote = new();
    private readonly OutputFlag _output = new();

    public PushCommand()
        : base("push", "Push a chart to an OCI registry")
    {
        Details = "What the registry has is not sent again, and a version shows up whole or not at all. A `.prov` file beside the archive goes along. "
            + "Charts that an installation would refuse whatever the values are, are refused. Helm charts are pushed as Helm pushes them, so that Helm can pull them.";
        Examples =
        [
            "packman push web-1.2.0.tgz oci://registry.example.org/charts",
            "packman push ./web oci://registry.example.org/charts -o json",
            "packman push web-1.2.0.tgz oci://localhost:5000/charts --plain-http",
        ];
        Add(_chart);
        Add(_place);
        _remote.AddTo(this);
        _output.AddTo(this);
    }

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        var place = ReadPlace(context.Parsed.GetRequiredValue(_place));
        var chart = await PushedArchive.OpenAsync(context, context.Parsed.GetRequiredValue(_chart), cancellationToken);
        using var archive = chart.Archive;
        if (place.Path.Split('/')[^1] == chart.Metadata.Name)
        {
            context.Warn($"The chart's own name is added to the path: it becomes `{place.Append(chart.Metadata.Name)}`");
        }

        using var access = context.Reach(_remote.Read(context.Parsed, context.Surroundings));
        var result = await new ChartPush(access.Registries).RunAsync(chart, place, cancellationToken);
        if (result.Replaced is { } replaced)
        {
            context.Warn($"`{result.Reference}` was another chart before, which is `{result.Reference.Repository}@{replaced}` now");
        }

        context.Print(_output.Read(context.Parsed), PushModel.Of(chart.Metadata, result), output => output.Write(PushModel.Text(result)));
        return ExitCodes.Done;
    }

    private static OciRepository ReadPlace(string text) => text.StartsWith(OciReference.Scheme, StringComparison.OrdinalIgnoreCase)
        ? OciReference.ParsePlace(text)
        : throw new UsageException($"Charts are pushed to `oci://REGISTRY/PATH`, not to `{text}`", text.Contains("://", StringComparison.Ordinal)
            ? "A repository that is a web server gets the archive by other means; `oci://` registries take it from here"
            : $"Write `{OciReference.Scheme}{text}` if that is a registry");
}
