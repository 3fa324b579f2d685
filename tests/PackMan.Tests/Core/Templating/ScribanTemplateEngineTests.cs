using System.Text;
using PackMan.Charts;
using PackMan.Subcharts;
using PackMan.Templating;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Templating;

public sealed class ScribanTemplateEngineTests
{
    [Theory]
    [InlineData("{{ release.name }}/{{ release.namespace }}/r{{ release.revision }}", "shop/prod/r3")]
    [InlineData("{{ release.is_install }} {{ release.is_upgrade }} {{ release.service }}", "false true packman")]
    [InlineData("{{ chart.name }}-{{ chart.version }}/{{ chart.app_version }} {{ chart.home }}", "web-1.2.3/4.5 https://example.org")]
    [InlineData("x{{ chart.icon }}", "x")]
    [InlineData("{{ capabilities.kube_version.version }} {{ capabilities.kube_version.major }}.{{ capabilities.kube_version.minor }}", "v1.36.1 1.36")]
    [InlineData("{{ capabilities.api_versions.has 'apps/v1/Deployment' }} {{ capabilities.api_versions.all | array.size }}", "true 3")]
    [InlineData("{{ template.name }} {{ template.base_path }}", "web/templates/case.yaml web/templates")]
    [InlineData("{{ files.get 'README.md' }}-{{ (files.lines 'config/app.conf')[1] }}", "hi-b")]
    [InlineData("{{ (files.glob 'config/*').as_config['db.conf'] }}", "c")]
    [InlineData("{{ (files.glob '**.md').as_secrets['README.md'] }}", "aGk=")]
    public void The_scope_holds_what_charts_ask_for(string template, string expected) =>
        TestCharts.Render("a: " + template + "\n").ShouldBe("a: " + expected + "\n");

    [Theory]
    [InlineData("0", "yes")]
    [InlineData("''", "no")]
    [InlineData("[]", "no")]
    [InlineData("{}", "no")]
    [InlineData("null", "no")]
    [InlineData("false", "no")]
    [InlineData("x", "yes")]
    public void Conditions_take_empty_things_for_false_and_zero_for_true(string value, string expected) =>
        TestCharts.Render("a: {{ if values.x }}it-is-yes{{ else }}it-is-no{{ end }}\n", $"x: {value}").ShouldBe($"a: it-is-{expected}\n");

    [Theory]
    [InlineData("{{ values.none }}x", "x")]
    [InlineData("{{ values.m?.b?.c }}x", "x")]
    [InlineData("{{ values.m?.b.c.d }}x", "x")]
    [InlineData("{{ values.m.b ?? 'd' }}", "d")]
    [InlineData("{{ values.nope.b ?? 'd' }}", "d")]
    [InlineData("{{ values.m.a ?? fail 'not called' }}", "1x")]
    [InlineData("{{ values['my-key'] }}", "k")]
    [InlineData("{{ values.list.size }}{{ values.list[1] }}-", "2v-")]
    [InlineData("{{ for e in values.m }}{{ e.key }}={{ e.value }};{{ end }}", "a=1x;")]
    public void Paths_can_say_maybe(string template, string expected) =>
        TestCharts.Render($"a: {template}\n", "{none: null, m: {a: 1x, gone: null}, my-key: k, list: [u, v]}").ShouldBe($"a: {expected}\n");

    [Fact]
    public void A_missing_member_names_the_near_one_and_its_place()
    {
        var error = TestCharts.Failure("kind: x\nn: {{ values.replicaCuont }}\n", "replicaCount: 1");

        error.Message.ShouldBe("`values.replicaCuont` does not exist");
        error.Hint.ShouldBe("Did you mean `values.replicaCount`?");
        error.Frame!.ToString().ShouldBe("web/templates/case.yaml:2:14");
        error.Frame.LineText.ShouldBe("n: {{ values.replicaCuont }}");
    }

    [Theory]
    [InlineData("{{ values.my-key }}", "write `values['my-key']`")]
    [InlineData("{{ values.my-long-key }}", "write `values['my-long-key']`")]
    [InlineData("{{ values.a.size-limit }}", "write `values.a['size-limit']`")]
    [InlineData("{{ quot values.a }}", "Did you mean `quote`?")]
    [InlineData("{{ vales.a }}", "Did you mean `values`?")]
    [InlineData("{{ release.nam }}", "Did you mean `release.name`?")]
    [InlineData("{{ values.zzz }}", "write `values?.zzz` or `values.zzz ?? …`")]
    [InlineData("{{ include 'lable' }}", "Did you mean `label`?")]
    public void Unknown_names_come_with_a_way_out(string template, string hint) =>
        TestCharts.Failure(template, "{a: {size: 1}, my-kez: 2}", ("_label.yaml", "x")).Hint!.ShouldContain(hint);

    [Theory]
    [InlineData("{{ values.proxy }}", "`values?.proxy` or `values.proxy ?? …`")]
    [InlineData("{{ values.proxy.host }}", "`values.proxy?.host` or `values.proxy.host ?? …`")]
    [InlineData("{{ values.proxy.auth.user }}", "`values.proxy?.auth.user` or `values.proxy.auth.user ?? …`")]
    [InlineData("{{ values.proxy['auth'].user }}", "`values?.proxy['auth'].user` or `values.proxy['auth'].user ?? …`")]
    public void A_missing_value_comes_with_the_ways_to_let_it_be_missing(string template, string ways) =>
        TestCharts.Failure(template).Hint.ShouldBe($"Declare it in values.yaml, or write {ways} where it may be missing");

