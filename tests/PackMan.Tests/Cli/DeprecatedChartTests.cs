using PackMan.Distribution;
using PackMan.Tests.Core.Charts.Loading;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

public sealed class DeprecatedChartTests
{
    [Theory]
    [InlineData("template old ./old")]
    [InlineData("install old ./old -n shop --dry-run")]
    public async Task A_deprecated_chart_warns_and_works(string command)
    {
        using var folder = new TestFolder()
            .File("old/Chart.yaml", "apiVersion: packman/v1\nname: old\nversion: 1.2.3\ndeprecated: true\n")
            .File("old/templates/a.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n");
        var session = new Session { Stations = new FakeStations { Charts = new LocalChartSource(folder.Path) } };

        var said = await session.RunAsync($"packman {command}");

        said.ExitCode.ShouldBe(0, said.Error);
        said.Error.ShouldStartWith("warning: Chart `old` 1.2.3 is deprecated: its makers no longer look after it\n");
        said.Output.ShouldNotContain("deprecated");
    }
}
