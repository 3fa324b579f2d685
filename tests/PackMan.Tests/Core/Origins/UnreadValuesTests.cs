using System.Collections.Immutable;
using System.Text;
using PackMan.Charts;
using PackMan.Origins;
using PackMan.Subcharts;
using PackMan.Templating;
using PackMan.Tests.Core.Templating;
using PackMan.Values;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Origins;

public sealed class UnreadValuesTests
{
    private const string Deployment = """
        kind: Deployment
        metadata:
          name: {{ values.global.prefix }}-{{ release.name }}
          labels: {{ values.commonLabels }}
        spec:
          {{~ if values.autoscaling.enabled ~}}
          minReplicas: {{ values.autoscaling.minReplicas }}
          {{~ else ~}}
          replicas: {{ values.replicaCount }}
          {{~ end ~}}
          priorityClassName: {{ values['priority-class'] }}
          containers:
            {{~ for container in values.containers ~}}
            - {{ include 'container' container values.image }}
            {{~ end ~}}
          env:
            {{~ for entry in values.env ~}}
            - name: {{ entry.key }}
              value: {{ entry.value }}
            {{~ end ~}}
        """;

    private const string Container = """
        {{ $image = $2 }}
        name: {{ $1.name }}
        image: {{ $image.repository }}:{{ $image.tag ?? chart.app_version }}
        pullPolicy: {{ $1.pullPolicy | default $image.pullPolicy }}
        resources: {{ $1.resources }}
        """;

    private const string Cache = "size: {{ values.memory.limit }}\nprefix: {{ values.global.prefix }}\n";

    [Theory]
    [InlineData("replicaCuont: 3", "replicaCuont", "replicaCount")]
    [InlineData("replicaCounts: 3", "replicaCounts", "replicaCount")]
    [InlineData("replica-count: 3", "replica-count", "replicaCount")]
    [InlineData("image: {Tag: v1}", "image.Tag", "image.tag")]
    [InlineData("image: {repositroy: nginx}", "image.repositroy", "image.repository")]
    [InlineData("containers: [{name: a}, {name: b, pulPolicy: Always}]", "containers[1].pulPolicy", "containers[1].pullPolicy")]
    [InlineData("cache: {memory: {limt: 1Gi}}", "cache.memory.limt", "cache.memory.limit")]
    [InlineData("chache: {memory: {limit: 1Gi}}", "chache", "cache")]
    [InlineData("global: {prefx: shop}", "global.prefx", "global.prefix")]
    [InlineData("cache: {enable: true}", "cache.enable", "cache.enabled")]
    [InlineData("tags: {backned: false}", "tags.backned", "tags.backend")]
    [InlineData("priorityClass: high", "priorityClass", "priority-class")]
    [InlineData("annotatoins: {}", "annotatoins", "annotations")]
    [InlineData("autoscaling: {enabled: false, minReplicsa: 3}", "autoscaling.minReplicsa", "autoscaling.minReplicas")]
    [InlineData("tag: v2", "tag", "image.tag")]
    [InlineData("somethingElse: 1", "somethingElse", null)]
    public void A_misspelt_value_is_found_with_the_name_that_was_meant(string yaml, string path, string? nearest)
    {
        var unread = Find(YamlReader.ReadMap(yaml, "prod.yaml")).ShouldHaveSingleItem();

        PathStep.Text(unread.Path.AsSpan()).ShouldBe(path);
        unread.Nearest.ShouldBe(nearest);
        unread.Origin.ShouldBeOfType<Origin.InFile>().File.ShouldBe("prod.yaml");
    }

    [Fact]
    public async Task A_flag_is_named_without_its_value()
    {
        var supplied = await new SuppliedValuesReader(new ValuesFiles()).ReadAsync(new SuppliedValues { Set = ["image.tga=hunter2"] }, TestContext.Current.CancellationToken);

        Find(supplied).ShouldHaveSingleItem().Describe().ShouldBe("--set image.tga: `image.tga` is read by no template; did you mean `image.tag`?");
    }

