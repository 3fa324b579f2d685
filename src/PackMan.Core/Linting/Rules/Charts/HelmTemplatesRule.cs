namespace PackMan.Linting.Rules.Charts;

internal sealed class HelmTemplatesRule() : LintRule("chart/helm-templates", LintSeverity.Info, "PackMan does not render Go templates, so nothing can be said of what they print.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) => chart.Chart.Metadata.IsNative
        ? []
        : [Tell($"The chart has `apiVersion: {chart.Chart.Metadata.ApiVersion}`: its metadata, values and dependencies were looked at, its Go templates were not rendered", chart.FrameOfField("apiVersion"), "Look at the templates with `helm lint`")];
}
