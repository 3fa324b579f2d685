using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Distribution;
using PackMan.Tests.Core.Charts.Loading;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Distribution;

public sealed class LocalChartSourceTests : IDisposable
{
    private readonly TestFolder _folder = new TestFolder()
        .File("examples/web/Chart.yaml", TestArchive.ChartYaml)
        .File("examples/web/values.yaml", "a: 1\n")
        .File("prod.yaml", "a: 2\n");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("examples/web")]
    [InlineData("./examples/web/")]
    public async Task A_folder_is_loaded_by_its_path(string reference)
    {
        var chart = await LoadAsync(reference);

        chart.Metadata.Name.ShouldBe("web");
        chart.Location.ShouldBe(reference);
    }

    [Fact]
    public async Task An_archive_is_loaded_by_its_path_and_equals_its_folder()
    {
        await File.WriteAllBytesAsync(Path.Combine(_folder.Path, "web-1.2.3.tgz"), TestArchive.Chart().File("web/values.yaml", "a: 1\n").Pack());

        var archived = await LoadAsync("web-1.2.3.tgz");

        archived.Digest.Value.ShouldBe((await LoadAsync("examples/web")).Digest.Value);
    }

    [Theory]
    [InlineData("web", "there is no such folder or archive", "Did you mean `./examples/web`?")]
    [InlineData("chart/web", "there is no such folder or archive", "Did you mean `./examples/web`?")]
    [InlineData("examples", "the folder has no `Chart.yaml`", "Did you mean `./examples/web`?")]
    [InlineData("", "the name of the chart is empty", "Name a folder that holds `Chart.yaml` or a `.tgz`; `packman create NAME` starts a new chart")]
    [InlineData("./nope", "there is no such folder or archive", "Name a folder that holds `Chart.yaml` or a `.tgz`; `packman create NAME` starts a new chart")]
    public async Task A_missing_chart_is_named_with_what_lies_close(string reference, string reason, string hint)
    {
        var error = await Should.ThrowAsync<ChartNotFoundException>(() => LoadAsync(reference));

        error.Message.ShouldBe($"Chart `{reference}` not found: {reason}");
        error.Hint.ShouldBe(hint);
    }

    [Fact]
    public async Task A_values_file_is_no_chart() =>
        (await Should.ThrowAsync<ChartArchiveException>(() => LoadAsync("prod.yaml"))).Hint.ShouldContain("-f");

    private Task<Chart> LoadAsync(string reference) => new LocalChartSource(_folder.Path).LoadAsync(reference);
}