    [Theory]
    [InlineData("on: 1", "prod.yaml:1:5: `true` is read by no template (YAML reads keys such as `on`, `yes` and `y` as `true`; quote the key if it is a name)")]
    [InlineData("image: {n: 1}", "prod.yaml:1:12: `image.false` is read by no template (YAML reads keys such as `off`, `no` and `n` as `false`; quote the key if it is a name)")]
    public void A_key_that_YAML_takes_for_a_boolean_is_explained(string yaml, string described) =>
        Find(YamlReader.ReadMap(yaml, "prod.yaml")).ShouldHaveSingleItem().Describe().ShouldBe(described);

    [Theory]
    [InlineData("replicaCount: 3")]
    [InlineData("autoscaling: {enabled: true, minReplicas: 2}")]
    [InlineData("commonLabels: {team: a, tier: {b: c}}")]
    [InlineData("image: {repository: nginx, tag: v1, pullPolicy: Never}")]
    [InlineData("image: null")]
    [InlineData("containers: [{name: a, resources: {limits: {cpu: 1}}}]")]
    [InlineData("containers: []")]
    [InlineData("env: {A: b, C: {d: e}}")]
    [InlineData("priority-class: high")]
    [InlineData("global: {prefix: shop}")]
    [InlineData("cache: {enabled: false, memory: {limit: 1Gi}, global: {prefix: x}}")]
    [InlineData("tags: {backend: false}")]
    [InlineData("cache: {exports: {sizes: {a: 1}}}")]
    [InlineData("annotations: {a: {b: c}}")]
    public void What_a_template_a_schema_or_a_dependency_could_read_is_no_alarm(string yaml) =>
        Find(YamlReader.ReadMap(yaml, "prod.yaml")).ShouldBeEmpty();

    [Theory]
    [InlineData("{{ values | to_json }}", "a: {b: 1}")]
    [InlineData("{{ values[release.name].b }}", "a: {b: 1}")]
    [InlineData("{{ values.apps[release.name].b }}", "apps: {x: {y: 1}}")]
    [InlineData("{{ with values.a; b; end }}", "a: {b: 1}")]
    [InlineData("{{ func first(list); ret list[0]; end; (first values.list).name }}", "list: [{name: a}]")]
    [InlineData("{{ merge values.a {} }}", "a: {b: {c: 1}}")]
    [InlineData("{{ picked = values.use ? values.a : values.b; picked.c }}", "use: true\na: {c: 1}\nb: {c: 2}")]
    [InlineData("{{ values.list | array.map 'name' }}", "list: [{name: a, other: b}]")]
    [InlineData("{{ for item in values.tree; include 'walk' item; end }}", "tree: [{name: a, children: [{name: b, children: [{name: c}]}]}]")]
    [InlineData("{{ tpl values.text }}", "text: 'x {{ values.inner.deep }}'\ninner: {deep: 1}")]
    [InlineData("{{ values.a.b ?? 'x' }}{{ values.list.size }}", "a: {b: 1}\nlist: [1, 2]")]
    [InlineData("{{ include 'named' box: values.box }}", "box: {width: 1}")]
    [InlineData("{{ if values.own }}{{ if values.deep.own }}{{ values.deep.rest.x }}{{ end }}{{ end }}", "own: false\ndeep: {own: false, rest: {x: 1}}")]
    [InlineData("{{ for app in values.apps; for port in app.value.ports; port.number; end; end }}", "apps: {web: {ports: [{number: 1}, {number: 2}]}}")]
    [InlineData("{{ for key in values.order; values.apps[key].image; end }}", "order: [web]\napps: {web: {image: x}}")]
    [InlineData("{{ defaults = {cpu: 1}; all = merge values.resources defaults; all.cpu }}", "resources: {cpu: 2, memory: 1Gi}")]
    [InlineData("{{ with values.ingress; for host in hosts; host.name; end; tls; end }}", "ingress: {hosts: [{name: a}], tls: [{secretName: s}]}")]
    [InlineData("{{ dig values.a 'b.c' 'none' }}", "a: {b: {c: 1}}")]
    [InlineData("{{ values.a | map.has_key 'b' }}", "a: {b: 1}")]
    [InlineData("{{ v = values; v.a.b }}", "a: {b: 1}")]
    [InlineData("{{ include 'walk' {name: values.a, children: values.b} }}", "a: x\nb: [{name: y, children: []}]")]
    [InlineData("{{ values.extra | to_yaml | raw }}", "extra: [{kind: Secret, data: {a: b}}]")]
    [InlineData("{{ required 'set it' values.host }}:{{ values.port ?? values.defaults.port }}", "host: a\nport: 1\ndefaults: {port: 2}")]
    [InlineData("{{ case values.mode; when 'a'; values.a.x; else; values.b.x; end }}", "mode: a\na: {x: 1}\nb: {x: 2}")]
    public void A_value_is_followed_wherever_a_template_takes_it(string template, string yaml)
    {
        var chart = Chart(
            ("case.yaml", template),
            ("_walk.yaml", "{{ $1.name }}{{ for child in $1.children; include 'walk' child; end }}"),
            ("_named.yaml", "{{ $box.width }}"));
        var values = YamlReader.ReadMap(yaml, "prod.yaml");

        Find(chart, values).ShouldBeEmpty();
    }

