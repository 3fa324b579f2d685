using PackMan.Charts.Loading;

namespace PackMan.Linting.Rules.Charts;

internal sealed class ChartVersionRule() : LintRule("chart/version", LintSeverity.Error, "Dependencies and upgrades compare semantic versions.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) => chart.FaultsOf(ChartPart.Version).Select(Tell);
}
