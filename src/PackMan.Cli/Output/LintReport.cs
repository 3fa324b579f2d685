using System.Collections.Immutable;
using PackMan.Actions.Lint;
using PackMan.Linting;

namespace PackMan.Cli.Output;

/// <summary>What `lint` found and how it counts.</summary>
/// <param name="IsStrict">Whether warnings fail a chart too.</param>
/// <param name="IsQuiet">Whether only errors and warnings are printed.</param>
internal sealed record LintReport(LintResult Result, bool IsStrict, bool IsQuiet)
{
    public int FailedCharts => Result.Charts.Count(IsFailing);

    public bool IsFailed => FailedCharts > 0;

    public bool IsFailing(LintedPath chart) => LintResult.IsFailed(chart.Findings, IsStrict);

    /// <summary>The findings that are printed.</summary>
    public ImmutableArray<Finding> Shown(LintedPath chart) => IsQuiet ? [.. chart.Findings.Where(finding => finding.Rule.Severity != LintSeverity.Info)] : chart.Findings;
}
