using PackMan.Charts.Loading;

namespace PackMan.Linting.Rules.Charts;

internal sealed class FieldTypesRule() : LintRule("chart/field-type", LintSeverity.Error, "A field of another type is refused when the chart is installed.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) => chart.FaultsOf(ChartPart.Field).Select(Tell);
}
