using PackMan.Charts.Loading;

namespace PackMan.Linting.Rules.Charts;

internal sealed class ChartApiVersionRule() : LintRule("chart/api-version", LintSeverity.Error, "It says which language the templates are written in.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) => chart.FaultsOf(ChartPart.ApiVersion).Select(Tell);
}
