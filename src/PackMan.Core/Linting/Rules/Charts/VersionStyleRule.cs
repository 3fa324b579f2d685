namespace PackMan.Linting.Rules.Charts;

internal sealed class VersionStyleRule() : LintRule("chart/version-style", LintSeverity.Warning, "Helm reads it as a semantic version, other tools may not, and it is no other version than its usual spelling.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) => chart.Chart.Metadata.Version is { IsStrict: false } version
        ? [Tell($"`{version}` is no semantic version in the strict sense", chart.FrameOfField("version"), $"Write `{version.Canonical}`")]
        : [];
}
