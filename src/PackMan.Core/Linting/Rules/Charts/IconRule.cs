using PackMan.Charts;
using PackMan.Charts.Loading;

namespace PackMan.Linting.Rules.Charts;

internal sealed class IconRule() : LintRule("chart/icon", LintSeverity.Info, "Catalogs show charts by their icons.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) => chart.Chart.Metadata is { Icon: null or "", Type: ChartType.Application } && !chart.HasFaultOf(ChartPart.ChartYaml)
        ? [Tell("The chart has no `icon`", chart.FrameOf("Chart.yaml"), "Add the web address of an SVG or PNG image")]
        : [];
}
