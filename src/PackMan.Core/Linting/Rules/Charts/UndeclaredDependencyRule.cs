using PackMan.Charts.Loading;

namespace PackMan.Linting.Rules.Charts;

internal sealed class UndeclaredDependencyRule() : LintRule("chart/undeclared-dependency", LintSeverity.Warning, "Nobody can see from Chart.yaml which version of it belongs here.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) => chart.HasFaultOf(ChartPart.Dependencies) || chart.HasFaultOf(ChartPart.ChartYaml)
        ? []
        : chart.Chart.Subcharts.Where(subchart => chart.Chart.Metadata.Dependencies.All(dependency => dependency.Name != subchart.Metadata.Name))
            .Select(subchart => Tell($"`{subchart.Metadata.Name}` lies in `charts/` and is no dependency of Chart.yaml", chart.FrameOf("Chart.yaml"), $"Add `- name: {subchart.Metadata.Name}` with a version below `dependencies`"));
}
