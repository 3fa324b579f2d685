using System.Collections.Immutable;
using System.CommandLine;
using PackMan.Actions.Images;
using PackMan.Actions.Template;
using PackMan.Cli.Options;
using PackMan.Images;
using PackMan.Templating;

namespace PackMan.Cli.Commands;

/// <summary>The flags that say what a chart is rendered with to see its images, and the list of them.</summary>
internal sealed class ImageListing
{
    // As `template` calls a release that is only rendered.
    private const string ReleaseName = "release-name";

    private readonly CapabilityFlags _capabilities = new();
    private readonly Option<bool> _skipSchemaValidation = Flag.Switch("--skip-schema-validation", "Do not check values against `values.schema.json`");

    public ValuesFlags Values { get; } = new();

    public void AddTo(Command command)
    {
        Values.AddTo(command);
        _capabilities.AddTo(command);
        command.Add(_skipSchemaValidation);
    }

    /// <summary>The images of a rendering; of a bundle, those it was made for, unless something else is asked for.</summary>
    /// <exception cref="PackManException">The chart cannot be rendered, or names an image that none could be.</exception>
    public ImmutableArray<UsedImage> Run(CommandContext context, RenderingInput input, CancellationToken cancellationToken) =>
        input.Supplied.Count == 0 && !_capabilities.AreGiven(context.Parsed) && input.Chart.BundledImages is { } bundled
            ? bundled
            : new ImagesAction(context.Stations.Templates, context.Surroundings.Time).Run(ReadOptions(context, input), cancellationToken);

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
