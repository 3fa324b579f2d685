using System.CommandLine;
using PackMan.Actions.Inspect;
using PackMan.Cli.Options;
using PackMan.Cli.Output;
using PackMan.Schemas;
using PackMan.Yaml;

namespace PackMan.Cli.Commands;

/// <summary>`packman values CHART`.</summary>
internal sealed class ValuesCommand : PackManCommand
{
    private readonly Argument<string> _chart = new("CHART") { Description = $"The chart: {ChartFlags.Places}" };
    private readonly ChartFlags _chartFlags = new();
    private readonly ValuesFlags _values = new();
    private readonly Option<bool> _trace = Flag.Switch("--trace", "Print each value with the file and line or the flag it comes from, and what it overrode");
    private readonly Option<bool> _showSensitive = Flag.Switch("--show-sensitive", "Print sensitive values too, in place of `(hidden)`");
    private readonly Option<bool> _skipSchemaValidation = Flag.Switch("--skip-schema-validation", "Do not check values against `values.schema.json`");
    private readonly OutputFlag _output = new();

    public ValuesCommand()
        : base("values", "Print the values a chart would be rendered with, and where each comes from")
    {
        Details = "The chart's defaults with files and flags on top, without the keys that null deleted; `--trace` shows those too. What the chart's schema marks as `writeOnly` or `x-packman-sensitive` is printed as `(hidden)`.";
        Examples = ["packman values ./web -f prod.yaml", "packman values ./web -f prod.yaml --set image.tag=1.28 --trace", "packman values ./web -o json"];
        Add(_chart);
        _values.AddTo(this);
        Add(_trace);
        Add(_showSensitive);
        Add(_skipSchemaValidation);
        _output.AddTo(this);
        _chartFlags.AddTo(this);
    }

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        var input = await RenderingInput.ReadAsync(context, context.Parsed.GetRequiredValue(_chart), _chartFlags, _values, cancellationToken);
        var values = InspectValuesAction.Run(input.Chart, input.SuppliedSteps, context.Parsed.GetValue(_skipSchemaValidation));
        var format = _output.Read(context.Parsed);
        var shown = context.Parsed.GetValue(_showSensitive) ? values with { Sensitive = SensitivePaths.None } : values;
        if (context.Parsed.GetValue(_trace))
        {
            var trace = new PrintableTrace(shown);
            context.Print(format, trace.Data, output => output.Write(trace.Text(context.Palette)));
        }
        else
        {
            var tree = ValuesSchema.WithoutNulls(shown.Sensitive.Redact(shown.Computed));
            context.Print(format, tree, output => output.Write(YamlWriter.Write(tree)));
        }

        return ExitCodes.Done;
    }
}
