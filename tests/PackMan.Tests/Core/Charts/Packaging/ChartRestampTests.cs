using System.Text;
using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Charts.Packaging;
using PackMan.Tests.Core.Charts.Loading;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Charts.Packaging;

public sealed class ChartRestampTests
{
    private static readonly SemanticVersion Newer = SemanticVersion.TryParse("2.0.0-rc.1+build.7")!;

    [Theory]
    [InlineData("apiVersion: packman/v1\nname: web\nversion: 1.0.0 # by hand\nappVersion: 1.10\n", "apiVersion: packman/v1\nname: web\nversion: \"2.0.0-rc.1+build.7\" # by hand\nappVersion: \"1.20\"\n")]
    [InlineData("# ours\napiVersion: packman/v1\nversion: '1.0.0' # by hand\nname: web", "# ours\napiVersion: packman/v1\nversion: \"2.0.0-rc.1+build.7\" # by hand\nappVersion: \"1.20\"\nname: web")]
    [InlineData("name: web\napiVersion: packman/v1\nversion: \"1.0.0\"", "name: web\napiVersion: packman/v1\nversion: \"2.0.0-rc.1+build.7\"\nappVersion: \"1.20\"")]
    [InlineData("{apiVersion: packman/v1, version: 1.0.0, name: web}\n", "{apiVersion: packman/v1, version: \"2.0.0-rc.1+build.7\", appVersion: \"1.20\", name: web}\n")]
    [InlineData("  apiVersion: packman/v1\r\n  version: 1.0.0\r\n  name: web\r\n", "  apiVersion: packman/v1\r\n  version: \"2.0.0-rc.1+build.7\"\n  appVersion: \"1.20\"\r\n  name: web\r\n")]
    [InlineData("---\napiVersion: packman/v1\nappVersion:\nversion: 1.0.0\nname: web\n", "---\napiVersion: packman/v1\nappVersion: \"1.20\"\nversion: \"2.0.0-rc.1+build.7\"\nname: web\n")]
    [InlineData("apiVersion: packman/v1\nannotations: {version: 9.9.9}\nversion: 1.0.0\nname: web\n", "apiVersion: packman/v1\nannotations: {version: 9.9.9}\nversion: \"2.0.0-rc.1+build.7\"\nappVersion: \"1.20\"\nname: web\n")]
    public void Only_the_fields_asked_for_change(string before, string after)
    {
        var stamped = ChartRestamp.Apply(Chart(before), Newer, "1.20");

        Encoding.UTF8.GetString(stamped.AllFiles.Single(file => file.Path == "Chart.yaml").Content.Span).ShouldBe(after);
        stamped.Metadata.Version.ShouldBe(Newer);
        stamped.Metadata.AppVersion.ShouldBe("1.20");
    }

    [Fact]
    public void Nothing_asked_for_leaves_the_chart_as_it_is()
    {
        var chart = Chart(TestArchive.ChartYaml);

        ChartRestamp.Apply(chart, null, null).ShouldBeSameAs(chart);
    }

    [Theory]
    [InlineData("apiVersion: packman/v1\nname: web\nversion: &v 1.0.0\nappVersion: *v\n")]
    [InlineData("apiVersion: packman/v1\nname: web\nversion: |-\n  1.0.0\nappVersion: x\nhome: z\n")]
    [InlineData("apiVersion: packman/v1\nname: web\n? version\n: 1.0.0\n? appVersion\n: x\n")]
    [InlineData("apiVersion: packman/v1\nname: web\nversion: !!str 1.0.0\n")]
    public void What_cannot_be_replaced_safely_is_an_error_or_right(string before)
    {
        try
        {
            ChartRestamp.Apply(Chart(before), Newer, "1.20").Metadata.Version.ShouldBe(Newer);
        }
        catch (ChartRestampException error)
        {
            error.Message.ShouldContain("`web`");
        }
    }

    private static Chart Chart(string chartYaml)
    {
        using var folder = new TestFolder().File("Chart.yaml", chartYaml);
        return ChartLoader.LoadFolder(folder.Path, "web");
    }
}
