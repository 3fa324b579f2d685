using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Schemas;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Subcharts;

/// <summary>How values flow down a tree of charts: defaults, what the chart around says under the subchart's key, and `global`.</summary>
internal static class SubchartValues
{
    public const string Global = "global";
    public const string Tags = "tags";

    /// <summary>The tree with the values of every chart computed anew, its structure as it is.</summary>
    /// <param name="place">The chart and all below it.</param>
    /// <param name="above">What is supplied to it.</param>
    /// <param name="defaults">The lowest layer of each chart.</param>
    public static ChartInUse Compute(ChartInUse place, YamlMap above, Func<ChartInUse, YamlMap> defaults)
    {
        var own = Own(place.Chart, defaults(place), above);
        return Assembled(place, own, [.. place.Subcharts.Select(subchart => Compute(subchart, Slice(own, subchart.Name), defaults))]);
    }

    /// <summary>A chart's own values, its subcharts' defaults not yet in them.</summary>
    public static YamlMap Own(Chart chart, YamlMap defaults, YamlMap above) =>
        above.Count == 0 ? defaults : ValuesMerger.Merge(defaults, above, ValuesSchema.MergeRulesOf(chart));

    /// <summary>What a chart's values say to a subchart: what stands under its key, with `global` on top.</summary>
    public static YamlMap Slice(YamlMap own, string key)
    {
        // A null under the key takes back what was said before, and the subchart's own defaults are left.
        var slice = own.Find(key) as YamlMap ?? YamlMap.Empty;
        return own.Find(Global) is YamlMap { Count: > 0 } global
            ? slice.With(Global, slice.Find(Global) is YamlMap inner ? ValuesMerger.Merge(inner, global) : global)
            : slice;
    }

    /// <summary>The chart with its subcharts, whose values stand under their names.</summary>
    public static ChartInUse Assembled(ChartInUse place, YamlMap own, ImmutableArray<ChartInUse> subcharts) => place with
    {
        Subcharts = subcharts,
        Values = subcharts.Aggregate(own, (values, subchart) => values.With(subchart.Name, subchart.Values)),
    };

    /// <summary>The lowest layer of a chart: its `values.yaml`, and beneath it what it imports.</summary>
    public static YamlMap Defaults(ChartInUse place) => WithBeneath(place.Chart.Values, place.Imported);

    /// <summary>Values with others beneath them, which fill in what is not there; keys keep the order of the values.</summary>
    public static YamlMap WithBeneath(YamlMap values, YamlMap beneath) =>
        beneath.Count == 0 ? values : ValuesMerger.Merge(values, ValuesMerger.Merge(beneath, values));
}
