using PackMan.Charts.Loading;

namespace PackMan.Linting.Rules.Charts;

internal sealed class ChartKubeVersionRule() : LintRule("chart/kube-version", LintSeverity.Error, "A range that cannot be read would refuse every cluster.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) => chart.FaultsOf(ChartPart.KubeVersion).Select(Tell);
}
