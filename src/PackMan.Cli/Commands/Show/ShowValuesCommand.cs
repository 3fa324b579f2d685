using System.CommandLine;
using PackMan.Charts;
using PackMan.Cli.Options;
using PackMan.JsonPaths;

namespace PackMan.Cli.Commands.Show;

/// <summary>`packman show values CHART`.</summary>
internal sealed class ShowValuesCommand : ShowPartCommand
{
    private readonly Option<string?> _jsonPath = Flag.Text("--jsonpath", "TEMPLATE", "Print what a JSONPath template picks from the values, such as `{.image.tag}`");

    public ShowValuesCommand()
        : base("values", "Print the default values of a chart, with their comments", ChartPart.Values)
    {
        Details = "`packman values CHART` prints them as a rendering would see them, with files and flags on top.";
        Examples = ["packman show values ./web", "packman show values oci://registry.example.org/charts/web:1.2.0", "packman show values ./web --jsonpath '{.image.tag}'"];
        Add(_jsonPath);
    }

    protected override void Show(CommandContext context, Chart chart)
    {
        if (context.Parsed.GetValue(_jsonPath) is { } template)
        {
            context.Output.Write(JsonPathTemplate.Parse(template).Print(chart.Values));
            return;
        }

        base.Show(context, chart);
    }
}
