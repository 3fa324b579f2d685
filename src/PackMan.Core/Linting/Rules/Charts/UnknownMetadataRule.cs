using PackMan.Charts.Loading;

namespace PackMan.Linting.Rules.Charts;

internal sealed class UnknownMetadataRule() : LintRule("chart/unknown-field", LintSeverity.Error, "A misspelt field has no effect, so PackMan refuses it.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) => chart.FaultsOf(ChartPart.UnknownField).Select(Tell);
}
