using PackMan.Charts.Loading;

namespace PackMan.Linting.Rules.Charts;

internal sealed class ChartTypeRule() : LintRule("chart/type", LintSeverity.Error, "A chart is an application or a library; nothing else can be done with one.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) => chart.FaultsOf(ChartPart.Type).Select(Tell);
}
