using PackMan.Charts;
using PackMan.Subcharts;
using PackMan.Templating;
using PackMan.Templating.Uses;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Origins;

/// <summary>
/// Everything that could read values: the templates of the charts in use, and what decides about subcharts (conditions, tags,
/// imported values). All paths are those of the values of the whole.
/// </summary>
public static class ChartUses
{
    /// <exception cref="PackManException">A template cannot be parsed.</exception>
    public static ValueUses Of(ITemplateEngine engine, ChartTree charts)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(charts);
        return new ValueUses(charts.Root.All.SelectMany(chart => Find(engine, chart)));
    }

    private static IEnumerable<ValueUse> Find(ITemplateEngine engine, ChartInUse chart)
    {
        // A library is read with the values of whoever calls it.
        var own = chart.IsLibrary ? [] : engine.UsesIn(chart).All;
        return own.Concat(chart.Chart.Metadata.Dependencies.SelectMany(dependency => OfDependency(chart, dependency)))
            .Concat(chart.Disabled.SelectMany(disabled => OfDisabled(engine, chart, disabled)))
            .SelectMany(use => InRoot(use, chart));
    }

    /// <summary>A chart's use in the paths of the root; `global` and `tags` are looked for in the charts around it too.</summary>
    private static IEnumerable<ValueUse> InRoot(ValueUse use, ChartInUse chart)
    {
        var isShared = !use.Pattern.IsRoot && use.Pattern.Steps()[0].Key is SubchartValues.Global or SubchartValues.Tags;
        return Enumerable.Range(isShared ? 0 : chart.Path.Length, isShared ? chart.Path.Length + 1 : 1)
            .Select(depth => use with { Pattern = use.Pattern.Below(chart.Path[..depth]) });
    }

    /// <summary>What is supplied to a chart that is left out is not meant to have an effect; what it would read of `global` is no mistake either.</summary>
    private static IEnumerable<ValueUse> OfDisabled(ITemplateEngine engine, ChartInUse chart, DisabledSubchart disabled)
    {
        var frame = FrameOf(chart);
        var charts = disabled.Chart is null ? [] : WithVendored(disabled.Chart).ToList();
        var global = charts.Count == 0 || charts.Any(vendored => !vendored.Metadata.IsNative)
            ? [new ValueUse(Pattern([SubchartValues.Global]), isWhole: true, frame)]
            : charts.SelectMany(vendored => engine.UsesIn(ChartInUse.Alone(vendored, vendored.Values)).All.Where(IsGlobal));
        return global.Prepend(new ValueUse(Pattern([disabled.Name]), isWhole: true, frame));
    }

    private static bool IsGlobal(ValueUse use) => !use.Pattern.IsRoot && use.Pattern.Steps()[0].Key == SubchartValues.Global;

    private static IEnumerable<Chart> WithVendored(Chart chart) => chart.Subcharts.SelectMany(WithVendored).Prepend(chart);

    private static CodeFrame FrameOf(ChartInUse chart) => new($"{chart.Chart.Location.TrimEnd('/')}/Chart.yaml", 1, 1);

    private static IEnumerable<ValueUse> OfDependency(ChartInUse chart, ChartDependency dependency)
    {
        var key = dependency.Alias ?? dependency.Name;
        var frame = FrameOf(chart);
        yield return Use(key, isWhole: false);
        foreach (var condition in (dependency.Condition ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            yield return Use(condition, isWhole: true);
        }

        foreach (var tag in dependency.Tags)
        {
            yield return new ValueUse(Pattern([SubchartValues.Tags, tag]), isWhole: true, frame);
        }

        foreach (var import in dependency.ImportValues.Items)
        {
            yield return Use(import is YamlString name ? $"{key}.exports.{name.Value}" : $"{key}.{import.FindString("child")}", isWhole: true);
        }

        ValueUse Use(string path, bool isWhole) => new(Pattern(path.Split('.')), isWhole, frame);
    }

    private static ValuePattern Pattern(IEnumerable<string> keys) => keys.Aggregate(ValuePattern.Root, (pattern, key) => pattern.Then(UseStep.Of(key)));
}