    [Theory]
    [InlineData("{{ values.none.deeper }}", "`values.none.deeper` cannot be read: what stands before the last dot is null")]
    [InlineData("{{ values.s.deeper }}", "`values.s.deeper` does not exist: a string has no members")]
    [InlineData("{{ trunc 'x' }}", "`trunc` takes 2 arguments, not 1")]
    [InlineData("{{ trunc 'x' 'y' }}", "`trunc` takes a whole number as `length`, not a string")]
    [InlineData("{{ sha256 values }}", "`sha256` takes a string as `text`, not a map")]
    [InlineData("{{ values.s | required 'no' | fail }}", "text")]
    [InlineData("{{ values.none | required 'set values.none' }}", "set values.none")]
    [InlineData("{{ values.s = 'x' }}", "Values cannot be changed by templates")]
    [InlineData("{{ values = 1 }}{{ release.name = 2 }}", "Values cannot be changed by templates")]
    [InlineData("{{ include 'nothing-like-it' }}", "There is no partial `nothing-like-it`")]
    [InlineData("{{ if }}", "Template `web/templates/case.yaml` cannot be parsed")]
    [InlineData("{{ files.get 'none' }}", "The chart has no file `none`")]
    [InlineData("{{ release }}", "`release` cannot be written as a whole")]
    [InlineData("{{ from_json '{' }}", "The text is no JSON")]
    [InlineData("{{ object.eval '1' }}", "`object.eval` does not exist")]
    [InlineData("{{ math.random }}", "`math.random` does not exist")]
    public void Errors_say_what_is_wrong(string template, string message)
    {
        var error = TestCharts.Failure($"# one\n{template}\n", "{none: null, s: text}");

        error.Message.ShouldStartWith(message);
        error.Frame!.Line.ShouldBe(2);
    }

    [Fact]
    public void An_error_in_a_partial_carries_the_include_chain()
    {
        var error = TestCharts.Failure("a:\n  {{ include 'one' }}\n", "", ("_one.yaml", "x: {{ include 'two' }}"), ("_two.yaml", "# c\n{{ values.zip }}"));

        error.Frame!.ToString().ShouldBe("web/templates/_two.yaml:2:11");
        error.Frame.Callers.Select(frame => frame.ToString()).ShouldBe(["web/templates/_one.yaml:1:7", "web/templates/case.yaml:2:6"]);
    }

    [Fact]
    public void All_parse_errors_are_told_at_once()
    {
        var request = TestCharts.Request([("a.yaml", "x: {{ if }}\n"), ("b.yaml", "ok: 1\ny: {{ 1 + }}\n")]);

        var error = Should.Throw<TemplateException>(() => new ScribanTemplateEngine().Render(request));

        error.Message.ShouldContain("web/templates/b.yaml:2");
        error.Frame!.File.ShouldBe("web/templates/a.yaml");
    }

    [Fact]
    public void Partials_are_found_by_short_names_and_get_arguments()
    {
        var text = TestCharts.Render(
            "a: {{ include 'lib/name' 'x' suffix: 'y' }}\nb: {{ greet 'you' }}\nc: {{ include 'greet' 'me' }}\n",
            "",
            ("lib/_name.yaml", "{{ $1 }}-{{ $suffix }}{{ leaked = 1 }}"),
            ("_functions.yaml", "{{ func greet(who) }}hello {{ who }}{{ end }}"));

        text.ShouldBe("a: x-y\nb: hello you\nc: hello me\n");
    }

    [Fact]
    public void What_a_partial_assigns_stays_inside() =>
        TestCharts.Failure("{{ include 'p' }}{{ leaked }}", "", ("_p", "{{ leaked = 1 }}")).Message.ShouldBe("There is no variable or function `leaked`");

    [Fact]
    public void Templates_are_sorted_partials_and_notes_are_none_of_them()
    {
        var request = TestCharts.Request([("z.yaml", "z: 1\n"), ("a/b.yml", "b: 1\n"), ("_p.yaml", "p"), ("NOTES.txt", "Hi {{ release.name }}: {{ 'a: b' }}\n"), ("README.md", "{{")]);

        var rendered = new ScribanTemplateEngine().Render(request);

        rendered.Files.Select(file => file.Path).ShouldBe(["web/templates/a/b.yml", "web/templates/z.yaml"]);
        rendered.Notes.ShouldBe("Hi shop: a: b\n");
    }

    [Fact]
    public void A_template_that_is_no_utf8_is_refused_and_a_byte_order_mark_is_not_seen()
    {
        var bad = TestCharts.Request("") with { Root = ChartInUse.Alone(TestCharts.Chart([new ChartFile("templates/a.yaml", new byte[] { (byte)'a', (byte)'\n', 0xFF })]), YamlMap.Empty) };
        Should.Throw<TemplateException>(() => new ScribanTemplateEngine().Render(bad)).Message.ShouldStartWith("`web/templates/a.yaml` is not UTF-8");

        TestCharts.Render("\uFEFFa: {{ 1 }}\n").ShouldBe("a: 1\n");
    }

    [Fact]
    public void A_helm_chart_gets_one_clear_error()
    {
        var request = TestCharts.Request("{{ .Values.x }}");
        var chart = request.Root.Chart;
        var helm = request with { Root = ChartInUse.Alone(chart with { Metadata = chart.Metadata with { ApiVersion = "v2" } }, YamlMap.Empty) };

        Should.Throw<HelmTemplatesException>(() => new ScribanTemplateEngine().Render(helm)).Message.ShouldContain("Go templates");
    }
}
