using PackMan.Yaml;

namespace PackMan.Linting.Rules.Charts;

internal sealed class AppVersionRule() : LintRule("chart/app-version", LintSeverity.Warning, "Other tools than PackMan read an unquoted 1.10 as the number 1.1.")
{
    internal override IEnumerable<Finding> Check(LintedChart chart) => chart.Chart.Metadata.Source.Find("appVersion") is YamlNumber number
        ? [Tell($"`appVersion` is the number {number.Text}", chart.Files.FrameOf(number), $"Put it in quotes: `appVersion: \"{number.Text}\"`")]
        : [];
}
