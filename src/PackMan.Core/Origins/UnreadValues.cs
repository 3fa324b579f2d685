using System.Collections.Immutable;
using PackMan.Schemas;
using PackMan.Subcharts;
using PackMan.Templating.Evaluation;
using PackMan.Templating.Uses;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Origins;

/// <summary>Finds supplied values that no template could read and no schema names: nearly always a name that is misspelt.</summary>
public static class UnreadValues
{
    /// <param name="charts">The charts in use.</param>
    /// <param name="supplied">What the user gave, without the chart's defaults.</param>
    /// <param name="uses">What could read values (<see cref="ChartUses"/>).</param>
    /// <returns>In the order of the values; of a map of which nothing is read only the map.</returns>
    /// <exception cref="PackManException">A schema is broken.</exception>
    public static ImmutableArray<UnreadValue> Find(ChartTree charts, YamlMap supplied, ValueUses uses)
    {
        ArgumentNullException.ThrowIfNull(charts);
        ArgumentNullException.ThrowIfNull(supplied);
        ArgumentNullException.ThrowIfNull(uses);
        return supplied.Count == 0 ? [] : [.. new Search(charts, uses).Below(supplied, new Known(uses.At(), SchemasOf(charts)), [])];
    }

    /// <summary>The schemas of a chart and its subcharts, each at the path of the values it is about.</summary>
    private static ImmutableArray<PlacedSchema> SchemasOf(ChartTree charts) =>
        [.. charts.Root.All.Select(place => (place.Path, Schema: charts.Schemas.Of(place.Chart))).Where(pair => pair.Schema is not null).Select(pair => new PlacedSchema(pair.Path, pair.Schema!.Names))];

    /// <summary>A schema, and the keys still to go until it speaks.</summary>
    private sealed record PlacedSchema(ImmutableArray<string> Path, SchemaNames Names)
    {
        public IEnumerable<PlacedSchema> Then(PathStep step) => Path.IsEmpty
            ? [this with { Names = Names.Then(step) }]
            : step is PathStep.Key key && key.Name == Path[0] ? [this with { Path = Path.RemoveAt(0) }] : [];
    }

    /// <summary>What is known of one path.</summary>
    private sealed record Known(UsesAt Uses, ImmutableArray<PlacedSchema> Schemas)
    {
        private IEnumerable<SchemaNames> Speaking => Schemas.Where(schema => schema.Path.IsEmpty).Select(schema => schema.Names);

        public bool IsKnown => Uses.IsRead || Speaking.Any(schema => schema.IsNamed);

        /// <summary>Whether all that may be inside is known too.</summary>
        public bool IsOpen => Uses.IsWhole || Speaking.Any(schema => schema.IsOpen);

        public bool HasItems => Uses.HasItems || Speaking.Any(schema => schema.IsNamed);

        public IEnumerable<string> Keys => Uses.Keys.Concat(Speaking.SelectMany(schema => schema.Keys));

        public Known Then(PathStep step) => new(Uses.Then(step), [.. Schemas.SelectMany(schema => schema.Then(step))]);
    }

    private sealed class Search(ChartTree charts, ValueUses uses)
    {
        private readonly Lazy<YamlMap> _defaults = new(() => charts.Layers([])[^1].Values);

        public IEnumerable<UnreadValue> Below(YamlNode node, Known known, ImmutableArray<PathStep> path) => node switch
        {
            YamlMap map => map.Entries.SelectMany(entry => At(entry.Value, known, path, new PathStep.Key(entry.Key))),
            // A list that is only asked whether it is empty is read as far as its items go.
            YamlList list when known.HasItems => list.Items.SelectMany((item, index) => At(item, known, path, new PathStep.Index(index))),
            _ => [],
        };

        private IEnumerable<UnreadValue> At(YamlNode node, Known above, ImmutableArray<PathStep> path, PathStep step)
        {
            var known = above.Then(step);
            if (known.IsOpen)
            {
                return [];
            }

            return known.IsKnown ? Below(node, known, path.Add(step)) : [Describe(node, above, path, step)];
        }

        private UnreadValue Describe(YamlNode node, Known above, ImmutableArray<PathStep> path, PathStep step)
        {
            var whole = path.Add(step);
            var nearest = step is PathStep.Key key ? Nearest(key.Name, above, path) : null;
            return new UnreadValue(whole, node.Origin, nearest, IsDeclared(whole));
        }

        private string? Nearest(string name, Known above, ImmutableArray<PathStep> path) => Elsewhere(name)
            ?? (NearestName.Find(name, above.Keys) is { } sibling ? PathStep.Text(path.Add(new PathStep.Key(sibling)).AsSpan()) : null);

        // A value at the wrong level: `tag` for `image.tag`.
        private string? Elsewhere(string name)
        {
            var found = uses.All.Select(use => use.Pattern)
                .Where(pattern => pattern.Step.Key == name && pattern.Steps().All(step => step.Key is not null))
                .Select(pattern => pattern.ToString())
                .Distinct(StringComparer.Ordinal)
                .Take(2)
                .ToList();
            return found is [var only] ? only : null;
        }

        private bool IsDeclared(ImmutableArray<PathStep> path)
        {
            YamlNode? node = _defaults.Value;
            foreach (var step in path)
            {
                node = step is PathStep.Key key ? node?.Find(key.Name) : null;
            }

            return node is not null;
        }
    }
}
