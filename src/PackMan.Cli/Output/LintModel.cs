using PackMan.Actions.Lint;
using PackMan.Linting;
using PackMan.Yaml;

namespace PackMan.Cli.Output;

/// <summary>What `lint -o json` prints.</summary>
internal static class LintModel
{
    public static YamlMap Of(LintReport report) => Model.Map(
        ("charts", YamlList.Of(report.Result.Charts.Select(chart => Of(report, chart)))),
        ("summary", Model.Map(
            ("charts", Model.Number(report.Result.Charts.Length)),
            ("failed", Model.Number(report.FailedCharts)),
            ("errors", Model.Number(report.Result.Count(LintSeverity.Error))),
            ("warnings", Model.Number(report.Result.Count(LintSeverity.Warning))),
            ("infos", Model.Number(report.Result.Count(LintSeverity.Info))),
            ("silenced", Model.Number(report.Result.Silenced)))));

    private static YamlMap Of(LintReport report, LintedPath chart) => Model.Map(
        ("path", Model.Text(chart.Path)),
        ("name", Model.TextOrNone(chart.Name)),
        ("version", Model.TextOrNone(chart.Version)),
        ("failed", new YamlBoolean(report.IsFailing(chart))),
        ("findings", YamlList.Of(report.Shown(chart).Select(Of))),
        ("silenced", Model.Number(chart.Silenced)));

    private static YamlMap Of(Finding finding) => Model.Map(
        ("rule", Model.Text(finding.Rule.Id)),
        ("severity", Model.Text(SeverityOf(finding.Rule))),
        ("message", Model.Text(finding.Message)),
        ("hint", Model.TextOrNone(finding.Hint)),
        ("file", Model.TextOrNone(finding.Frame?.File)),
        ("line", finding.Frame is { } frame ? Model.Number(frame.Line) : null),
        ("column", finding.Frame is { } place ? Model.Number(place.Column) : null),
        ("source", Model.TextOrNone(finding.Frame?.LineText)),
        ("includedFrom", Model.ListOrNone(YamlList.Of((finding.Frame?.Callers ?? []).Select(caller => Model.Text(caller.ToString()))))),
        ("valuesFile", Model.TextOrNone(finding.ValuesFile)));

    private static string SeverityOf(LintRule rule) => rule.Severity switch
    {
        LintSeverity.Error => "error",
        LintSeverity.Warning => "warning",
        _ => "info",
    };
}
