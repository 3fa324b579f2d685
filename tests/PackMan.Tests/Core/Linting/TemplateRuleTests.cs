using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Linting;

/// <summary>What rules about templates and values find, and above all what they do not.</summary>
public sealed class TemplateRuleTests
{
    private const string App = "templates/app.yaml";
    private const string Custom = "apiVersion: example.org/v1\nkind: Backup\nmetadata:\n  name: app\nspec:\n";
    private const string Config = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: app\n";

    [Theory]
    [InlineData("yes")]
    [InlineData("Off")]
    [InlineData("012")]
    [InlineData("0o17")]
    [InlineData("12:30:45")]
    [InlineData("2024-01-01")]
    [InlineData("1_000")]
    [InlineData("1.10")]
    public void Text_that_readers_disagree_on_is_found_in_templates_and_in_raw(string text)
    {
        Rules((App, $"{Custom}  a: {text}\n")).ShouldBe(["template/ambiguous-scalar"]);
        Rules((App, Custom + "  a: {{ '" + text + "' | raw }}\n")).ShouldBe(["template/ambiguous-scalar"]);
    }

    [Theory]
    [InlineData("  a: 'yes'\n")]
    [InlineData("  a: true\n")]
    [InlineData("  a: 12\n  b: 0\n  c: 1.5\n  d: 0x1F\n")]
    [InlineData("  a: yesterday\n  b: nginx:1.10\n  c: 10.0.0.1\n  d: 1.2.0\n")]
    [InlineData("  a: |\n    yes\n    012\n")]
    [InlineData("  # yes\n  a: '012' # 012\n")]
    [InlineData("  a: {{ 'yes' }}\n  b: {{ '12:30:45' }}\n  c: {{ '1.10' }}\n")]
    public void Text_that_all_readers_read_alike_is_none(string lines) => Rules((App, Custom + lines)).ShouldBeEmpty();

    [Fact]
    public void A_number_of_a_built_in_kind_is_for_the_type_of_its_field_to_judge() =>
        Rules((App, "apiVersion: v1\nkind: LimitRange\nmetadata: {name: a}\nspec: {limits: [{type: Pod, max: {cpu: 1.50}}]}\n")).ShouldBeEmpty();

    [Theory]
    [InlineData("data: {{ values.a | to_yaml | indent 2 }}\n", "template/needless-layout")]
    [InlineData("data:\n  {{ values.a | to_yaml | nindent 2 | raw }}\n", "template/needless-layout")]
    [InlineData("data:\n  {{ include 'part' | indent 2 | raw }}\n", "template/needless-layout")]
    [InlineData("data:\n  a: {{ values.a | to_yaml }}\n", "")]
    [InlineData("data:\n  a: |\n    server:\n      {{ values.a | to_yaml | indent 2 }}\n", "")]
    [InlineData("data:\n  a: |-\n    {{ include 'part' | indent 2 }}\n", "")]
    [InlineData("data:\n  a: {{ 'x' | indent 2 }}\n", "")]
    public void Layout_by_hand_is_needless_only_where_the_writer_does_it(string data, string rule)
    {
        var found = Rules((App, Config + data + "# {{ include 'part' }}\n"), ("values.yaml", "a: {b: c}\n"), ("templates/_part.yaml", "b: c\n"));

        string.Join(' ', found.Where(id => id == "template/needless-layout")).ShouldBe(rule);
    }

    [Theory]
    [InlineData("{{ include 'labels' }}")]
    [InlineData("{{ 'labels' | include }}")]
    [InlineData("{{ include ('lab' + 'els') }}")]
    [InlineData("{{ web_name }}")]
    public void A_partial_that_is_used_in_any_way_is_not_unused(string use) =>
        Rules((App, $"{Config}data:\n  a: b\n# {use}\n"), ("templates/_labels.yaml", "{{ func web_name; ret 'a'; end }}a: b\n")).ShouldNotContain("template/unused-partial");

