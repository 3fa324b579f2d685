using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Charts.Locking;
using PackMan.Yaml;

namespace PackMan.Linting.Rules.Charts;

internal sealed class MissingDependencyRule() : LintRule("chart/missing-dependency", LintSeverity.Error, "A chart is not installed without the charts it depends on.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) => In(chart).Select(dependency => Tell(
        $"`charts/` has no `{dependency.Name}`{(dependency.Version.Length == 0 ? "" : $" in the range `{dependency.Version}`")}",
        Place(chart, dependency),
        dependency.Repository.Length > 0 ? FetchHint.For(chart.Chart) : "Put the chart below `charts/`, as a folder or as its `.tgz`"));

    /// <summary>The dependencies that are in use and not there.</summary>
    public static IEnumerable<ChartDependency> In(LintedChart chart) => chart.HasFaultOf(ChartPart.Dependencies) || chart.HasFaultOf(ChartPart.Subchart)
        ? []
        : chart.Chart.Metadata.Dependencies.Where(dependency => !IsDisabled(chart, dependency) && !chart.Chart.Subcharts.Any(subchart => dependency.IsMetBy(subchart.Metadata)));

    // Whether the defaults leave it out: then the chart can be installed without it.
    private static bool IsDisabled(LintedChart chart, ChartDependency dependency) => chart.Renderings is [{ Tree.Root.Disabled: var disabled }, ..]
        && disabled.Any(subchart => subchart.Name == (dependency.Alias ?? dependency.Name));

    private static CodeFrame Place(LintedChart chart, ChartDependency dependency) =>
        (chart.Chart.Metadata.Source.Find("dependencies") as YamlList)?.Items.FirstOrDefault(entry => entry.FindString("name") == dependency.Name) is { } node
            ? chart.Files.FrameOf(node)
            : chart.FrameOf("Chart.yaml");
}
