using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Subcharts;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Schemas;

/// <summary>Holds merged values to the `values.schema.json` of a chart and of each of its subcharts.</summary>
public static class ValuesSchema
{
    private const string FileName = "values.schema.json";

    /// <param name="charts">The charts in use with their computed values. Keys that are null are declared, not set, and left out.</param>
    /// <exception cref="ValuesSchemaException">The values break a schema; all violations are told, as paths in the values of the whole.</exception>
    /// <exception cref="PackManException">A schema is broken itself.</exception>
    public static void Check(ChartTree charts)
    {
        ArgumentNullException.ThrowIfNull(charts);
        var violations = charts.Root.All.SelectMany(place => Find(place, charts.Schemas)).ToImmutableArray();
        if (!violations.IsEmpty)
        {
            // What one schema calls sensitive another may complain about.
            throw new ValuesSchemaException(charts.Root.Name, SensitiveIn(charts).Hide(violations, charts.Values));
        }
    }

    /// <summary>The values of a chart and its subcharts that are never printed, wherever `global` or an import has taken them.</summary>
    public static SensitivePaths SensitiveIn(ChartTree charts)
    {
        ArgumentNullException.ThrowIfNull(charts);
        var places = charts.Root.All.ToList();
        var marked = SensitivePaths.None;
        foreach (var place in places.Where(place => Mentions(place.Chart, "writeOnly"u8) || Mentions(place.Chart, "x-packman-sensitive"u8)))
        {
            var own = charts.Schemas.Of(place.Chart)?.SensitiveIn(place.Values) ?? SensitivePaths.None;
            marked = marked.With(own.Below(place.Path.AsSpan()));
            var shared = own.Within([SubchartValues.Global]);
            marked = shared.IsEmpty ? marked : places.Aggregate(marked, (paths, other) => paths.With(shared.Below([.. other.Path, SubchartValues.Global])));
        }

        // From the inside out, as the imports were made.
        return marked.IsEmpty ? marked : charts.Imports.Aggregate(marked, (paths, import) => paths.With(paths.Within(import.From.AsSpan()).Below(import.To.AsSpan())));
    }

    /// <summary>How the schemas of a chart and its subcharts have layers of values merged; null when none says anything.</summary>
    public static MergeRules? MergeRulesOf(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        if (!MentionsMerging(chart))
        {
            return null;
        }

        var schemas = new ChartSchemas();
        return path => Find(chart, path, schemas);
    }

    /// <summary>A chart's schema; null when it has none.</summary>
    /// <exception cref="PackManException">The file is no valid schema.</exception>
    public static JsonSchema? SchemaOf(Chart chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var name = $"{chart.Location.TrimEnd('/')}/{FileName}";
        return chart.Schema is null ? null : JsonSchema.Parse(Utf8Text.Decode(chart.Schema.Content.Span, name), name, uri => FileOf(chart, uri));
    }

    /// <summary>The tree without the null entries of maps at any depth; null items of lists stay, because they hold a place.</summary>
    public static YamlMap WithoutNulls(YamlMap values) => (YamlMap)Pruned(values);

    /// <summary>
    /// Another file of the chart: the one that a reference such as `schemas/port.json` names, or whose `$id` is the URL referred to. Nothing outside
    /// of the chart is ever read.
    /// </summary>
    private static YamlNode? FileOf(Chart chart, Uri uri)
    {
        if (uri.Scheme == JsonSchema.LocalScheme)
        {
            var path = Uri.UnescapeDataString(uri.AbsolutePath).TrimStart('/');
            return chart.Files.FirstOrDefault(file => file.Path == path) is { } found ? Parse(chart, found) : null;
        }

        // Most JSON files of a chart are no schemas, and need not even be JSON.
        return chart.Files
            .Where(file => file.Path.EndsWith(".json", StringComparison.OrdinalIgnoreCase) && Has(file, "\"$id\""u8))
            .Select(file => Parse(chart, file))
            .FirstOrDefault(root => Uri.TryCreate(root.FindString("$id")?.TrimEnd('#'), UriKind.Absolute, out var own) && own == uri);
    }

    private static YamlNode Parse(Chart chart, ChartFile file) =>
        new SchemaText(Utf8Text.Decode(file.Content.Span, file.Path), $"{chart.Location.TrimEnd('/')}/{file.Path}").Parse();

    private static IEnumerable<SchemaViolation> Find(ChartInUse place, ChartSchemas schemas)
    {
        if (schemas.Of(place.Chart) is not { } schema)
        {
            return [];
        }

        var path = place.Path.Select(key => new PathStep.Key(key));
        return schema.Validate(OwnValues(place, schema)).Select(violation => violation with { Path = [.. path, .. violation.Path] });
    }

    /// <summary>
    /// What the schema is asked about. `global`, and in a chart with subcharts their keys and `tags`, come from other charts: a schema that does not
    /// name them must not be broken by them, however strict it is.
    /// </summary>
    private static YamlMap OwnValues(ChartInUse place, JsonSchema schema)
    {
        var subcharts = SubchartSlot.Of(place.Chart).Select(slot => slot.Key).ToList();
        IEnumerable<string> foreign = (place.Path.IsEmpty, subcharts.Count) switch
        {
            (true, 0) => [],
            (_, 0) => [SubchartValues.Global],
            _ => [.. subcharts, SubchartValues.Global, SubchartValues.Tags],
        };
        var required = (schema.Root.Find("required") as YamlList)?.Items.OfType<YamlString>().Select(item => item.Value) ?? [];
        var named = (schema.Root.Find("properties") as YamlMap)?.Keys.Union(required).ToHashSet(StringComparer.Ordinal) ?? [.. required];
        return WithoutNulls(foreign.Where(key => !named.Contains(key)).Aggregate(place.Values, (values, key) => values.Without(key)));
    }

    private static MergeRule? Find(Chart chart, ImmutableArray<string> path, ChartSchemas schemas)
    {
        var own = Mentions(chart, MergeKeywords) ? schemas.Of(chart)?.MergeRuleAt(path) : null;
        return own is not null || path.Length < 2 || SubchartSlot.Of(chart).FirstOrDefault(slot => slot.Key == path[0])?.Chart is not { } subchart
            ? own
            : Find(subchart, path.RemoveAt(0), schemas);
    }

    private static ReadOnlySpan<byte> MergeKeywords => "x-packman-merge-"u8;

    private static bool MentionsMerging(Chart chart) => Mentions(chart, MergeKeywords) || chart.Subcharts.Any(MentionsMerging);

    // Most schemas say nothing of it, and a look at their bytes is cheaper than reading them.
    private static bool Mentions(Chart chart, ReadOnlySpan<byte> keyword)
    {
        if (chart.Schema is null || Has(chart.Schema, keyword))
        {
            return chart.Schema is not null;
        }

        return Has(chart.Schema, "$ref"u8) && HasAny(chart.Files, keyword);
    }

    private static bool HasAny(ImmutableArray<ChartFile> files, ReadOnlySpan<byte> text)
    {
        foreach (var file in files)
        {
            if (Has(file, text))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Has(ChartFile file, ReadOnlySpan<byte> text) => file.Content.Span.IndexOf(text) >= 0;

    private static YamlNode Pruned(YamlNode node) => node switch
    {
        YamlMap map => new YamlMap([.. map.Entries.Where(entry => entry.Value is not YamlNull).Select(entry => KeyValuePair.Create(entry.Key, Pruned(entry.Value)))], map.Origin),
        YamlList list => new YamlList([.. list.Items.Select(Pruned)], list.Origin),
        _ => node,
    };
}
