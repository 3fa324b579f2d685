using System.Collections.Immutable;
using System.CommandLine;
using PackMan.Actions.Images;
using PackMan.Actions.Template;
using PackMan.Cli.Options;
using PackMan.Cli.Output;
using PackMan.Images;
using PackMan.Templating;
using PackMan.Yaml;

namespace PackMan.Cli.Commands;

/// <summary>`packman images CHART`, and the same as `packman show images CHART`.</summary>
internal sealed class ImagesCommand : PackManCommand
{
    // As `template` calls a release that is only rendered.
    private const string ReleaseName = "release-name";

    private readonly Argument<string> _chart = new("CHART") { Description = $"The chart: {ChartFlags.Places}" };
    private readonly ChartFlags _chartFlags = new();
    private readonly ValuesFlags _values = new();
    private readonly CapabilityFlags _capabilities = new();
    private readonly Option<bool> _short = Flag.Switch("--short", "Print only the images, one a line, each with its registry and its tag or digest", "-q");
    private readonly Option<bool> _skipSchemaValidation = Flag.Switch("--skip-schema-validation", "Do not check values against `values.schema.json`");
    private readonly OutputFlag _output = new();

    /// <param name="path">The words that lead to it, for the examples.</param>
    public ImagesCommand(string path = "packman images")
        : base("images", "List the images a chart would run with the given values")
    {
        Details = "The chart is rendered, and every image is listed that its pods, jobs, hooks and tests name: containers, init containers and image volumes; "
            + "arguments and variables about images that operators are told; and in objects of custom kinds, containers and `image` fields that can be nothing else.";
        Examples = [$"{path} ./web", $"{path} oci://registry.example.org/charts/web:1.2.0 -f prod.yaml -o json", $"{path} ./web --short"];
        Add(_chart);
        _values.AddTo(this);
        _capabilities.AddTo(this);
        Add(_short);
        Add(_skipSchemaValidation);
        _output.AddTo(this);
        _chartFlags.AddTo(this);
    }

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        var input = await RenderingInput.ReadAsync(context, context.Parsed.GetRequiredValue(_chart), _chartFlags, _values, cancellationToken);
        var images = new ImagesAction(context.Stations.Templates, context.Surroundings.Time).Run(ReadOptions(context, input), cancellationToken);
        var isShort = context.Parsed.GetValue(_short);
        context.Print(
            _output.Read(context.Parsed),
            isShort ? YamlList.Of(images.Select(used => Model.Text(used.Image.Full))) : ImagesModel.Of(images),
            output => Write(output, images, isShort));
        return ExitCodes.Done;
    }

    private static void Write(TextWriter output, ImmutableArray<UsedImage> images, bool isShort)
    {
        if (isShort)
        {
            output.Write(string.Concat(images.Select(used => $"{used.Image.Full}\n")));
            return;
        }

        ImagesModel.ToTable(images).Write(output);
    }

    private TemplateOptions ReadOptions(CommandContext context, RenderingInput input) => new()
    {
        Chart = input.Chart,
        Supplied = input.Supplied,
        Release = new ReleaseScope(ReleaseName, context.Connection.Namespace ?? "default", 1, IsInstall: true),
        Capabilities = _capabilities.Read(context.Parsed),
        SkipSchemaValidation = context.Parsed.GetValue(_skipSchemaValidation),
        Warn = context.Warn,
    };
}
