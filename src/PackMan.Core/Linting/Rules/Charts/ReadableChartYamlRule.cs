using PackMan.Charts.Loading;

namespace PackMan.Linting.Rules.Charts;

internal sealed class ReadableChartYamlRule() : LintRule("chart/yaml", LintSeverity.Error, "Everything else depends on a Chart.yaml that can be read.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) => chart.FaultsOf(ChartPart.ChartYaml).Select(Tell);
}
