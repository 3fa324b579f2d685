using PackMan.Charts;
using PackMan.Templating;
using PackMan.Templating.Uses;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Origins;

/// <summary>
/// Everything that could read the values of a chart: its templates, those of its subcharts whether they are in use or not, and
/// what decides about them (conditions, tags, imported values). All paths are those of the chart's own values.
/// </summary>
public static class ChartUses
{
    private const string Global = "global";

    /// <exception cref="PackManException">A template cannot be parsed.</exception>
    public static ValueUses Of(ITemplateEngine engine, Chart chart, YamlMap values)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(chart);
        return new ValueUses(Find(engine, chart, values));
    }

    /// <summary>The key under which a chart's values hold those of a dependency.</summary>
    internal static string KeyOf(ChartDependency dependency) => dependency.Alias ?? dependency.Name;

    /// <summary>The subcharts with the keys of their values; one chart may stand under several.</summary>
    internal static IEnumerable<(string Key, Chart Subchart)> SubchartsOf(Chart chart) => chart.Subcharts.SelectMany(subchart =>
    {
        var keys = chart.Metadata.Dependencies.Where(dependency => dependency.Name == subchart.Metadata.Name).Select(KeyOf).ToList();
        return (keys.Count > 0 ? keys : [subchart.Metadata.Name]).Select(key => (key, subchart));
    });

    private static IEnumerable<ValueUse> Find(ITemplateEngine engine, Chart chart, YamlMap values)
    {
        var own = engine.UsesIn(chart, values).All.Concat(chart.Metadata.Dependencies.SelectMany(dependency => OfDependency(chart, dependency)));
        return own.Concat(SubchartsOf(chart).SelectMany(below =>
            Find(engine, below.Subchart, values.Find(below.Key) as YamlMap ?? YamlMap.Empty).SelectMany(use => InParent(use, below.Key))));
    }

    /// <summary>A subchart's use in the paths of its parent; `global` is the same map for both, and `tags` belong to the root.</summary>
    private static IEnumerable<ValueUse> InParent(ValueUse use, string key)
    {
        var nested = use with { Pattern = use.Pattern.Below(key) };
        return use.Pattern.IsRoot || use.Pattern.Steps()[0].Key is not (Global or "tags") ? [nested] : [nested, use];
    }

    private static IEnumerable<ValueUse> OfDependency(Chart chart, ChartDependency dependency)
    {
        var key = KeyOf(dependency);
        var frame = new CodeFrame($"{chart.Location.TrimEnd('/')}/Chart.yaml", 1, 1);
        yield return Use(key, isWhole: false);
        foreach (var condition in (dependency.Condition ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            yield return Use(condition, isWhole: true);
        }

        foreach (var tag in dependency.Tags)
        {
            yield return new ValueUse(Pattern(["tags", tag]), isWhole: true, frame);
        }

        foreach (var import in dependency.ImportValues.Items)
        {
            yield return Use(import is YamlString name ? $"{key}.exports.{name.Value}" : $"{key}.{import.FindString("child")}", isWhole: true);
        }

        // What was not fetched cannot be looked into.
        if (!chart.Subcharts.Any(subchart => subchart.Metadata.Name == dependency.Name))
        {
            yield return Use(key, isWhole: true);
            yield return Use(Global, isWhole: true);
        }

        ValueUse Use(string path, bool isWhole) => new(Pattern(path.Split('.')), isWhole, frame);
    }

    private static ValuePattern Pattern(IEnumerable<string> keys) => keys.Aggregate(ValuePattern.Root, (pattern, key) => pattern.Then(UseStep.Of(key)));
}
