using PackMan.Charts.Loading;

namespace PackMan.Linting.Rules.Charts;

internal sealed class ChartDependenciesRule() : LintRule("chart/dependencies", LintSeverity.Error, "An entry that cannot be read, or that shares its name with another, leaves open which chart is meant.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) => chart.FaultsOf(ChartPart.Dependencies).Select(Tell);
}
