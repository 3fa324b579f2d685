using PackMan.Charts;
using PackMan.Charts.Loading;

namespace PackMan.Linting.Rules.Values;

internal sealed class MissingValuesFileRule() : LintRule("values/missing-file", LintSeverity.Info, "Users look into values.yaml for what can be set.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) =>
        chart.Chart.Metadata.Type == ChartType.Application && !chart.Files.Knows(ChartText.NameOf(chart.Chart.Location, "values.yaml"))
            ? [Tell("The chart has no `values.yaml`", chart.FrameOf("Chart.yaml"))]
            : [];
}
