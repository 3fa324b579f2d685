using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Linting.Silencing;
using PackMan.Planning;

namespace PackMan.Linting;

/// <summary>Holds one chart to every rule, and keeps what concerns its own files.</summary>
internal sealed class ChartLinter(ChartPreparation preparation, ImmutableHashSet<string> disabledRules)
{
    /// <param name="examined">The chart with the faults of its loading.</param>
    /// <param name="supplied">What the command line supplies.</param>
    public ChartFindings Lint(ExaminedChart examined, Yaml.YamlMap supplied, CancellationToken cancellationToken)
    {
        var chart = preparation.Prepare(examined, supplied, cancellationToken);
        var places = new ChartPlaces(chart);
        var comments = new SilencingComments(chart.Files);
        var found = RuleTable.All.Where(rule => !disabledRules.Contains(rule.Id))
            .SelectMany(rule => Check(rule, chart))
            .Concat(disabledRules.Contains(RuleTable.Comments.Id) ? [] : RuleTable.Comments.Check(chart, comments))
            .Select(places.Of)
            .Where(finding => Concerns(chart, finding))
            .DistinctBy(finding => finding.Identity)
            .ToLookup(comments.Silence);
        var redactions = chart.Renderings.Select(rendering => rendering.Redaction).ToList();
        return new ChartFindings(chart.Chart, [.. found[false].Order(FindingOrder.Instance).Select(finding => Clean(finding, redactions))], found[true].Count());
    }

    private static IEnumerable<Finding> Check(LintRule rule, LintedChart chart) => rule.Check(chart).Concat(chart.Renderings.SelectMany(rendering =>
        rule.Check(rendering).Concat(rendering.Objects.SelectMany(rule.Check)).Select(finding => finding with { ValuesFile = finding.ValuesFile ?? rendering.Values.File })));

    // What could be better in a subchart is for those to know who make it; what breaks it here breaks this chart.
    private static bool Concerns(LintedChart chart, Finding finding) => finding.Rule.Severity == LintSeverity.Error || finding.Frame is not { } frame
        || !chart.Chart.Subcharts.Any(subchart => frame.File.StartsWith(ChartText.NameOf(subchart.Location, ""), StringComparison.Ordinal));

    private static Finding Clean(Finding finding, List<Redaction> redactions)
    {
        string Clean(string text) => redactions.Aggregate(text, (cleaned, redaction) => redaction.Clean(cleaned));
        CodeFrame CleanFrame(CodeFrame frame) => frame with { LineText = frame.LineText is { } line ? Clean(line) : null, Callers = [.. frame.Callers.Select(CleanFrame)] };
        return finding with
        {
            Message = Clean(finding.Message),
            Hint = finding.Hint is { } hint ? Clean(hint) : null,
            Frame = finding.Frame is { } frame ? CleanFrame(frame) : null,
        };
    }
}

/// <summary>What was found in one chart.</summary>
/// <param name="Findings">In the order of files and lines.</param>
/// <param name="Silenced">How many more there are that comments silence.</param>
public sealed record ChartFindings(Chart Chart, ImmutableArray<Finding> Findings, int Silenced);

/// <summary>Findings without a place come first, then files, lines, columns and rules in order.</summary>
internal sealed class FindingOrder : IComparer<Finding>
{
    public static FindingOrder Instance { get; } = new();

    public int Compare(Finding? x, Finding? y)
    {
        var file = string.CompareOrdinal(x?.Frame?.File, y?.Frame?.File);
        var place = file != 0 ? file : (x?.Frame?.Line ?? 0, x?.Frame?.Column ?? 0).CompareTo((y?.Frame?.Line ?? 0, y?.Frame?.Column ?? 0));
        var rule = place != 0 ? place : string.CompareOrdinal(x?.Rule.Id, y?.Rule.Id);
        return rule != 0 ? rule : string.CompareOrdinal(x?.Message, y?.Message);
    }
}
