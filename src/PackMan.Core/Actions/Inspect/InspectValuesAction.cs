using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Schemas;
using PackMan.Subcharts;
using PackMan.Yaml;

namespace PackMan.Actions.Inspect;

/// <summary>Merges the values a chart would be rendered with and finds where each comes from, without rendering it.</summary>
public static class InspectValuesAction
{
    /// <param name="chart">The chart whose defaults come first.</param>
    /// <param name="supplied">What the user gave, as it was after each layer.</param>
    /// <param name="skipSchemaValidation">Whether values that break the schema are welcome.</param>
    /// <exception cref="SubchartException">A dependency is missing, or the charts do not fit together.</exception>
    /// <exception cref="ValuesSchemaException">The values break the schema of a chart.</exception>
    /// <exception cref="PackManException">The schema is broken itself.</exception>
    public static InspectedValues Run(Chart chart, ImmutableArray<YamlMap> supplied, bool skipSchemaValidation)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var charts = ChartTree.Resolve(chart, supplied.LastOrDefault() ?? YamlMap.Empty);
        if (!skipSchemaValidation)
        {
            ValuesSchema.Check(charts);
        }

        return InspectedValues.Of(charts, supplied);
    }
}

/// <summary>Merged values and what they were merged from.</summary>
/// <param name="Steps">The tree after each layer: the defaults of the charts from the innermost out, then what was supplied.</param>
/// <param name="Sensitive">What is not to be printed of any of them.</param>
public sealed record InspectedValues(ImmutableArray<YamlMap> Steps, SensitivePaths Sensitive)
{
    public YamlMap Computed => Steps[^1];

    internal static InspectedValues Of(ChartTree charts, ImmutableArray<YamlMap> supplied)
    {
        // A value that was overridden may stand where the last tree has nothing for the schema to mark.
        var layers = charts.Layers(supplied);
        var sensitive = layers.Aggregate(SensitivePaths.None, (paths, layer) => paths.With(ValuesSchema.SensitiveIn(layer)));
        return new InspectedValues([.. layers.Select(layer => layer.Values)], sensitive);
    }
}
