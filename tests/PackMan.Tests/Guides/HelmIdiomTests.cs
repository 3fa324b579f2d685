using PackMan.Charts.Loading;
using PackMan.Live;
using PackMan.Origins;
using PackMan.Subcharts;
using PackMan.Templating;
using PackMan.Tests.Core.Charts.Loading;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Guides;

/// <summary>Our side of "From Helm templates"; what Helm makes of its side is seen in the tests with real programs.</summary>
public sealed class HelmIdiomTests
{
    private static readonly Dictionary<string, HelmIdiom> All = HelmIdiom.ReadAll(Repository.Root).ToDictionary(idiom => idiom.Title);

    public static IEnumerable<TheoryDataRow<string>> Titles => All.Keys.Select(title => new TheoryDataRow<string>(title));

    [Fact]
    public void The_guide_has_its_idioms_with_both_sides()
    {
        All.Count.ShouldBeGreaterThanOrEqualTo(30);
        All.Values.Where(idiom => !((string[])["helm", "packman", "result"]).All(role => idiom.Blocks.Any(block => block.Role == role))).ShouldBeEmpty();
        All.Keys.Select(title => int.Parse(title.Split('.')[0], System.Globalization.CultureInfo.InvariantCulture)).ShouldBe(Enumerable.Range(1, All.Count));
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void Our_side_gives_what_the_guide_shows(string title)
    {
        using var folder = new TestFolder();
        All[title].WriteChart(folder.Path, "packman");
        var chart = ChartLoader.LoadFolder(folder.Path, "web");

        var rendered = new ScribanTemplateEngine().Render(new RenderRequest
        {
            Root = ChartTree.Resolve(chart, YamlMap.Empty).Root,
            Release = new ReleaseScope("shop", "prod", 1, IsInstall: true),
            Capabilities = new Capabilities(BuiltInResources.KubernetesVersion, BuiltInResources.All.ApiVersions),
        });

        var text = All[title].IsText ? rendered.Notes : string.Concat(rendered.Files.Select(file => file.Text));
        text.ShouldBe(All[title].Result.Text);
    }

    [Theory]
    [MemberData(nameof(Titles))]
    public void Its_values_are_no_false_alarm_when_a_user_supplies_them(string title)
    {
        using var folder = new TestFolder();
        All[title].WriteChart(folder.Path, "packman");
        var chart = ChartLoader.LoadFolder(folder.Path, "web");
        var charts = ChartTree.Resolve(chart, chart.Values);

        var unread = UnreadValues.Find(charts, chart.Values, ChartUses.Of(new ScribanTemplateEngine(), charts));

        unread.Select(value => value.Describe()).ShouldBeEmpty();
    }
}
