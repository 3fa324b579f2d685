using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Schemas;

/// <summary>Holds merged values to the `values.schema.json` of a chart and of each of its subcharts.</summary>
public static class ValuesSchema
{
    private const string FileName = "values.schema.json";

    /// <param name="chart">The chart, with the subcharts that are in use.</param>
    /// <param name="computed">Its merged values; what a subchart sees stands under its name. Keys that are null are declared, not set, and left out.</param>
    /// <exception cref="ValuesSchemaException">The values break a schema.</exception>
    /// <exception cref="PackManException">A schema is broken itself.</exception>
    public static void Check(Chart chart, YamlMap computed)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var violations = Find(chart, WithoutNulls(computed), []).ToImmutableArray();
        if (!violations.IsEmpty)
        {
            throw new ValuesSchemaException(chart.Metadata.Name, violations);
        }
    }

    /// <summary>The values of a chart and its subcharts that are never printed.</summary>
    public static SensitivePaths SensitiveIn(Chart chart, YamlMap computed)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var own = Mentions(chart, "writeOnly"u8) || Mentions(chart, "x-packman-sensitive"u8) ? SchemaOf(chart)?.SensitiveIn(computed) : null;
        return chart.Subcharts.Aggregate(own ?? SensitivePaths.None, (paths, subchart) =>
            paths.With(SensitiveIn(subchart, Slice(computed, subchart)).Below(new PathStep.Key(subchart.Metadata.Name))));
    }

    /// <summary>How the schemas of a chart and its subcharts have lists merged; null when none says anything.</summary>
    public static ListMergeKey? ListMergeKeyOf(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var own = Mentions(chart, "x-packman-merge-key"u8) ? SchemaOf(chart) : null;
        var below = chart.Subcharts.Select(subchart => (subchart.Metadata.Name, Key: ListMergeKeyOf(subchart))).Where(pair => pair.Key is not null).ToArray();
        return own is null && below.Length == 0
            ? null
            : path => own?.ListMergeKey(path) ?? below.FirstOrDefault(pair => !path.IsEmpty && pair.Name == path[0]).Key?.Invoke(path.RemoveAt(0));
    }

    /// <summary>A chart's schema; null when it has none.</summary>
    /// <exception cref="PackManException">The file is no valid schema.</exception>
    public static JsonSchema? SchemaOf(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var name = $"{chart.Location.TrimEnd('/')}/{FileName}";
        return chart.Schema is null ? null : JsonSchema.Parse(Utf8Text.Decode(chart.Schema.Content.Span, name), name);
    }

    /// <summary>The tree without the null entries of maps at any depth; null items of lists stay, because they hold a place.</summary>
    public static YamlMap WithoutNulls(YamlMap values) => (YamlMap)Pruned(values);

    private static IEnumerable<SchemaViolation> Find(Chart chart, YamlMap values, ImmutableArray<PathStep> path)
    {
        var own = SchemaOf(chart)?.Validate(values) ?? [];
        return own.Select(violation => violation with { Path = path.AddRange(violation.Path) })
            .Concat(chart.Subcharts.SelectMany(subchart => Find(subchart, Slice(values, subchart), path.Add(new PathStep.Key(subchart.Metadata.Name)))));
    }

    // Most schemas say nothing of it, and a look at their bytes is cheaper than reading them.
    private static bool Mentions(Chart chart, ReadOnlySpan<byte> keyword) => chart.Schema?.Content.Span.IndexOf(keyword) >= 0;

    private static YamlMap Slice(YamlMap values, Chart subchart) => values.Find(subchart.Metadata.Name) as YamlMap ?? YamlMap.Empty;

    private static YamlNode Pruned(YamlNode node) => node switch
    {
        YamlMap map => new YamlMap([.. map.Entries.Where(entry => entry.Value is not YamlNull).Select(entry => KeyValuePair.Create(entry.Key, Pruned(entry.Value)))], map.Origin),
        YamlList list => new YamlList([.. list.Items.Select(Pruned)], list.Origin),
        _ => node,
    };
}
