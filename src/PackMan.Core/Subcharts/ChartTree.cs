using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Schemas;
using PackMan.Yaml;

namespace PackMan.Subcharts;

/// <summary>
/// Which charts take part in a rendering and which values each of them sees: conditions and tags decided, values passed down,
/// `global` spread, imports made. It depends on nothing but the chart and what was supplied.
/// </summary>
public sealed record ChartTree
{
    public required ChartInUse Root { get; init; }

    /// <summary>Things that are probably not meant; one sentence each.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>Paths in the values of the whole that were read to make the tree: conditions, tags, imports, and all that a disabled subchart would have seen.</summary>
    public ImmutableArray<ImmutableArray<string>> Reads { get; init; } = [];

    /// <summary>Which values were imported, as paths in the values of the whole.</summary>
    public ImmutableArray<ImportedValue> Imports { get; init; } = [];

    /// <summary>Their schemas, which checking values and telling unread ones share.</summary>
    internal ChartSchemas Schemas { get; } = new();

    /// <summary>The computed values of the whole.</summary>
    public YamlMap Values => Root.Values;

    /// <param name="chart">The outermost chart.</param>
    /// <param name="supplied">What the user gave, layers merged.</param>
    /// <exception cref="SubchartException">A dependency is missing or the charts do not fit together or to the values.</exception>
    public static ChartTree Resolve(Chart chart, YamlMap supplied)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var lockWarnings = LockedSubcharts.Check(chart);
        var resolver = new ChartTreeResolver();
        var root = resolver.Resolve(chart, supplied);
        var imports = new ValuesImporter();
        var importing = imports.Import(root);
        var tree = new ChartTree
        {
            Root = imports.Made.IsEmpty ? root : SubchartValues.Compute(importing, supplied, SubchartValues.Defaults),
            Warnings = [.. lockWarnings, .. resolver.Warnings],
            Reads = [.. resolver.Reads, .. imports.Made.Select(import => import.From)],
            Imports = imports.Made,
        };
        TreeSize.Check(tree);
        return tree;
    }

    /// <summary>
    /// The tree after each layer of values: the defaults of the innermost charts first, what a chart imports before its own defaults, then
    /// the steps of what was supplied. The charts in use are those of the whole in all of them.
    /// </summary>
    public ImmutableArray<ChartTree> Layers(ImmutableArray<YamlMap> suppliedSteps)
    {
        var deepest = Root.All.Max(place => place.Path.Length);
        var defaults = Enumerable.Range(0, deepest + 1).Reverse().SelectMany(DefaultsFrom);
        return [.. defaults, .. suppliedSteps.Select(step => WithValues(step, SubchartValues.Defaults))];
    }

    private IEnumerable<ChartTree> DefaultsFrom(int depth)
    {
        if (Root.All.Any(place => place.Path.Length == depth && place.Imported.Count > 0))
        {
            yield return WithValues(YamlMap.Empty, place => Layer(place, place.Imported));
        }

        yield return WithValues(YamlMap.Empty, place => Layer(place, SubchartValues.Defaults(place)));

        YamlMap Layer(ChartInUse place, YamlMap here) =>
            place.Path.Length > depth ? SubchartValues.Defaults(place) : place.Path.Length == depth ? here : YamlMap.Empty;
    }

    private ChartTree WithValues(YamlMap supplied, Func<ChartInUse, YamlMap> defaults) => this with { Root = SubchartValues.Compute(Root, supplied, defaults) };
}

/// <summary>A value that a chart imports from a subchart.</summary>
/// <param name="From">Where it stands in the values of the subchart, from the values of the whole.</param>
/// <param name="To">Where the chart has it; its own values win over it there.</param>
public sealed record ImportedValue(ImmutableArray<string> From, ImmutableArray<string> To);
