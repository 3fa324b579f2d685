using System.Collections.Immutable;
using System.CommandLine;
using PackMan.Charts;
using PackMan.Cli.Options;
using PackMan.Cli.Output;
using PackMan.Yaml;

namespace PackMan.Cli.Commands.Show;

/// <summary>`packman show all|chart|values|readme|crds|schema CHART`.</summary>
internal class ShowPartCommand : PackManCommand
{
    private readonly Argument<string> _chart = new("CHART") { Description = $"The chart: {ChartFlags.Places}" };
    private readonly ChartFlags _chartFlags = new() { HasDependencyUpdate = false };
    private readonly OutputFlag _output = new();
    private readonly ImmutableArray<ChartPart> _parts;

    public ShowPartCommand(string name, string description, params ImmutableArray<ChartPart> parts)
        : base(name, description)
    {
        _parts = parts;
        Examples = [$"packman show {name} ./web", $"packman show {name} oci://registry.example.org/charts/web --version ^1.2"];
        Add(_chart);
        _output.AddTo(this);
        _chartFlags.AddTo(this);
    }

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        using var access = context.Reach(_chartFlags.Read(context.Parsed, context.Surroundings));
        Show(context, await context.Stations.ChartsThrough(access).LoadAsync(context.Parsed.GetRequiredValue(_chart), cancellationToken));
        return ExitCodes.Done;
    }

    protected virtual void Show(CommandContext context, Chart chart) =>
        context.Print(_output.Read(context.Parsed), Data(chart), output => WriteText(context, output, chart));

    private YamlNode Data(Chart chart) => _parts is [var only]
        ? only.Data(chart)
        : Model.Map([.. _parts.Select(part => (part.Name, part.Text(chart) is null ? null : part.Data(chart)))]);

    private void WriteText(CommandContext context, TextWriter output, Chart chart)
    {
        var texts = _parts.Select(part => part.Text(chart)).OfType<string>().ToList();
        if (texts.Count == 0)
        {
            context.Surroundings.Error.WriteLine($"Chart `{chart.Metadata.Name}` has no {_parts[0].Subject}");
        }

        for (var index = 0; index < texts.Count; index++)
        {
            var separator = index == 0 || texts[index].StartsWith("---", StringComparison.Ordinal) ? "" : "---\n";
            output.Write($"{separator}{Printable(context, texts[index])}{(texts[index].EndsWith('\n') ? "" : "\n")}");
        }
    }

    // A file gets the bytes, a terminal nothing that would move its cursor.
    private static string Printable(CommandContext context, string text) => context.Surroundings.Terminal.IsOutputTerminal ? SafeText.Of(text) : text;
}
