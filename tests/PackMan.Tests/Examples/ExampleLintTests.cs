using PackMan.Actions.Lint;
using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Charts.Scaffold;
using PackMan.Linting;
using PackMan.Tests.Core.Linting;
using PackMan.Values;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Examples;

/// <summary>What users copy from has nothing in it that lint would tell them to mend.</summary>
public sealed class ExampleLintTests
{
    public static TheoryData<string, int> ExamplesAndReleases()
    {
        var data = new TheoryData<string, int>();
        foreach (var folder in Directory.GetDirectories(Repository.Examples).Order(StringComparer.Ordinal))
        {
            foreach (var minor in new[] { 20, 25, 31, 36 })
            {
                data.Add(Path.GetFileName(folder), minor);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(ExamplesAndReleases))]
    public void Every_example_lints_clean_with_all_its_values_files(string example, int minor)
    {
        var folder = Path.Combine(Repository.Examples, example);
        var chart = ChartExaminer.ExamineFolder(folder, example);
        foreach (var file in Directory.GetFiles(folder, "values-*.yaml").Order(StringComparer.Ordinal).Prepend(null))
        {
            var supplied = file is null ? YamlMap.Empty : SuppliedValuesReader.ReadLayers(File.ReadAllText(file), Path.GetFileName(file));
            var options = new LintOptions { KubeVersion = $"v1.{minor}.0", Supplied = supplied, WithSubcharts = true };

            Matters(new LintLab { Options = options }.Run(chart)).ShouldBeEmpty(file);
        }
    }

    [Fact]
    public void A_new_chart_lints_clean()
    {
        var chart = ChartExaminer.ExamineFiles(ChartScaffold.Files(ChartName.Parse("demo")), "demo");

        Matters(new LintLab().Run(chart)).ShouldBeEmpty();
    }

    private static IEnumerable<string> Matters(LintResult result) => result.Findings.Where(finding => finding.Rule.Severity != LintSeverity.Info)
        .Select(finding => $"{finding.Rule.Id} {finding.Frame} {finding.Message} {finding.ValuesFile}");
}
