using System.Collections.Immutable;
using PackMan.Actions.Inspect;
using PackMan.Schemas;
using PackMan.Subcharts;
using PackMan.Templating.Tracing;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Explaining;

/// <summary>What values were set by and what they overrode, without anything sensitive. Layers are compared when the first value is asked for.</summary>
internal sealed class ValueHistory(ChartTree charts, ImmutableArray<YamlMap> suppliedSteps)
{
    private const int MaxParts = 5;

    private readonly Lazy<(InspectedValues Values, Dictionary<string, TracedValue> Leaves, HashSet<Origin> Telling)> _facts = new(() =>
    {
        var values = InspectedValues.Of(charts, suppliedSteps);
        var leaves = ValuesTrace.Of(values.Steps).ToDictionary(leaf => PathStep.Text(leaf.Path.AsSpan()), StringComparer.Ordinal);
        return (values, leaves, [.. values.Steps.SelectMany(values.Sensitive.FlagsIn)]);
    });

    private SensitivePaths Sensitive => _facts.Value.Values.Sensitive;

    public bool IsSensitive(ReadValue read) => read.IsValue && Sensitive.Contains(read.Path.AsSpan());

    /// <summary>A value as it is told: a small map or list by what is in it, because each part has an origin of its own.</summary>
    public IEnumerable<ExplainedValue> Tell(ReadValue read) =>
        read.IsValue && Leaves(read).Take(MaxParts + 1).ToList() is { Count: <= MaxParts } parts ? parts.Select(Explain) : [Explain(read)];

    public ExplainedValue Explain(ReadValue read)
    {
        if (!read.IsValue)
        {
            return new ExplainedValue(read.Name, read.Node, read.Node.Origin, []);
        }

        var name = read.Path.IsEmpty ? ReadValue.Values : read.Name;
        var overrode = _facts.Value.Leaves.GetValueOrDefault(read.Name)?.Overridden ?? [];
        return new ExplainedValue(
            name,
            Sensitive.RedactAt(read.Path, read.Node),
            Safe(read.Node.Origin),
            [.. overrode.Select(earlier => new EarlierValue(Sensitive.RedactAt(read.Path, earlier), Safe(earlier.Origin)))]);
    }

    private static IEnumerable<ReadValue> Leaves(ReadValue read) => read.Node switch
    {
        YamlMap { Count: > 0 } map => map.Entries.SelectMany(entry => Leaves(read.Child(new PathStep.Key(entry.Key), entry.Value))),
        YamlList { Count: > 0 } list => list.Items.SelectMany((item, index) => Leaves(read.Child(new PathStep.Index(index), item))),
        _ => [read],
    };

    // One `--set-json` may set a harmless value beside a sensitive one, and its text tells both.
    private Origin? Safe(Origin? origin) => origin is not null && _facts.Value.Telling.Contains(origin) ? SensitivePaths.HideIn(origin) : origin;
}