    [Theory]
    [InlineData("values.a ?? 'x'", "values.yaml: nothing", "values/undeclared")]
    [InlineData("values.image?.tga ?? 'x'", "image: {tag: v1}", "values/undeclared values/unread")]
    [InlineData("values.image?.tag ?? 'x'", "image: {tag: v1}", "")]
    [InlineData("values.resources?.limits ?? 'x'", "resources: {}", "")]
    [InlineData("values.extra?.deep?.er ?? 'x'", "extra: null", "")]
    [InlineData("values.global?.domain ?? 'x'", "{}", "")]
    public void A_value_is_declared_by_values_yaml(string expression, string values, string rules)
    {
        var found = Rules((App, Config + "data:\n  a: \"{{ " + expression + " }}\"\n"), ("values.yaml", values.StartsWith("values.yaml", StringComparison.Ordinal) ? "#\n" : values + "\n"));

        string.Join(' ', found.Order(StringComparer.Ordinal)).ShouldBe(rules);
    }

    [Fact]
    public void Or_by_the_schema() => Rules(
        (App, Config + "data:\n  a: {{ values.a ?? 'x' }}\n"),
        ("values.schema.json", "{ \"properties\": { \"a\": { \"type\": \"string\" } } }")).ShouldBeEmpty();

    [Fact]
    public void A_mistake_that_stops_the_rendering_is_told_once() => Rules(
        (App, Config + "data:\n  a: {{ include 'nothing' }}\n"),
        ("templates/b.yaml", Config.Replace("app", "b", StringComparison.Ordinal) + "data:\n  a: {{ files.get 'nothing.txt' }}\n"),
        ("templates/c.yaml", Config.Replace("app", "c", StringComparison.Ordinal) + "data:\n  a: {{ values.nothing }}\n")).ShouldBe(["template/render", "template/render", "template/render"]);

    [Fact]
    public void A_value_in_a_values_file_that_nothing_reads_is_told_there() =>
        new LintLab().Told(("ci/a-values.yaml", "# Hello\nimage:\n  tga: v1\n"), ("values.yaml", "image: {tag: v0}\n"), (App, Config + "data: {a: '{{ values.image.tag }}'}\n"))
            .ShouldBe(["values/unread web/ci/a-values.yaml:3:3 `image.tga` is set here and no template reads it"]);

    [Fact]
    public void A_declared_value_that_templates_read_under_a_near_name_says_which() =>
        new LintLab().Lint(("values.yaml", "replicaCount: 1\n"), (App, Config + "data: {a: '{{ values.replicaCuont }}'}\n")).Findings
            .Select(finding => $"{finding.Rule.Id} {finding.Hint}").ShouldBe(["template/render Did you mean `values.replicaCount`?", "values/unread Templates read `replicaCuont`"]);

    [Fact]
    public void A_violation_below_its_key_is_told_at_the_key() => new LintLab().Told(
        ("values.schema.json", "{ \"additionalProperties\": false }"),
        ("values.yaml", "a:\n  b: 1\n"),
        (App, Config + "data: {a: '{{ values.a.b }}'}\n")).ShouldBe(["values/schema-violation web/values.yaml:1:1 `values.a` must not be set: the schema knows no such key"]);

    [Theory]
    [InlineData("values.yml", "values.yaml")]
    [InlineData("Values.yaml", "values.yaml")]
    [InlineData("template/app.yaml", "templates")]
    [InlineData("crd/app.yaml", "crds")]
    public void A_file_of_nearly_the_right_name_is_told(string path, string meant) =>
        new LintLab().Lint((path, "a: b\n")).Findings.ShouldHaveSingleItem().Hint.ShouldBe($"Did you mean `{meant}`?");

    [Theory]
    [InlineData("values-production.yaml")]
    [InlineData("values.production.yaml")]
    [InlineData("tests/app.yaml")]
    [InlineData("site/index.html")]
    [InlineData("README.md")]
    [InlineData("Chart.lock")]
    [InlineData("charts/README.md")]
    public void Other_files_are_the_charts_own_business(string path) => new LintLab().Told((path, "a: b\n")).ShouldBeEmpty();

    private static string[] Rules(params (string Path, string? Text)[] files) => [.. new LintLab().Lint(files).Findings.Select(finding => finding.Rule.Id)];
}
