using PackMan.Charts.Loading;

namespace PackMan.Linting.Rules.Values;

internal sealed class ReadableValuesRule() : LintRule("values/yaml", LintSeverity.Error, "Values that cannot be read cannot be used.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) =>
        chart.FaultsOf(ChartPart.Values).Concat(chart.ValuesSets.Select(set => set.Fault).OfType<PackManException>()).Select(Tell);
}
