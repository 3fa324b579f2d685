using System.Collections.Immutable;
using System.Diagnostics;
using PackMan.Charts.Loading;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Charts.Loading;

public sealed class ChartFolderTests
{
    private static readonly ChartLimits Small = new() { TotalBytes = 64 * 1024, FileBytes = 16 * 1024, Files = 20, Depth = 6 };

    [Fact]
    public void Files_come_in_order_without_what_the_ignore_file_names()
    {
        using var folder = TestFolder.Chart()
            .File("templates/b.yaml", "")
            .File("templates/a.yaml", "")
            .File("templates/.a.yaml.swp", "")
            .File("notes/todo.md", "")
            .File("x.bak", "")
            .File(".packmanignore", "*.bak\nnotes/\n");

        Paths(folder).ShouldBe([".packmanignore", "Chart.yaml", "templates/a.yaml", "templates/b.yaml"]);
    }

    [Fact]
    public void Helms_ignore_file_counts_where_there_is_no_own_one()
    {
        using var helm = TestFolder.Chart().File(".helmignore", "a.txt").File("a.txt", "").File("b.txt", "");
        using var both = TestFolder.Chart().File(".helmignore", "a.txt").File(".packmanignore", "b.txt").File("a.txt", "").File("b.txt", "");

        Paths(helm).ShouldBe([".helmignore", "Chart.yaml", "b.txt"]);
        Paths(both).ShouldBe([".helmignore", ".packmanignore", "Chart.yaml", "a.txt"]);
    }

    [Fact]
    public void An_ignore_file_may_leave_out_even_itself_and_the_files_a_broken_link_hides()
    {
        using var folder = TestFolder.Chart().File(".packmanignore", ".packmanignore\nbroken\n").Link("broken", "/nowhere/at/all");

        Paths(folder).ShouldBe(["Chart.yaml"]);
    }

    [Fact]
    public void Links_inside_the_folder_are_followed()
    {
        using var folder = TestFolder.Chart().File("files/a.txt", "text").Link("b.txt", "files/a.txt").Link("more", "files");

        Paths(folder).ShouldBe(["Chart.yaml", "b.txt", "files/a.txt", "more/a.txt"]);
    }

    [Theory]
    [InlineData("/etc/passwd", "is a link that leads out of the chart")]
    [InlineData("../", "is a link that leads out of the chart")]
    [InlineData("missing", "is a link that leads nowhere")]
    [InlineData("link", "is a link that leads nowhere")]
    [InlineData(".", "is a link to a folder it lies in")]
    public void Links_that_lead_elsewhere_are_refused(string target, string reason)
    {
        using var folder = TestFolder.Chart().Link("link", target);

        Should.Throw<ChartLinkException>(() => Paths(folder)).Message.ShouldBe($"Chart `web` is refused: `link` {reason}");
    }

    [Fact]
    public void A_link_through_another_link_does_not_get_out_either()
    {
        using var outside = new TestFolder().File("secret", "x");
        using var folder = TestFolder.Chart().File(".packmanignore", "/door").Link("door", outside.Path).Link("key", "door/secret");

        Should.Throw<ChartLinkException>(() => Paths(folder)).Path.ShouldBe("key");
    }

    [Fact]
    public void A_folder_reached_through_a_link_is_a_chart_like_any_other()
    {
        using var folder = TestFolder.Chart().File("files/a.txt", "").Link("b.txt", "files/a.txt");
        using var elsewhere = new TestFolder().Link("chart", folder.Path);

        Read(Path.Combine(elsewhere.Path, "chart")).Length.ShouldBe(3);
    }

    [Fact]
    public void The_guards_of_archives_hold_for_folders()
    {
        using var large = TestFolder.Chart().File("x", new string('x', 17 * 1024));
        using var deep = TestFolder.Chart().File("1/2/3/4/5/6/7", "");
        using var many = TestFolder.Chart();
        Enumerable.Range(0, 20).ToList().ForEach(i => many.File($"{i}", ""));

        Should.Throw<ChartLimitException>(() => Paths(large)).Message.ShouldContain("the file `x` is too large");
        Should.Throw<ChartPathException>(() => Paths(deep)).Message.ShouldContain("more than 6 folders deep");
        Should.Throw<ChartLimitException>(() => Paths(many)).Message.ShouldContain("too many files");
    }

    [Fact]
    public void A_maze_of_links_ends_at_a_limit()
    {
        using var folder = TestFolder.Chart();
        foreach (var level in Enumerable.Range(0, 5))
        {
            folder.File($"{level}/.packmanignore", "").Link($"{level}/left", $"../{level + 1}").Link($"{level}/right", $"../{level + 1}");
        }

        folder.File("5/.packmanignore", "/.packmanignore");

        Should.Throw<ChartLimitException>(() => ChartFolder.Read(folder.Path, "web", new LoadBudget(new ChartLimits { Files = 40 }), default))
            .Message.ShouldContain("too many f");
    }

    [Fact]
    public void A_backslash_in_a_name_is_refused_where_the_system_allows_it()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "a backslash separates folders there");
        using var folder = TestFolder.Chart().File(@"a\b", "");

        Should.Throw<ChartPathException>(() => Paths(folder)).Path.ShouldBe(@"a\b");
    }

    [Fact]
    public void A_pipe_nobody_writes_to_does_not_hang_the_loading()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "there are no such pipes");
        using var folder = TestFolder.Chart();
        using var mkfifo = Process.Start("mkfifo", [Path.Combine(folder.Path, "pipe")]);
        mkfifo.WaitForExit();

        Paths(folder).ShouldBe(["Chart.yaml", "pipe"]);
    }

    [Fact]
    public void A_missing_folder_is_named() =>
        Should.Throw<UnreadableChartException>(() => Read("/nowhere/at/all")).Message.ShouldStartWith("Chart `web` cannot be read: `.`: ");

    private static IEnumerable<string> Paths(TestFolder folder) => Read(folder.Path).Select(file => file.Path);

    private static ImmutableArray<PackMan.Charts.ChartFile> Read(string folder) =>
        ChartFolder.Read(folder, "web", new LoadBudget(Small), CancellationToken.None);
}