    [Fact]
    public void A_value_that_the_chart_declares_and_nothing_reads_is_told_as_such()
    {
        var chart = Chart(("case.yaml", "a: {{ values.a }}")) with { Values = YamlReader.ReadMap("a: 1\nold: 2\n", "values.yaml") };
        var supplied = YamlReader.ReadMap("old: 3\n", "prod.yaml");

        var unread = Find(chart, supplied).ShouldHaveSingleItem();

        unread.Describe().ShouldBe("prod.yaml:1:6: `old` is read by no template, although the chart's own values have it");
    }

    [Fact]
    public void A_dependency_that_is_left_out_may_read_all_its_values()
    {
        var chart = Chart(("case.yaml", "a: {{ values.a }}"));
        chart = chart with { Metadata = chart.Metadata with { Dependencies = [new ChartDependency { Name = "redis", Alias = "cache", Condition = "cache.a" }] } };
        var supplied = YamlReader.ReadMap("cache: {a: false, b: 1}\nglobal: {b: 1}\nredis: {}\n", "prod.yaml");

        Find(chart, supplied)
            .ShouldHaveSingleItem().Path.ShouldBe([new PathStep.Key("redis")]);
    }

    private static ImmutableArray<UnreadValue> Find(YamlMap supplied)
    {
        var cache = Chart(("cache.yaml", Cache)) with { Schema = null, Values = YamlReader.ReadMap("exports: {sizes: {}}", "values.yaml") };
        var chart = Chart(("deployment.yaml", Deployment), ("_container.yaml", Container)) with
        {
            Schema = new ChartFile("values.schema.json", Encoding.UTF8.GetBytes("""{"properties": {"annotations": {"type": "object"}}}""")),
            Subcharts = [cache with { Metadata = cache.Metadata with { Name = "valkey" } }],
        };
        chart = chart with
        {
            Metadata = chart.Metadata with
            {
                Dependencies = [new ChartDependency { Name = "valkey", Alias = "cache", Condition = "cache.enabled", Tags = ["backend"], ImportValues = YamlList.Of(new YamlString("sizes")) }],
            },
        };
        return Find(chart, supplied);
    }

    private static ImmutableArray<UnreadValue> Find(Chart chart, YamlMap supplied)
    {
        var charts = ChartTree.Resolve(chart, supplied);
        return UnreadValues.Find(charts, supplied, ChartUses.Of(new ScribanTemplateEngine(), charts));
    }

    private static Chart Chart(params (string Name, string Text)[] templates) =>
        TestCharts.Chart([.. templates.Select(file => new ChartFile($"templates/{file.Name}", Encoding.UTF8.GetBytes(file.Text)))]) with { Files = [] };
}
