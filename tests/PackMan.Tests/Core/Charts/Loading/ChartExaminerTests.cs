using System.Text;
using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Charts.Packaging;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Charts.Loading;

public sealed class ChartExaminerTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("packman-examine-");

    [Fact]
    public void Every_fault_of_Chart_yaml_is_told_and_the_rest_is_read()
    {
        var examined = Examine("apiVersion: packman/v9\nname: a/b\nversion: one\ntype: x\nkeywords: a\nicon: [1]\nkubeVersion: no\ndescripton: x\nhome: https://example.org\n");

        examined.Faults.Select(fault => fault.Part).ShouldBe(
            [ChartPart.ApiVersion, ChartPart.Name, ChartPart.Version, ChartPart.Type, ChartPart.KubeVersion, ChartPart.Field, ChartPart.Field, ChartPart.UnknownField], ignoreOrder: true);
        examined.Chart.Metadata.Home.ShouldBe("https://example.org");
        examined.Chart.Metadata.Name.ShouldBe("web");
        examined.Chart.Metadata.IsNative.ShouldBeTrue();
    }

    [Fact]
    public void A_chart_without_faults_is_the_one_that_is_loaded()
    {
        var files = Files("apiVersion: packman/v1\nname: web\nversion: 1.0.0\n", ("values.yaml", "a: b\n"));

        var examined = ChartExaminer.ExamineFiles(files, "web");

        examined.Faults.ShouldBeEmpty();
        var loaded = ChartLoader.LoadFiles(files, "web");
        (examined.Chart.Digest.Value, examined.Chart.Metadata.Name, examined.Chart.Values.ToString()).ShouldBe((loaded.Digest.Value, loaded.Metadata.Name, loaded.Values.ToString()));
    }

    [Fact]
    public void Values_files_of_ci_are_read_though_they_are_not_packed()
    {
        Write("Chart.yaml", "apiVersion: packman/v1\nname: web\nversion: 1.0.0\n");
        Write(".packmanignore", "ci/\n");
        Write("ci/a-values.yaml", "a: 1\n");
        Write("ci/notes.txt", "not values\n");

        var examined = ChartExaminer.ExamineFolder(_folder.FullName, "web");

        examined.ValuesFiles.Select(file => file.Path).ShouldBe(["ci/a-values.yaml"]);
        examined.Chart.AllFiles.ShouldNotContain(file => file.Path.StartsWith("ci/", StringComparison.Ordinal));
    }

    [Fact]
    public void An_archive_is_examined_as_a_folder_is()
    {
        var package = ChartPackage.Of(ChartLoader.LoadFiles(Files("apiVersion: packman/v1\nname: web\nversion: 1.0.0\n", ("ci/a.yaml", "a: 1\n")), "web"));
        using var archive = new MemoryStream(package.Content.ToArray());

        var examined = ChartExaminer.ExamineArchive(archive, "web-1.0.0.tgz");

        examined.Faults.ShouldBeEmpty();
        examined.ValuesFiles.Select(file => file.Path).ShouldBe(["ci/a.yaml"]);
    }

    [Fact]
    public void What_is_no_chart_or_breaks_a_guard_ends_the_examination()
    {
        Should.Throw<MissingChartYamlException>(() => ChartExaminer.ExamineFiles([], "web"));
        Write("Chart.yaml", "apiVersion: packman/v1\nname: web\nversion: 1.0.0\n");
        File.CreateSymbolicLink(Path.Combine(_folder.FullName, "passwd"), "/etc/passwd");
        Should.Throw<ChartLinkException>(() => ChartExaminer.ExamineFolder(_folder.FullName, "web"));
    }

    [Theory]
    [InlineData("- a\n", ChartPart.ChartYaml)]
    [InlineData("a: [\n", ChartPart.ChartYaml)]
    [InlineData("", ChartPart.ChartYaml)]
    public void A_Chart_yaml_that_cannot_be_read_is_one_fault(string text, ChartPart part) => Examine(text).Faults.Select(fault => fault.Part).ShouldBe([part]);

    public void Dispose() => _folder.Delete(recursive: true);

    private static ExaminedChart Examine(string chartYaml) => ChartExaminer.ExamineFiles(Files(chartYaml), "charts/web");

    private static System.Collections.Immutable.ImmutableArray<ChartFile> Files(string chartYaml, params (string Path, string Text)[] others) =>
        [.. others.Append(("Chart.yaml", chartYaml)).OrderBy(file => file.Item1, StringComparer.Ordinal).Select(file => new ChartFile(file.Item1, Encoding.UTF8.GetBytes(file.Item2)))];

    private void Write(string path, string text)
    {
        var file = Path.Combine(_folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }
}
