using PackMan.Charts.Loading;

namespace PackMan.Linting.Rules.Charts;

internal sealed class ChartNameRule() : LintRule("chart/name", LintSeverity.Error, "The name becomes part of file names, references and labels.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) => chart.FaultsOf(ChartPart.Name).Select(Tell);
}
