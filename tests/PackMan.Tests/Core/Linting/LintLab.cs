using System.Collections.Immutable;
using System.Text;
using PackMan.Actions.Lint;
using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Linting;
using PackMan.Templating;
using PackMan.Tests.Fakes;

namespace PackMan.Tests.Core.Linting;

/// <summary>Lints charts made of strings.</summary>
internal sealed class LintLab
{
    public const string ChartYaml = "apiVersion: packman/v1\nname: web\nversion: 1.0.0\nicon: https://example.org/web.svg\n";

    private static readonly (string Path, string? Text)[] Sound =
    [
        ("Chart.yaml", ChartYaml),
        ("values.yaml", "# Nothing can be set.\n"),
        ("templates/config.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: config\ndata: {}\n"),
    ];

    public ITemplateEngine Engine { get; init; } = new ScribanTemplateEngine();

    public LintOptions Options { get; init; } = new();

    /// <summary>A chart in which nothing is wrong, with these files in place of its own; a null takes one away, and lines of `Chart.yaml` replace those of the same field.</summary>
    public LintResult Lint(params (string Path, string? Text)[] files) => Run(Examine(files));

    public LintResult Run(params ExaminedChart[] charts) =>
        new LintAction(Engine, new FixedTime()).Run(charts.Select(chart => new LintTarget(chart.Chart.Location, chart, null)), Options);

    /// <summary>The findings as `rule file:line:column message`.</summary>
    public IEnumerable<string> Told(params (string Path, string? Text)[] files) => Lint(files).Findings.Select(finding => $"{finding.Rule.Id} {finding.Frame} {finding.Message}");

    public static ExaminedChart Examine(params (string Path, string? Text)[] files)
    {
        var all = Sound.ToDictionary(StringComparer.Ordinal);
        foreach (var (path, text) in files)
        {
            all[path] = path == "Chart.yaml" && text is not null ? WithFields(text) : text;
        }

        ImmutableArray<ChartFile> chart = [.. all.Where(file => file.Value is not null).OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => new ChartFile(file.Key, Encoding.UTF8.GetBytes(file.Value!)))];
        return ChartExaminer.ExamineFiles(chart, "web");
    }

    private static string WithFields(string text)
    {
        if (text.StartsWith('-'))
        {
            return text;
        }

        var given = text.Split('\n').Where(line => line.Contains(':', StringComparison.Ordinal) && line[0] != ' ').Select(line => line.Split(':')[0]).ToHashSet(StringComparer.Ordinal);
        return string.Concat(ChartYaml.Split('\n').Where(line => line.Length > 0 && !given.Contains(line.Split(':')[0])).Select(line => line + "\n")) + text;
    }
}
