using PackMan.Charts.Loading;
using PackMan.Templating.Sources;

namespace PackMan.Linting.Rules.Charts;

internal sealed class NoTemplatesRule() : LintRule("chart/templates", LintSeverity.Warning, "An application without templates installs nothing.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) =>
        chart.IsRendered && chart.Chart.Subcharts.IsEmpty && chart.Chart.Crds.IsEmpty && !chart.HasFaultOf(ChartPart.Subchart)
        && !chart.Chart.Templates.Any(file => ParsedTemplate.KindOf(file.Path) == TemplateKind.Manifest)
            ? [Tell("The chart has no template that prints objects", chart.FrameOf("Chart.yaml"), "Templates are `.yaml` files below `templates/`; a chart that only lends partials has `type: library`")]
            : [];
}
