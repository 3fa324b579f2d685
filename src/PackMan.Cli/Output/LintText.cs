using PackMan.Actions.Lint;
using PackMan.Linting;

namespace PackMan.Cli.Output;

/// <summary>Findings for people: each with its rule, its place and what to do.</summary>
internal sealed class LintText(TextWriter output, Palette palette)
{
    private readonly FrameText _frames = new(output, palette);

    public void Write(LintReport report)
    {
        foreach (var chart in report.Result.Charts)
        {
            Write(report, chart);
        }

        if (!report.IsQuiet || report.Result.Charts.Any(chart => !report.Shown(chart).IsEmpty))
        {
            output.WriteLine(Summary(report));
        }
    }

    private void Write(LintReport report, LintedPath chart)
    {
        var findings = report.Shown(chart);
        if (report.IsQuiet && findings.IsEmpty)
        {
            return;
        }

        output.WriteLine(palette.Bold($"==> Linting {SafeText.Of(chart.Path)}"));
        foreach (var finding in findings)
        {
            Write(finding);
        }

        output.WriteLine();
    }

    private void Write(Finding finding)
    {
        output.WriteLine();
        output.WriteLine($"{Severity(finding.Rule)} {SafeText.Of(finding.Message)}");
        if (finding.Frame is { } frame)
        {
            _frames.Write(frame);
        }

        if (finding.ValuesFile is { } values)
        {
            output.WriteLine($"  with the values of {SafeText.Of(values)}");
        }

        if (finding.Hint is { } hint)
        {
            output.WriteLine($"  {palette.Cyan("hint:")} {SafeText.Of(hint)}");
        }
    }

    private string Severity(LintRule rule) => rule.Severity switch
    {
        LintSeverity.Error => palette.Red($"error[{rule.Id}]:"),
        LintSeverity.Warning => palette.Yellow($"warning[{rule.Id}]:"),
        _ => palette.Cyan($"info[{rule.Id}]:"),
    };

    private static string Summary(LintReport report)
    {
        var result = report.Result;
        var silenced = result.Silenced == 0 ? "" : $" ({result.Silenced} silenced)";
        return $"{Counted(result.Charts.Length, "chart")} linted, {report.FailedCharts} failed: "
            + $"{Counted(result.Count(LintSeverity.Error), "error")}, {Counted(result.Count(LintSeverity.Warning), "warning")}, {Counted(result.Count(LintSeverity.Info), "info")}{silenced}";
    }

    private static string Counted(int count, string word) => count == 1 ? $"1 {word}" : $"{count} {word}s";
}
