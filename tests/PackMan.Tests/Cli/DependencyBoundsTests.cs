using System.Globalization;
using System.Text;
using PackMan.Tests.Core.Charts.Loading;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

/// <summary>Trees of charts as large and as deep as may be, and beyond. All of them are folders, so nothing but the tree is measured.</summary>
public sealed class DependencyBoundsTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly Session _session;

    public DependencyBoundsTests() => _session = new Session
    {
        IsReal = true,
        Time = TimeProvider.System,
        CurrentDirectory = _folder.Path,
        Environment = new Session().Environment.SetItem("HOME", Path.Combine(_folder.Path, "home")),
    };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1000, 0, "dependency update shop", "template x shop")]
    [InlineData(40, 24, "dependency update shop", "dependency build shop", "template x shop", "package shop", "template x shop-1.0.0.tgz")]
    public async Task A_thousand_charts_are_locked_and_used(int width, int innerWidth, params string[] commands)
    {
        WriteTree(width, innerWidth);

        foreach (var command in commands)
        {
            var told = await _session.RunAsync($"packman {command}");
            told.ExitCode.ShouldBe(0, told.Error);
        }

        Locked().ShouldBe(1000);
    }

    [Theory]
    [InlineData(1001, 0)]
    [InlineData(40, 25)]
    public async Task One_chart_more_is_one_error_and_changes_nothing(int width, int innerWidth)
    {
        WriteTree(width, innerWidth);

        var told = await _session.RunAsync("packman dependency update shop");

        told.ExitCode.ShouldBe(1);
        told.Error.ShouldStartWith("error: Chart `shop` depends on more than 1000 charts");
        told.Error.Split('\n').Count(line => line.StartsWith("error: ", StringComparison.Ordinal)).ShouldBe(1);
        File.Exists(Path.Combine(_folder.Path, "shop", "Chart.lock")).ShouldBeFalse();
        Directory.Exists(Path.Combine(_folder.Path, "shop", "charts")).ShouldBeFalse();
    }

    [Fact]
    public async Task Charts_lie_ten_deep_and_no_deeper()
    {
        for (var depth = 1; depth <= 11; depth++)
        {
            Write($"c{depth}", depth < 10 ? [$"c{depth + 1}"] : []);
        }

        Write("shop", "c1");
        foreach (var command in new[] { "dependency update shop", "dependency build shop", "template x shop", "package shop", "template x shop-1.0.0.tgz", "dependency list shop-1.0.0.tgz" })
        {
            var told = await _session.RunAsync($"packman {command}");
            told.ExitCode.ShouldBe(0, $"{command}\n{told.Error}");
        }

        Locked().ShouldBe(10);
        Write("c10", "c11");
        var before = File.ReadAllText(Path.Combine(_folder.Path, "shop", "Chart.lock"));

        var deeper = await _session.RunAsync("packman dependency update shop");

        deeper.ExitCode.ShouldBe(1);
        deeper.Error.ShouldStartWith("error: Dependencies lie more than 10 charts deep: `shop` → `c1` → `c2` → `c3` → `c4` → `c5` → `c6` → `c7` → `c8` → `c9` → `c10` → `c11`\n");
        File.ReadAllText(Path.Combine(_folder.Path, "shop", "Chart.lock")).ShouldBe(before);
    }

    [Theory]
    [InlineData("`shop` → `shop`", "shop")]
    [InlineData("`a` → `a`", "a", "a")]
    [InlineData("`shop` → `a` → `b` → `shop`", "a", "b", "shop")]
    [InlineData("`b` → `c` → `b`", "a", "b", "c", "b")]
    public async Task A_circle_is_shown_wherever_it_lies(string circle, params string[] chain)
    {
        string[] names = ["shop", .. chain];
        foreach (var (name, next) in names.Zip(names[1..]))
        {
            Write(name, next);
        }

        var told = await _session.RunAsync("packman dependency update shop");

        told.ExitCode.ShouldBe(1);
        told.Error.ShouldStartWith($"error: Chart `{circle.Split('`')[1]}` depends on itself: {circle}\n");
        Directory.Exists(Path.Combine(_folder.Path, "shop", "charts")).ShouldBeFalse();
    }

    [Fact]
    public async Task Charts_that_double_at_each_level_end_in_one_error_though_they_are_few()
    {
        for (var level = 0; level < 10; level++)
        {
            Write(level == 0 ? "shop" : $"c{level}", $"c{level + 1}", $"c{level + 1}");
        }

        Write("c10");

        (await _session.RunAsync("packman dependency update shop")).Error.ShouldStartWith("error: Chart `shop` depends on more than 1000 charts");
    }

    private int Locked() => File.ReadLines(Path.Combine(_folder.Path, "shop", "Chart.lock")).Count(line => line.TrimStart().StartsWith("contentDigest:", StringComparison.Ordinal));

    // `shop` depends on so many charts, each of which depends on so many others.
    private void WriteTree(int width, int innerWidth)
    {
        var inner = Enumerable.Range(0, innerWidth).Select(index => $"inner{index.ToString(CultureInfo.InvariantCulture)}").ToArray();
        var outer = Enumerable.Range(0, width).Select(index => $"outer{index.ToString(CultureInfo.InvariantCulture)}").ToArray();
        foreach (var name in inner)
        {
            Write(name);
        }

        foreach (var name in outer)
        {
            Write(name, inner);
        }

        Write("shop", outer);
    }

    private void Write(string name, params string[] dependencies)
    {
        var text = new StringBuilder($"apiVersion: packman/v1\nname: {name}\nversion: 1.0.0\n{(dependencies.Length > 0 ? "dependencies:\n" : "")}");
        foreach (var (dependency, index) in dependencies.Select((dependency, index) => (dependency, index)))
        {
            text.Append(CultureInfo.InvariantCulture, $"- name: {dependency}\n  alias: {dependency}-{index}\n  repository: file://../{dependency}\n");
        }

        _folder.File($"{name}/Chart.yaml", text.ToString());
    }
}
