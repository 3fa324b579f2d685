using System.Collections.Immutable;
using PackMan.Charts;

namespace PackMan.Subcharts;

/// <summary>A key of a chart's values that belongs to a subchart.</summary>
/// <param name="Key">The alias, or else the name of the subchart.</param>
/// <param name="Dependency">The entry of `dependencies`; null for a chart that only lies in `charts/`.</param>
/// <param name="Chart">The vendored chart; null when none fits.</param>
internal sealed record SubchartSlot(string Key, ChartDependency? Dependency, Chart? Chart)
{
    /// <summary>Pairs the dependencies of a chart with the charts in its `charts/`; of several versions in range the newest is taken.</summary>
    /// <exception cref="SubchartException">Two subcharts claim one key, or a key that means something else.</exception>
    public static ImmutableArray<SubchartSlot> Of(Chart chart)
    {
        var named = chart.Metadata.Dependencies.Select(dependency => new SubchartSlot(dependency.Alias ?? dependency.Name, dependency, Newest(chart, dependency)));
        var unnamed = chart.Subcharts.Where(subchart => !IsNamed(chart, subchart)).Select(subchart => new SubchartSlot(subchart.Metadata.Name, null, subchart));
        ImmutableArray<SubchartSlot> slots = [.. named, .. unnamed];
        EnsureKeysAreFree(chart, slots);
        return slots;
    }

    /// <summary>
    /// This slot, or with a library chart that lies in the `charts/` of a chart around when none fits here. Libraries only lend text, so one copy serves
    /// all; another chart would be installed twice.
    /// </summary>
    /// <param name="around">The charts around, outermost first.</param>
    public SubchartSlot OrLibraryOf(IEnumerable<Chart> around) => Chart is not null || Dependency is null
        ? this
        : this with { Chart = around.Reverse().Select(outer => Newest(outer, Dependency)).FirstOrDefault(chart => chart?.Metadata.Type == ChartType.Library) };

    /// <summary>Charts that lie in `charts/` though a dependency of their name took another version or none.</summary>
    public static IEnumerable<Chart> LeftOver(Chart chart, ImmutableArray<SubchartSlot> slots) =>
        chart.Subcharts.Where(subchart => !slots.Any(slot => ReferenceEquals(slot.Chart, subchart)));

    /// <summary>Of the charts in `charts/` that are asked for, the one that is taken.</summary>
    public static Chart? Newest(Chart chart, ChartDependency dependency) => chart.Subcharts
        .Where(subchart => dependency.IsMetBy(subchart.Metadata))
        .MaxBy(subchart => subchart.Metadata.Version);

    private static bool IsNamed(Chart chart, Chart subchart) => chart.Metadata.Dependencies.Any(dependency => dependency.Name == subchart.Metadata.Name);

    private static void EnsureKeysAreFree(Chart chart, ImmutableArray<SubchartSlot> slots)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var slot in slots)
        {
            if (slot.Key is SubchartValues.Global or SubchartValues.Tags)
            {
                throw new SubchartException(
                    $"Chart `{chart.Metadata.Name}` has a subchart called `{slot.Key}`, and that key of the values means something else",
                    "Give the dependency an `alias`");
            }

            if (!taken.Add(slot.Key))
            {
                throw new SubchartException(
                    $"Two subcharts of chart `{chart.Metadata.Name}` are called `{slot.Key}`, so both would take their values from that key: {Claims(chart, slots, slot.Key)}",
                    "Give one of the dependencies another `alias`, or take one chart out of `charts/`");
            }
        }
    }

    private static string Claims(Chart chart, ImmutableArray<SubchartSlot> slots, string key) => string.Join(" and ", slots
        .Where(slot => slot.Key == key)
        .Select(slot => slot.Dependency is { } dependency ? $"`{dependency.Name}` of `dependencies`" : $"`{slot.Chart?.Location ?? chart.Location}`"));
}
