using PackMan.Actions.Package;
using PackMan.Charts.Loading;
using PackMan.Charts.Packaging;
using PackMan.Templating;
using PackMan.Tests.Core.Charts.Loading;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Charts.Packaging;

public sealed class PackageActionTests
{
    private const string Cache = "apiVersion: packman/v1\nname: cache\nversion: 1.4.0\n";

    [Theory]
    [InlineData("templates/a.yaml", "a: {{ if }}\n", "a.yaml")]
    [InlineData("templates/sub/NOTES.txt", "{{ end }}", "NOTES.txt")]
    [InlineData("charts/cache/templates/a.yaml", "{{ for }}", "cache")]
    [InlineData("values.schema.json", "{\"type\":\"nonsense\"}", "nonsense")]
    [InlineData("crds/a.yaml", "a: [", "crds/a.yaml")]
    public void What_no_values_could_install_is_refused(string path, string text, string named)
    {
        using var folder = TestFolder.Chart().File("charts/cache/Chart.yaml", Cache).File(path, text);

        var error = Should.Throw<PackManException>(() => Pack(folder));

        $"{error.Message} {error.Frame}".ShouldContain(named);
    }

    [Theory]
    [InlineData("", "name: redis", "`redis`")]
    [InlineData("", "name: cache\n    version: ^2.0.0", "`cache` ^2.0.0")]
    [InlineData("name: cache\n    version: ^1.0.0", "", "`deep`")]
    public void A_dependency_that_is_not_in_charts_is_named(string met, string missing, string named)
    {
        var entries = string.Concat(new[] { met, missing }.Where(entry => entry.Length > 0).Select(entry => $"  - {entry}\n"));
        using var folder = new TestFolder()
            .File("Chart.yaml", $"{TestArchive.ChartYaml}dependencies:\n{entries}")
            .File("charts/cache/Chart.yaml", missing.Length > 0 ? Cache : $"{Cache}dependencies:\n  - name: deep\n");

        Should.Throw<MissingDependenciesException>(() => Pack(folder)).Message.ShouldContain(named);
    }

    [Fact]
    public void A_chart_that_needs_values_to_render_is_packed()
    {
        using var folder = TestFolder.Chart().File("templates/a.yaml", "a: {{ values.replicas | required 'say how many' }}\n");

        Pack(folder).FileName.ShouldBe("web-1.2.3.tgz");
    }

    [Fact]
    public void Library_charts_and_charts_for_another_Kubernetes_are_packed()
    {
        using var folder = new TestFolder().File("Chart.yaml", $"{TestArchive.ChartYaml}type: library\nkubeVersion: < 1.0.0\n").File("templates/_a.yaml", "a: 1\n");

        Pack(folder).FileName.ShouldBe("web-1.2.3.tgz");
    }

    [Fact]
    public void A_Helm_chart_is_packed_with_its_Go_templates_as_they_are()
    {
        using var folder = new TestFolder().File("Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.0.0\n").File("templates/a.yaml", "{{- range .Values.a }}\n{{- end }}\n");

        ChartLoader.LoadArchive(new MemoryStream(Pack(folder).Content.ToArray()), "web.tgz").Templates.Length.ShouldBe(1);
    }

    private static ChartPackage Pack(TestFolder folder) =>
        PackageAction.Run(new PackageOptions { Chart = ChartLoader.LoadFolder(folder.Path, "web") }, new ScribanTemplateEngine());
}
