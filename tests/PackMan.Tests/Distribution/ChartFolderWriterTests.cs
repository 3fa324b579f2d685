using System.Text;
using PackMan.Charts;
using PackMan.Distribution;
using PackMan.Tests.Core.Charts.Loading;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Distribution;

public sealed class ChartFolderWriterTests : IDisposable
{
    private readonly TestFolder _folder = new();

    private string Target => Path.Combine(_folder.Path, "out", "web");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Files_are_written_below_a_new_folder()
    {
        ChartFolderWriter.Write([File("Chart.yaml", "a"), File("templates/deep/x.yaml", "b")], Target);

        Everything().ShouldBe(["out/web/Chart.yaml", "out/web/templates/deep/x.yaml"]);
    }

    [Fact]
    public void A_folder_that_is_there_is_left_alone()
    {
        _folder.File("out/web/mine", "mine");

        Should.Throw<TargetExistsException>(() => ChartFolderWriter.Write([File("Chart.yaml", "a")], Target)).Message.ShouldContain("something is there already");

        Everything().ShouldBe(["out/web/mine"]);
    }

    [Theory]
    [InlineData("a")]
    [InlineData("a/b")]
    public void What_cannot_be_written_leaves_nothing_behind(string second)
    {
        Should.Throw<IOException>(() => ChartFolderWriter.Write([File("a", "1"), File(second, "2")], Target));

        Everything().ShouldBeEmpty();
        Directory.GetDirectories(Path.Combine(_folder.Path, "out")).ShouldBeEmpty();
    }

    [Fact]
    public void A_link_that_leads_nowhere_is_no_place_for_a_chart()
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "out"));
        _folder.Link("out/web", Path.Combine(_folder.Path, "elsewhere"));

        Should.Throw<Exception>(() => ChartFolderWriter.Write([File("Chart.yaml", "a")], Target));

        Directory.Exists(Path.Combine(_folder.Path, "elsewhere")).ShouldBeFalse();
    }

    private static ChartFile File(string path, string text) => new(path, Encoding.UTF8.GetBytes(text));

    private List<string> Everything() =>
        [.. Directory.GetFiles(_folder.Path, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_folder.Path, path)).Order(StringComparer.Ordinal)];
}
