using System.Text.RegularExpressions;
using PackMan.Actions.Lint;
using PackMan.Linting;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Linting;

/// <summary>The reference of the rules: complete, and each of its examples finds its rule.</summary>
public sealed partial class LintRuleReferenceTests
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "reference", "lint-rules.md"));

    public static TheoryData<string> Rules() => [.. RuleTable.All.Select(rule => rule.Id)];

    [Fact]
    public void Every_rule_is_listed_once_with_its_severity_and_its_reason()
    {
        var listed = TableRow().Matches(Page).Select(row => $"{row.Groups[1].Value} {row.Groups[2].Value} {row.Groups[3].Value}").Order(StringComparer.Ordinal);

        listed.ShouldBe(RuleTable.All.Select(rule => $"{rule.Id} {Severity(rule)} {rule.Rationale}").Order(StringComparer.Ordinal));
        RuleTable.All.Select(rule => rule.Id).ShouldBeUnique();
        RuleTable.All.ShouldAllBe(rule => IdForm().IsMatch(rule.Id) && rule.Rationale.EndsWith('.'));
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void The_example_of_a_rule_finds_it_and_nothing_else_that_matters(string id)
    {
        var (bad, _, options) = Example(id);

        var found = new LintLab { Options = options }.Lint(bad).Findings.ToList();

        found.ShouldContain(finding => finding.Rule.Id == id, Section(id));
        found.Where(finding => finding.Rule.Severity != LintSeverity.Info || finding.Rule.Id == id).Select(finding => finding.Rule.Id).Distinct().ShouldBe([id]);
        found.ShouldAllBe(finding => finding.Frame != null && finding.Frame.File.StartsWith("web/", StringComparison.Ordinal));
    }

    [Fact]
    public void What_each_rule_says_is_reviewed() => Golden.Verify(
        string.Concat(RuleTable.All.SelectMany(rule => Told(rule.Id)).Select(finding =>
            $"{Severity(finding.Rule)}[{finding.Rule.Id}]: {finding.Message}\n  --> {finding.Frame} {finding.Frame!.LineText}\n{(finding.Hint is null ? "" : $"  hint: {finding.Hint}\n")}")),
        "LintRuleReferenceTests.Messages");

    [Theory]
    [MemberData(nameof(Rules))]
    public void What_is_mended_has_no_finding_that_matters(string id)
    {
        var (_, good, options) = Example(id);

        new LintLab { Options = options }.Lint(good).Findings.Where(finding => finding.Rule.Severity != LintSeverity.Info || finding.Rule.Id == id)
            .Select(finding => $"{finding.Rule.Id} {finding.Message}").ShouldBeEmpty();
    }

    private static IEnumerable<Finding> Told(string id)
    {
        var (bad, _, options) = Example(id);
        return new LintLab { Options = options }.Lint(bad).Findings.Where(finding => finding.Rule.Id == id);
    }

    private static string Severity(LintRule rule) => rule.Severity switch
    {
        LintSeverity.Error => "error",
        LintSeverity.Warning => "warning",
        _ => "info",
    };

    private static string Section(string id)
    {
        var start = Page.IndexOf($"\n### `{id}`\n", StringComparison.Ordinal);
        start.ShouldBeGreaterThan(0, $"`{id}` has no section");
        var end = Page.IndexOf("\n## ", start + 1, StringComparison.Ordinal) is var room and > 0 ? room : Page.Length;
        return Page[start..(Page.IndexOf("\n### ", start + 1, StringComparison.Ordinal) is var next and > 0 && next < end ? next : end)];
    }

    private static ((string, string?)[] Bad, (string, string?)[] Good, LintOptions Options) Example(string id)
    {
        var parts = Section(id).Split("\nMended:\n");
        parts.Length.ShouldBe(2, id);
        var version = KubeVersion().Match(parts[0]);
        return (Files(parts[0]), Files(parts[1]), version.Success ? new LintOptions { KubeVersion = $"v{version.Groups[1].Value}.0" } : new LintOptions());
    }

    private static (string Path, string? Text)[] Files(string text) =>
    [
        .. Block().Matches(text).Select(match => (match.Groups[1].Value, (string?)match.Groups[2].Value)),
        .. Absent().Matches(text).Select(match => (match.Groups[1].Value, (string?)null)),
    ];

    [GeneratedRegex(@"^\| \[`([^`]+)`\]\(#[a-z0-9-]+\) \| (\w+) \| (.+) \|$", RegexOptions.Multiline)]
    private static partial Regex TableRow();

    [GeneratedRegex("^[a-z]+/[a-z0-9-]+$")]
    private static partial Regex IdForm();

    [GeneratedRegex(@"```\w+\n(?:#|//) (\S+)\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex(@"^The chart has no `([^`]+)`\.$", RegexOptions.Multiline)]
    private static partial Regex Absent();

    [GeneratedRegex(@"--kube-version ([0-9.]+)`")]
    private static partial Regex KubeVersion();
}
