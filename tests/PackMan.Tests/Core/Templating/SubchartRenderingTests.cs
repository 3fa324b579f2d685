using PackMan.Charts;
using PackMan.Templating;
using PackMan.Tests.Core.Subcharts;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Templating;

public sealed class SubchartRenderingTests
{
    [Fact]
    public void Every_chart_in_use_is_rendered_under_the_path_users_of_helm_know()
    {
        var result = new Umbrella()
            .Depends("{name: redis, alias: cache}", "{name: web}", "{name: gone, condition: gone.enabled}")
            .File("templates/a.yaml", Umbrella.ConfigMap("shop", "a: b"))
            .Subchart("redis").File("charts/redis/templates/a.yaml", Umbrella.ConfigMap("redis", "a: b"))
            .Subchart("web").Subchart("web/charts/db").File("charts/web/charts/db/templates/a.yaml", Umbrella.ConfigMap("db", "a: b"))
            .Subchart("gone").File("charts/gone/templates/a.yaml", "{{ fail 'rendered' }}")
            .Render("gone: {enabled: false}");

        result.Objects.Select(manifest => manifest.Path).ShouldBe(
            ["shop/charts/web/charts/db/templates/a.yaml", "shop/charts/cache/templates/a.yaml", "shop/templates/a.yaml"], ignoreOrder: true);
    }

    [Fact]
    public void A_chart_sees_its_own_values_files_and_name_and_shares_the_release()
    {
        var data = new Umbrella()
            .Depends("{name: redis, alias: cache}")
            .Values("global: {zone: eu}\ncache: {port: 2}\nsecret: shop")
            .Subchart("redis", "port: 1")
            .File("charts/redis/x.txt", "own")
            .File("charts/redis/templates/a.yaml", Umbrella.ConfigMap(
                "redis",
                "all: '{{ values.port }} {{ values.global.zone }} {{ values.secret?.x ?? 'none' }} {{ files.get 'x.txt' }} {{ chart.name }} {{ chart.is_root }} {{ template.name }} {{ template.base_path }} {{ release.name }}'"))
            .Data("redis");

        data.ShouldBe("{all: 2 eu none own cache false shop/charts/cache/templates/a.yaml shop/charts/cache/templates demo}");
    }

    [Fact]
    public void A_chart_sees_the_values_and_facts_of_its_subcharts()
    {
        var umbrella = new Umbrella()
            .Depends("{name: redis, condition: redis.enabled}")
            .Subchart("redis", "port: 1\nenabled: true", version: "7.0.0")
            .File("templates/a.yaml", Umbrella.ConfigMap(
                "shop",
                "all: '{{ if subcharts.redis.enabled }}{{ subcharts.redis.values.port }} {{ subcharts.redis.chart.version }} {{ values.redis.port }}{{ else }}off{{ end }}'"));

        umbrella.Data("shop").ShouldBe("{all: 1 7.0.0 1}");
        umbrella.Data("shop", "redis: {enabled: false}").ShouldBe("{all: \"off\"}");
    }

    [Fact]
    public void Notes_are_those_of_the_outermost_chart_unless_all_are_wanted()
    {
        var tree = new Umbrella().File("templates/NOTES.txt", "shop\n").Subchart("redis").File("charts/redis/templates/NOTES.txt", "redis\n").Resolve();
        var request = TestCharts.Request("") with { Root = tree.Root };

        new ScribanTemplateEngine().Render(request).Notes.ShouldBe("shop\n");
        new ScribanTemplateEngine().Render(request with { SubchartNotes = true }).Notes.ShouldBe("shop\n\nredis\n");
    }

    [Fact]
    public void Crds_of_subcharts_come_along_once()
    {
        const string Crd = "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: widgets.example.org}\n";
        var result = new Umbrella()
            .Depends("{name: redis, alias: a}", "{name: redis, alias: b}", "{name: web}")
            .Subchart("redis").File("charts/redis/crds/widget.yaml", Crd)
            .Subchart("web").File("charts/web/crds/widget.yaml", Crd)
            .Render();

        result.Crds.ShouldHaveSingleItem().Path.ShouldBe("shop/charts/a/crds/widget.yaml");
    }

    [Fact]
    public void An_error_in_a_subchart_names_its_template()
    {
        var umbrella = new Umbrella().Depends("{name: redis, alias: cache}").Subchart("redis").File("charts/redis/templates/a.yaml", "a: {{ values.prot }}\n");

        Should.Throw<TemplateException>(() => umbrella.Render()).Frame.ShouldBe(new CodeFrame("shop/charts/cache/templates/a.yaml", 1, 14, "a: {{ values.prot }}", 4));
    }

    [Fact]
    public void Subcharts_that_cannot_be_rendered_are_named()
    {
        var helm = new Umbrella().Subchart("redis").File("charts/redis/Chart.yaml", "apiVersion: v2\nname: redis\nversion: 17.0.0\n");
        var other = new Umbrella().Subchart("redis").File("charts/redis/Chart.yaml", Umbrella.ChartYaml("redis") + "kubeVersion: '< 1.20'\n");

        Should.Throw<ChartNotInstallableException>(() => helm.Render()).Message.ShouldBe(
            "Chart `shop` 1.0.0 cannot be installed: its subchart `redis` 17.0.0 (`shop/charts/redis`) cannot be rendered: it is a Helm chart (`apiVersion: v2`), and PackMan does not render Go templates yet");
        Should.Throw<ChartNotInstallableException>(() => other.Render()).Message.ShouldContain("it needs Kubernetes `< 1.20`");
    }

    [Fact]
    public void Hundreds_of_templates_give_the_same_bytes_each_time()
    {
        var umbrella = Enumerable.Range(0, 40).Aggregate(new Umbrella(), (sum, i) => sum
            .Subchart($"c{i}", "name: x")
            .File($"charts/c{i}/templates/a.yaml", Umbrella.ConfigMap($"a{i}", "a: {{ values.name }}"))
            .File($"charts/c{i}/templates/b.yaml", Umbrella.ConfigMap($"b{i}", "a: {{ chart.name }}")));
        var request = TestCharts.Request("") with { Root = umbrella.Resolve().Root };
        var text = () => string.Concat(new ScribanTemplateEngine().Render(request).Files.Select(file => $"# {file.Path}\n{file.Text}"));

        Enumerable.Range(0, 5).Select(_ => text()).Distinct().ShouldHaveSingleItem().ShouldContain("# shop/charts/c7/templates/b.yaml\n");
    }
}
