using System.Collections.Immutable;
using PackMan.Linting;

namespace PackMan.Actions.Lint;

/// <summary>What lint found, chart by chart in the order they were named, each chart's subcharts behind it.</summary>
public sealed record LintResult(ImmutableArray<LintedPath> Charts)
{
    public IEnumerable<Finding> Findings => Charts.SelectMany(chart => chart.Findings);

    public int Silenced => Charts.Sum(chart => chart.Silenced);

    public int Count(LintSeverity severity) => Findings.Count(finding => finding.Rule.Severity == severity);

    /// <summary>Whether a chart fails: by errors, and when it is strict by warnings too.</summary>
    public static bool IsFailed(IEnumerable<Finding> findings, bool isStrict) =>
        findings.Any(finding => finding.Rule.Severity == LintSeverity.Error || (isStrict && finding.Rule.Severity == LintSeverity.Warning));
}

/// <summary>What lint found in one chart.</summary>
/// <param name="Path">As the user named it; that of a subchart below it.</param>
/// <param name="Name">The chart's name; null when there is no chart.</param>
public sealed record LintedPath(string Path, string? Name, string? Version, ImmutableArray<Finding> Findings, int Silenced);
