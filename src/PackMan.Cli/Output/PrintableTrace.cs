using System.Collections.Immutable;
using System.Text;
using PackMan.Actions.Inspect;
using PackMan.Schemas;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Cli.Output;

/// <summary>A trace of values as it may be printed: without sensitive values, and without the text of flags that hold one.</summary>
internal sealed class PrintableTrace(InspectedValues values)
{
    private readonly ImmutableArray<TracedValue> _rows = ValuesTrace.Of(values.Steps);
    private readonly HashSet<Origin> _telling = [.. values.Steps.SelectMany(values.Sensitive.FlagsIn)];

    /// <summary>What `-o json` and `-o yaml` print.</summary>
    public YamlList Data => YamlList.Of(_rows.Select(row => Model.Map(
        ("path", Model.Text(PathStep.Text(row.Path.AsSpan()))),
        ("state", Model.Text(Word(row.State))),
        ("value", row.State == TracedState.Set ? Shown(row, row.Value) : null),
        ("origin", Model.TextOrNone(OriginOf(row.Value)?.ToString())),
        ("overrode", Model.ListOrNone(YamlList.Of(row.Overridden.Select(earlier => Model.Map(
            ("value", Shown(row, earlier)),
            ("origin", Model.TextOrNone(OriginOf(earlier)?.ToString()))))))))));

    /// <summary>A line per value, and one below it for each value it overrode.</summary>
    public string Text(Palette palette)
    {
        var text = new StringBuilder();
        foreach (var row in _rows)
        {
            var value = row.State switch
            {
                TracedState.Set => YamlWriter.WriteFlow(Shown(row, row.Value)),
                TracedState.Dropped => "no item",
                _ => "null",
            };
            text.Append($"{palette.Bold(SafeText.Of(PathStep.Text(row.Path.AsSpan())))}: {value}{Source(palette, row.State, row.Value)}\n");
            foreach (var earlier in row.Overridden)
            {
                text.Append($"  overrode {YamlWriter.WriteFlow(Shown(row, earlier))}{Source(palette, TracedState.Set, earlier)}\n");
            }
        }

        return text.ToString();
    }

    private static string Word(TracedState state) => state switch
    {
        TracedState.Declared => "declared",
        TracedState.Deleted => "deleted",
        TracedState.Dropped => "dropped",
        _ => "set",
    };

    private string Source(Palette palette, TracedState state, YamlNode node) => OriginOf(node) switch
    {
        null => "",
        Origin.Flag flag => palette.Dim($" ({Word(state)} by {SafeText.Of(flag.Text.ReplaceLineEndings(" "))})"),
        var place => palette.Dim($" ({Word(state)} in {SafeText.Of(place.ToString()!)})"),
    };

    private YamlNode Shown(TracedValue row, YamlNode node) => values.Sensitive.RedactAt(row.Path, node);

    // One `--set-json` may set a harmless value beside a sensitive one, and its text tells both.
    private Origin? OriginOf(YamlNode node) => node.Origin is { } origin && _telling.Contains(origin) ? SensitivePaths.HideIn(origin) : node.Origin;
}
