using System.CommandLine;
using PackMan.Actions.Explain;
using PackMan.Actions.Template;
using PackMan.Cli.Options;
using PackMan.Cli.Output;
using PackMan.Releases;
using PackMan.Templating;

namespace PackMan.Cli.Commands;

/// <summary>`packman explain [NAME] CHART [OBJECT] [FIELD]`.</summary>
internal sealed class ExplainCommand : PackManCommand
{
    // As `packman template` calls a release without a name.
    private const string DefaultName = "release-name";

    private readonly ExplainWords _words = new();
    private readonly ChartFlags _chartFlags = new();
    private readonly ValuesFlags _values = new();
    private readonly Option<bool> _isUpgrade = Flag.Switch("--is-upgrade", "Render as for an upgrade: `release.is_upgrade` is true");
    private readonly CapabilityFlags _capabilities = new();
    private readonly Option<bool> _skipSchemaValidation = Flag.Switch("--skip-schema-validation", "Do not check values against `values.schema.json`");
    private readonly StrictFlag _strict = new();
    private readonly OutputFlag _output = new();

    public ExplainCommand()
        : base("explain", "Tell where a field of a rendered object comes from, and what a value is used for")
    {
        Details = "From a field to the line of the template that writes it, to the values it is made of and the file or flag that set them; without FIELD, all fields of the object; without OBJECT, all objects. A kind may be written as kubectl takes it (`deploy`, `svc`, `deployments.apps`), a field as the API server writes it (`spec.containers[0].image`) or with `[name=web]` for an item. Sensitive values and the data of Secrets are never printed.";
        Examples =
        [
            "packman explain web ./web deployment/web spec.template.spec.containers[0].image",
            "packman explain ./web deploy/web -f prod.yaml",
            "packman explain ./web --used-by image.tag",
        ];
        _words.AddTo(this);
        _values.AddTo(this);
        Add(_isUpgrade);
        _capabilities.AddTo(this);
        Add(_skipSchemaValidation);
        _strict.AddTo(this);
        _output.AddTo(this);
        _chartFlags.AddTo(this);
    }

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        var asked = _words.Read(context.Parsed);
        var rendering = await RenderingInput.ReadAsync(context, asked.Chart, _chartFlags, _values, cancellationToken);
        var options = ReadOptions(context, rendering, asked);
        var action = new ExplainAction(context.Stations.Templates, context.Surroundings.Time);
        var printer = new ExplainPrinter(context, _output.Read(context.Parsed));
        if (asked.UsedBy is { } value)
        {
            printer.Print(action.FindUses(options, value, cancellationToken));
            return ExitCodes.Done;
        }

        var release = action.Run(options, cancellationToken);
        switch (asked)
        {
            case { Object: null }:
                printer.Print(release.Objects);
                break;
            case { Object: { } name, Field: { } field }:
                printer.PrintField(release.Explain(name, field));
                break;
            case { Object: { } name }:
                printer.PrintFields(release.Explain(name));
                break;
        }

        return ExitCodes.Done;
    }

    private TemplateOptions ReadOptions(CommandContext context, RenderingInput rendering, ExplainRequest asked) => new()
    {
        Chart = rendering.Chart,
        Supplied = rendering.Supplied,
        SuppliedSteps = rendering.SuppliedSteps,
        Release = new ReleaseScope(ReleaseName.Parse(asked.Name ?? DefaultName).Text, context.Connection.Namespace ?? "default", 1, IsInstall: !context.Parsed.GetValue(_isUpgrade)),
        Capabilities = _capabilities.Read(context.Parsed),
        SkipSchemaValidation = context.Parsed.GetValue(_skipSchemaValidation),
        Unread = _strict.Read(context.Parsed),
        Warn = context.Warn,
    };
}
