using System.Text;
using PackMan.Actions.Explain;
using PackMan.Actions.Template;
using PackMan.Charts;
using PackMan.Explaining;
using PackMan.Templating;
using PackMan.Tests.Core.Templating;
using PackMan.Tests.Fakes;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Explaining;

public sealed class FieldSourceTests
{
    private const string Values = """
        image: {repository: nginx, tag: '1.27'}
        containers: [{name: web, image: w}, {name: side, image: s}]
        labels: {app: shop, tier: front}
        resources: {limits: {cpu: 2, memory: 1Gi}, requests: {cpu: 1}}
        over: {limits: {cpu: 4}}
        env: [{name: A, value: a}]
        a: one
        b: two
        lit: true
        dark: false
        none:
        empty: ''
        lines: "x\ny\n"
        t: 'hi {{ values.a }}'
        """;

    private const string Functions = "{{\nfunc tag_of(x)\n  ret x.tag\nend\n}}";

    /// <summary>The text below `spec:`, a field below it, the values it is made of, and what was read besides.</summary>
    public static TheoryData<string, string, string, string> Cases { get; } = new()
    {
        { "a: {{ values.image.tag }}", "a", "image.tag", "" },
        { "a: fixed", "a", "", "" },
        { "a: {{ x = values.image.tag; x }}", "a", "image.tag", "" },
        { "a: {{ x = values.image; y = x; y.tag }}", "a", "image.tag", "" },
        { "{{ for c in values.containers ~}}\n  {{ c.name }}: {{ c.image }}\n  {{ end }}", "side", "containers[1].image", "" },
        { "{{ for e in values.labels ~}}\n  {{ e.key }}: {{ e.value }}\n  {{ end }}", "tier", "labels.tier", "" },
        { "{{ for e in values.labels ~}}\n  k{{ e.value }}: {{ e.key }}\n  {{ end }}", "kfront", "labels.tier", "" },
        { "a: {{ include 'tag' values.image }}", "a", "image.tag", "" },
        { "a: {{ include 'tag' values.image | string.upcase }}", "a", "image.tag", "image" },
        { "a: {{ values.image.tag | string.upcase | string.size }}", "a", "image.tag", "" },
        { "a: {{ values.none | default values.a }}", "a", "a", "none" },
        { "a: {{ values.none | default 'x' }}", "a", "none", "" },
        { "a: {{ values.a | default values.b }}", "a", "a", "b" },
        { "a: {{ values.none ?? values.a }}", "a", "a", "none" },
        { "a: {{ values.image.repository }}:{{ values.image.tag }}", "a", "image.repository, image.tag", "" },
        { "a: \"{{ values.a }}!\"", "a", "a", "" },
        { "a: |\n    {{ values.a }}\n    {{ values.lines }}", "a", "a, lines", "" },
        { "a: {{ values.lines }}", "a", "lines", "" },
        { "m: {{ values.resources }}", "m.limits.cpu", "resources.limits.cpu", "" },
        { "m:\n    x: 1\n    {{ values.resources }}", "m.requests.cpu", "resources.requests.cpu", "" },
        { "m: {{ merge values.over values.resources }}", "m.limits.cpu", "over.limits.cpu", "" },
        { "m: {{ merge values.over values.resources }}", "m.limits.memory", "resources.limits.memory", "" },
        { "m:\n    {{ values.resources | to_yaml }}", "m.limits.memory", "resources.limits.memory", "" },
        { "m: {{ raw (to_json values.resources) }}", "m.limits.memory", "resources.limits.memory", "" },
        { "m: {{ [values.a, values.b] }}", "m[1]", "b", "" },
        { "m: {{ {x: values.a, y: 1} }}", "m.x", "a", "" },
        { "m: [{{ values.a }}, fixed, {{ values.b }}]", "m[0]", "a", "" },
        { "m: [{{ values.a }}, fixed, {{ values.b }}]", "m[1]", "", "" },
        { "m: [{{ values.a }}, fixed, {{ values.b }}]", "m[2]", "b", "" },
        { "m: {a: fixed, b: {{ values.b }}}", "m.b", "b", "" },
        { "m:\n    {{ values.containers }}\n    {{ values.env }}", "m[2].value", "env[0].value", "" },
        { "m:\n    - {{ values.labels }}", "m[0].tier", "labels.tier", "" },
        { "a: {{ values.lit ? values.a : values.b }}", "a", "a", "lit" },
        { "a: {{ values.dark ? values.a : values.b }}", "a", "b", "dark" },
        { "a: {{ tag_of values.image }}", "a", "image.tag", "image" },
        { "a: {{ capture c }}{{ values.a }}{{ end; c }}", "a", "a", "" },
        { "a: {{ $'{values.a}-{values.b}' }}", "a", "a, b", "" },
        { "a: {{ x = values.none; x | default 'y' }}", "a", "none", "" },
        { "a: {{ x = values.dark; x }}", "a", "dark", "" },
        { "a: {{ tpl values.t }}", "a", "t, a", "" },
        { "a: {{ values.containers | array.size }}", "a", "containers[0], containers[1]", "containers" },
        { "a: {{ values['image']['tag'] }}", "a", "image.tag", "" },
        { "a: {{ values.containers[1].image }}", "a", "containers[1].image", "" },
        { "a: !!str {{ values.lit }}", "a", "lit", "" },
        { "{{ values.a }}: fixed", "one", "a", "" },
        { "a: {{ release.name }}-{{ chart.version }}", "a", "release.name, chart.version", "" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_field_knows_the_values_it_is_made_of(string template, string field, string values, string considered)
    {
        var found = Explain(template).Explain(Name, $"spec.{field}").Fields[0];

        string.Join(", ", found.Values.Select(value => value.Name)).ShouldBe(values);
        string.Join(", ", found.Considered.Select(value => value.Name)).ShouldBe(considered);
    }

    [Fact]
    public void The_place_is_the_expression_with_the_includes_around_it()
    {
        var frame = Explain("a: {{ include 'tag' values.image }}").Explain(Name, "spec.a").Fields[0].Frame!;

        frame.ToString().ShouldBe("web/templates/_tag.yaml:1:4");
        frame.Length.ShouldBe("$1.tag".Length);
        frame.Callers.Select(caller => caller.ToString()).ShouldBe(["web/templates/case.yaml:6:9"]);
    }

    [Fact]
    public void Conditions_and_loops_around_a_field_are_told_with_what_they_asked()
    {
        var field = Explain("{{ if values.lit }}{{ for c in values.containers }}{{ if values.dark }}{{ else }}\n  {{ c.name }}: 1{{ end }}{{ end }}{{ end }}").Explain(Name, "spec.web").Fields[0];

        field.Decisions.Select(decision => $"{decision.Kind} {string.Join(", ", decision.Values.Select(value => value.Name))}").ShouldBe(["If lit", "For containers", "Else dark"]);
    }

    [Fact]
    public void A_value_tells_its_origin_and_what_it_overrode()
    {
        var value = Explain("a: {{ values.image.tag }}", YamlReader.ReadMap("image:\n  tag: next\n", "prod.yaml")).Explain(Name, "spec.a").Fields[0].Values.Single();

        string.Join('\n', value.Lines()).ShouldBe("image.tag: next (set in prod.yaml:2:8)\n  overrode \"1.27\" (set in values.yaml:1:33)");
    }

    [Theory]
    [InlineData("fixd: 1", "spec.fixed", "Did you mean `spec.fixd`?")]
    [InlineData("m: [{name: web}]", "spec.m[name=wbe]", "Name an item by its position (`spec.m[0]`) or by a field (`spec.m[name=web]`)")]
    public void A_field_that_is_not_there_is_told_with_what_is(string template, string field, string hint) =>
        Should.Throw<ExplainException>(() => Explain(template).Explain(Name, field)).Hint.ShouldBe(hint);

    [Theory]
    [InlineData("configmaps/web")]
    [InlineData("cm/web")]
    [InlineData("CONFIGMAP/shop/web")]
    public void Kinds_are_named_as_kubectl_takes_them(string name) => Explain("a: 1").Explain(ObjectName.TryParse(name)!).Name.ShouldBe("configmap/web");

    [Theory]
    [InlineData("cm/wbe", "Did you mean `configmap/web`?")]
    [InlineData("deploy/other", "It renders `configmap/web`")]
    [InlineData("cm/elsewhere/web", "Did you mean `configmap/web`?")]
    public void An_object_that_is_not_there_is_told_with_those_that_are(string name, string hint) =>
        Should.Throw<ExplainException>(() => Explain("a: 1").Explain(ObjectName.TryParse(name)!)).Hint.ShouldBe(hint);

    [Theory]
    [MemberData(nameof(Cases))]
    public void A_rendering_that_explains_gives_the_same_text(string template, string field, string values, string considered)
    {
        _ = (field, values, considered);
        var request = TestCharts.Request([("case.yaml", Text(template)), ("_tag.yaml", "{{ $1.tag }}"), ("_names.sbn", Functions)], YamlReader.ReadMap(Values, "values.yaml"));

        var explained = new ScribanTemplateEngine().Render(request with { Explains = true });

        explained.Files.Single().Text.ShouldBe(new ScribanTemplateEngine().Render(request).Files.Single().Text);
    }

    private static ObjectName Name { get; } = ObjectName.TryParse("configmap/web")!;

    private static ExplainedRelease Explain(string template, YamlMap? supplied = null) => new ExplainAction(new ScribanTemplateEngine(), new FixedTime()).Run(new TemplateOptions
    {
        Chart = TestCharts.Chart([File("case.yaml", Text(template)), File("_tag.yaml", "{{ $1.tag }}"), File("_names.sbn", Functions)]) with { Values = YamlReader.ReadMap(Values, "values.yaml") },
        Supplied = supplied ?? YamlMap.Empty,
        Release = new ReleaseScope("shop", "shop", 1, IsInstall: true),
    });

    private static string Text(string template) => $"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\nspec:\n  {template}\n";

    private static ChartFile File(string name, string text) => new($"templates/{name}", Encoding.UTF8.GetBytes(text));
}
