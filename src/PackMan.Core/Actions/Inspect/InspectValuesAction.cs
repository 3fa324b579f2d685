using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Schemas;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Actions.Inspect;

/// <summary>Merges the values a chart would be rendered with and finds where each comes from, without rendering it.</summary>
public static class InspectValuesAction
{
    /// <param name="chart">The chart whose defaults come first.</param>
    /// <param name="supplied">What the user gave, as it was after each layer.</param>
    /// <param name="skipSchemaValidation">Whether values that break the schema are welcome.</param>
    /// <exception cref="ValuesSchemaException">The values break the chart's schema.</exception>
    /// <exception cref="PackManException">The schema is broken itself.</exception>
    public static InspectedValues Run(Chart chart, ImmutableArray<YamlMap> supplied, bool skipSchemaValidation)
    {
        ArgumentNullException.ThrowIfNull(chart);
        var mergeKey = ValuesSchema.ListMergeKeyOf(chart);
        // Each step starts at the defaults again: layers do not merge the same in pairs once a null stands between two maps.
        ImmutableArray<YamlMap> steps = [chart.Values, .. supplied.Select(step => ValuesMerger.Merge(chart.Values, step, mergeKey))];
        if (!skipSchemaValidation)
        {
            ValuesSchema.Check(chart, steps[^1]);
        }

        // A value that was overridden may stand where the last tree has nothing for the schema to mark.
        var sensitive = steps.Aggregate(SensitivePaths.None, (paths, step) => paths.With(ValuesSchema.SensitiveIn(chart, step)));
        return new InspectedValues(steps, sensitive);
    }
}

/// <summary>Merged values and what they were merged from.</summary>
/// <param name="Steps">The tree after each layer, the chart's defaults first.</param>
/// <param name="Sensitive">What is not to be printed of any of them.</param>
public sealed record InspectedValues(ImmutableArray<YamlMap> Steps, SensitivePaths Sensitive)
{
    public YamlMap Computed => Steps[^1];
}
