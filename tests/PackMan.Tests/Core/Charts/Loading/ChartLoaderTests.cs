using System.Security.Cryptography;
using System.Text;
using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Charts.Loading;

public sealed class ChartLoaderTests
{
    [Fact]
    public void A_chart_knows_its_parts()
    {
        using var folder = Example();

        var chart = ChartLoader.LoadFolder(folder.Path, "./web");

        chart.Location.ShouldBe("./web");
        chart.Metadata.Name.ShouldBe("web");
        chart.Values.FindString("image", "tag").ShouldBe("1.10");
        chart.Values.Find("image", "tag")!.Origin.ShouldBe(new Origin.InFile("web/values.yaml", 2, 8));
        chart.Schema!.Path.ShouldBe("values.schema.json");
        chart.Templates.Select(file => file.Path).ShouldBe(["templates/NOTES.txt", "templates/_labels.yaml", "templates/a.yaml"]);
        chart.Crds.Select(file => file.Path).ShouldBe(["crds/widget.yaml"]);
        chart.Files.Select(file => file.Path).ShouldBe(["README.md", "charts/_notes.txt", "files/app.conf"]);
    }

    [Fact]
    public void A_folder_and_its_archive_have_the_digest_that_common_tools_compute()
    {
        var sum = (string content) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)));
        using var folder = TestFolder.Chart().File("values.yaml", "a: 1\n");
        var archive = TestArchive.Chart().File("web/values.yaml", "a: 1\n");
        var expected = "sha256:" + sum($"{sum(TestArchive.ChartYaml)}  Chart.yaml\n{sum("a: 1\n")}  values.yaml\n");

        ChartLoader.LoadFolder(folder.Path, "web").Digest.Value.ShouldBe(expected);
        LoadArchive(archive).Digest.Value.ShouldBe(expected);
    }

    [Fact]
    public void Vendored_charts_are_loaded_from_folders_and_archives_at_every_depth()
    {
        var inner = new TestArchive().File("db/Chart.yaml", Named("db")).File("db/values.yaml", "port: 5432\n");
        var archive = TestArchive.Chart()
            .File("web/charts/zebra/Chart.yaml", Named("alpha"))
            .File("web/charts/zebra/charts/db-1.0.0.tgz", inner.Pack())
            .File("web/charts/cache-2.0.0.tgz", new TestArchive().File("cache/Chart.yaml", Named("cache")).Pack());

        var chart = LoadArchive(archive);

        chart.Subcharts.Select(subchart => subchart.Metadata.Name).ShouldBe(["alpha", "cache"]);
        var database = chart.Subcharts[0].Subcharts.ShouldHaveSingleItem();
        database.Location.ShouldBe("web.tgz/charts/zebra/charts/db-1.0.0.tgz");
        database.Values.Find("port")!.Origin.ShouldBe(new Origin.InFile("web.tgz/charts/zebra/charts/db-1.0.0.tgz/values.yaml", 1, 7));
        chart.Files.ShouldBeEmpty();
    }

    [Fact]
    public void Dependencies_of_the_first_charts_of_helm_stand_in_requirements_yaml()
    {
        var archive = new TestArchive()
            .File("web/Chart.yaml", "apiVersion: v1\nname: web\nversion: 1.2.3\n")
            .File("web/requirements.yaml", "dependencies:\n- {name: redis, version: ^1.0.0, alias: cache}\n");

        LoadArchive(archive).Metadata.Dependencies.ShouldHaveSingleItem().Alias.ShouldBe("cache");
    }

    [Fact]
    public void The_digest_covers_vendored_charts()
    {
        var digest = (string values) => LoadArchive(TestArchive.Chart().File("web/charts/db/Chart.yaml", Named("db")).File("web/charts/db/values.yaml", values)).Digest.Value;

        digest("a: 1").ShouldNotBe(digest("a: 2"));
    }

    [Fact]
    public void Charts_nested_without_end_are_refused()
    {
        var archive = Enumerable.Range(0, 12).Aggregate(
            new TestArchive().File("c/Chart.yaml", Named("c")),
            (inner, _) => new TestArchive().File("c/Chart.yaml", Named("c")).File("c/charts/c.tgz", inner.Pack()));

        Should.Throw<ChartLimitException>(() => LoadArchive(archive)).Message.ShouldContain("too deep in each other");
    }

    [Fact]
    public void Nested_archives_draw_on_the_limits_of_the_outer_one()
    {
        var inner = new TestArchive().File("c/Chart.yaml", Named("c")).File("c/x", new byte[9000]);
        var archive = TestArchive.Chart().File("web/charts/a.tgz", inner.Pack()).File("web/charts/b.tgz", inner.Pack());

        Should.Throw<ChartLimitException>(() => ChartLoader.LoadArchive(new MemoryStream(archive.Pack()), "web.tgz", new ChartLimits { TotalBytes = 16_000 }));
    }

    [Fact]
    public void A_vendored_folder_without_a_chart_is_named() =>
        Should.Throw<MissingChartYamlException>(() => LoadArchive(TestArchive.Chart().File("web/charts/db/values.yaml", "")))
            .Message.ShouldBe("`web.tgz/charts/db` is no chart: it has no `Chart.yaml`");

    [Fact]
    public void A_folder_without_a_chart_is_named()
    {
        using var folder = new TestFolder().File("values.yaml", "");

        var error = Should.Throw<MissingChartYamlException>(() => ChartLoader.LoadFolder(folder.Path, "./web"));

        error.Message.ShouldBe("`./web` is no chart: it has no `Chart.yaml`");
        error.Hint.ShouldContain("packman create");
    }

    [Theory]
    [InlineData("")]
    [InlineData("# nothing but a comment\n")]
    [InlineData("{}")]
    [InlineData("null")]
    public void Values_may_be_empty(string values) =>
        LoadArchive(TestArchive.Chart().File("web/values.yaml", values)).Values.ShouldBeEmpty();

    [Theory]
    [InlineData("- a\n", "list")]
    [InlineData("text\n", "string")]
    public void Values_that_are_no_map_are_refused(string values, string kind)
    {
        var error = Should.Throw<YamlException>(() => LoadArchive(TestArchive.Chart().File("web/values.yaml", values)));

        error.Message.ShouldBe($"The top level of `web.tgz/values.yaml` must be a map, not a {kind}");
        error.Frame!.ToString().ShouldBe("web.tgz/values.yaml:1:1");
    }

    [Fact]
    public void Values_that_are_no_utf_8_are_refused() =>
        Should.Throw<YamlException>(() => LoadArchive(TestArchive.Chart().File("web/values.yaml", [0x61, 0x3A, 0x20, 0xFF])))
            .Message.ShouldStartWith("`web.tgz/values.yaml` is no UTF-8 text");

    private static TestFolder Example() => TestFolder.Chart()
        .File("values.yaml", "image:\n  tag: \"1.10\"\n")
        .File("values.schema.json", "{}")
        .File("templates/a.yaml", "")
        .File("templates/_labels.yaml", "")
        .File("templates/NOTES.txt", "")
        .File("crds/widget.yaml", "")
        .File("charts/_notes.txt", "")
        .File("files/app.conf", "")
        .File("README.md", "");

    private static string Named(string name) => $"apiVersion: packman/v1\nname: {name}\nversion: 1.0.0\n";

    private static Chart LoadArchive(TestArchive archive) => ChartLoader.LoadArchive(new MemoryStream(archive.Pack()), "web.tgz");
}
