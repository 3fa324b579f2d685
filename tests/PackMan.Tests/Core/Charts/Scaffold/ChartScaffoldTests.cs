using System.Text;
using PackMan.Actions.Template;
using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Charts.Scaffold;
using PackMan.Manifests;
using PackMan.Templating;
using PackMan.Tests.Core.Charts.Loading;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Charts.Scaffold;

public sealed class ChartScaffoldTests
{
    [Fact]
    public void A_new_chart_loads_with_its_name()
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "order-service");

        ChartScaffold.WriteTo(ChartName.Parse("order-service"), path);

        var chart = ChartLoader.LoadFolder(path, "order-service");
        chart.Metadata.Name.ShouldBe("order-service");
        chart.Metadata.Version.ToString().ShouldBe("0.1.0");
        chart.Values.Find("image", "repository").ShouldNotBeNull();
        chart.Templates.Select(file => file.Path).ShouldBe(
        [
            "templates/NOTES.txt", "templates/_labels.yaml", "templates/_names.sbn", "templates/_selector.yaml", "templates/deployment.yaml",
            "templates/hpa.yaml", "templates/httproute.yaml", "templates/ingress.yaml", "templates/service.yaml", "templates/serviceaccount.yaml",
            "templates/tests/connection.yaml",
        ]);
        chart.Files.Select(file => file.Path).ShouldBe([".packmanignore"]);
        ChartChecks.EnsureInstallable(chart, "v1.36.0");
    }

    [Fact]
    public void Every_value_stands_in_the_schema_and_no_placeholder_is_left()
    {
        var files = ChartScaffold.Files(ChartName.Parse("web")).ToDictionary(file => file.Path, file => Encoding.UTF8.GetString(file.Content.Span));

        files.Values.ShouldAllBe(text => !text.Contains("CHART_NAME"));
        files.Values.ShouldAllBe(text => !text.Contains('\r') && text.EndsWith('\n'));
        var schema = (YamlMap)JsonText.Parse(files["values.schema.json"]).Find("properties")!;
        YamlReader.ReadMap(files["values.yaml"], "values.yaml").Keys.ShouldBeSubsetOf(schema.Keys);
    }

    [Fact]
    public void A_new_chart_renders_as_reviewed() => Golden.Verify(Render("{}"), "scaffold", "yaml");

    // Helm's own scaffold has these seven, and the speed of both is compared over them.
    [Fact]
    public void With_every_option_on_it_renders_the_objects_of_helms_scaffold()
    {
        var text = Render("{ingress: {enabled: true}, httpRoute: {enabled: true}, autoscaling: {enabled: true, targetMemoryUtilizationPercentage: 80}}");

        Golden.Verify(text, "scaffold.everything", "yaml");
        text.Split('\n').Where(line => line.StartsWith("kind: ", StringComparison.Ordinal)).Select(line => line[6..]).Order(StringComparer.Ordinal)
            .ShouldBe(["Deployment", "HTTPRoute", "HorizontalPodAutoscaler", "Ingress", "Pod", "Service", "ServiceAccount"]);
    }

    [Fact]
    public void A_folder_that_is_not_empty_is_never_written_to()
    {
        using var folder = new TestFolder().File("notes.txt", "mine");

        var error = Should.Throw<ChartFolderExistsException>(() => ChartScaffold.WriteTo(ChartName.Parse("web"), folder.Path));

        error.Message.ShouldBe($"A new chart cannot be written to `{folder.Path}`: something is there already");
        Directory.GetFileSystemEntries(folder.Path).Length.ShouldBe(1);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Web")]
    [InlineData("my_chart")]
    [InlineData("1web")]
    [InlineData("web-")]
    [InlineData("-web")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("wéb")]
    [InlineData("a23456789012345678901234567890123456789012345678901")]
    public void A_name_that_objects_cannot_bear_is_refused(string name) =>
        Should.Throw<ChartNameException>(() => ChartName.Parse(name)).Message.ShouldStartWith($"`{name}` cannot be a chart name: ");

    private static string Render(string set)
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "web");
        ChartScaffold.WriteTo(ChartName.Parse("web"), path);
        var result = new TemplateAction(new ScribanTemplateEngine(), TimeProvider.System).Run(new TemplateOptions
        {
            Chart = ChartLoader.LoadFolder(path, "web"),
            Supplied = YamlReader.ReadMap(set, "set.yaml"),
            Release = new ReleaseScope("shop", "apps", 1, IsInstall: true),
        });
        return ManifestText.Join(result.Objects.AddRange(result.Hooks)) + "# " + result.Notes.ReplaceLineEndings("\n# ");
    }
}
