using System.Collections.Immutable;
using PackMan.Actions.Package;
using PackMan.Charts.Loading;
using PackMan.ClusterTests.Fixtures;
using PackMan.Templating;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Distribution;

[Trait("Category", PackManBinary.Category)]
public sealed class PackageTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("packman-package-");

    public static TheoryData<string> Examples => ["web", "store", "job"];

    [Theory]
    [MemberData(nameof(Examples))]
    public async Task The_native_binary_packs_the_bytes_that_compiled_at_run_time_code_packs(string name)
    {
        var chart = Path.Combine(ControlPlaneBinaries.RepositoryRoot(), "charts-examples", name);
        var expected = PackageAction.Run(new PackageOptions { Chart = ChartLoader.LoadFolder(chart, name) }, new ScribanTemplateEngine());

        var result = await PackManBinary.Require().RunAsync(ImmutableDictionary<string, string>.Empty, "package", chart, "--destination", _folder.FullName);

        result.ExitCode.ShouldBe(0, result.Errors);
        result.Output.ShouldEndWith($"Digest: {expected.Digest}\n");
        (await File.ReadAllBytesAsync(Path.Combine(_folder.FullName, expected.FileName), TestContext.Current.CancellationToken)).ShouldBe(expected.Content.ToArray());
    }

    [Fact]
    public async Task Helm_reads_a_Helm_chart_packed_by_us()
    {
        var helm = HelmBinary.Require(_folder.FullName);
        await SucceedAsync(helm, "create", "demo");
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "demo", "files", new string('d', 110)));
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "demo", "files", new string('d', 110), "größe.txt"), "deep", TestContext.Current.CancellationToken);
        var packed = await PackManBinary.Require().RunAsync(ImmutableDictionary<string, string>.Empty, "package", $"{_folder.FullName}/demo", "--destination", _folder.FullName, "--version", "1.2.3");
        packed.ExitCode.ShouldBe(0, packed.Errors);

        (await SucceedAsync(helm, "show", "chart", "demo-1.2.3.tgz")).ShouldContain("version: 1.2.3");
        var theirs = await SucceedAsync(helm, "template", "app", "demo", "--set", "ingress.enabled=true");
        var ours = await SucceedAsync(helm, "template", "app", "demo-1.2.3.tgz", "--set", "ingress.enabled=true");

        ours.ShouldBe(theirs.Replace("demo-0.1.0", "demo-1.2.3", StringComparison.Ordinal));
        await SucceedAsync(helm, "lint", "demo-1.2.3.tgz");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<string> SucceedAsync(HelmBinary helm, params string[] arguments)
    {
        var result = await helm.RunAsync(_folder.FullName, arguments);
        result.ExitCode.ShouldBe(0, $"helm {string.Join(' ', arguments)}\n{result.Errors}");
        return result.Output;
    }
}
