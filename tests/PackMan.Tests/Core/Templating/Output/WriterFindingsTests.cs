using PackMan.Templating;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Templating.Output;

/// <summary>What fuzzing and kubectl found.</summary>
public sealed class WriterFindingsTests
{
    [Theory]
    [InlineData("k: [a :{, {{ 'x' }}\n", "k: [a :{, x\n")]
    [InlineData("k: [a:[ {{ 'x' }}\n", "k: [a:[ x\n")]
    public void A_colon_before_a_bracket_ends_a_key_of_a_flow_map(string template, string expected) => TestCharts.Render(template).ShouldBe(expected);

    [Theory]
    [InlineData("k: |\n  {{ values.s }} #\n  b\n", " #\nb\n")]
    [InlineData("k: >\n  {{ values.s }} #\n\n  b\n", " #\n\nb\n")]
    [InlineData("k: |\n  {{ values.s }}\n   - b\n  c\n", "\n - b\nc\n")]
    public void An_empty_value_at_the_start_of_a_block_scalar_leaves_its_column_where_it_is(string template, string expected) =>
        YamlReader.ReadMap(TestCharts.Render(template, "s: ''"), "out.yaml").FindString("k").ShouldBe(expected);

    [Theory]
    [InlineData("k: [{{ values.s }} # it's {{ values.s }}\n  , b]\n", "k: [x # it's x\n  , b]\n")]
    [InlineData("k: [a # {{ values.s }}, ]\n ]\n", "k: [a # x, ]\n ]\n")]
    public void A_comment_begins_behind_a_plain_scalar_in_brackets(string template, string expected) => TestCharts.Render(template, "s: x").ShouldBe(expected);

    [Theory]
    [InlineData("k: [{{ values.s }}:]\n", "k: [x: ]\n")]
    [InlineData("k: {a{{ values.s }}:[1], b:[2]}\n", "k: {ax: [1], b:[2]}\n")]
    public void A_blank_follows_the_colon_of_a_key_made_of_values(string template, string expected) => TestCharts.Render(template, "s: x").ShouldBe(expected);

    [Theory]
    [InlineData("k: {a: b: {{ values.s }}}\n", "k: {a: \"b: x\"}\n")]
    [InlineData("k: [{{ values.s }}: :, ::1, fe80::]\n", "k: [x: \":\", \"::1\", fe80::]\n")]
    [InlineData("k: {ip: fe80::, b: {{ values.s }}:}\n", "k: {ip: fe80::, b: \"x:\"}\n")]
    public void A_second_colon_in_an_entry_in_brackets_is_text(string template, string expected) => TestCharts.Render(template, "s: x").ShouldBe(expected);

    [Fact]
    public void Lines_of_a_plain_text_in_brackets_stay_as_they_are()
    {
        const string Template = "k: [a\n\n  b c\n ,d\n e, {{ values.s }}]\n";

        var file = new ScribanTemplateEngine().Render(TestCharts.Request(Template, TestCharts.Values("s: x"))).Files.Single();

        file.Text.ShouldBe(Template.Replace("{{ values.s }}", "x", StringComparison.Ordinal));
        file.Lines.Find(4)?.Line.ShouldBe(4);
    }

    [Theory]
    [InlineData("  \n", "k: |\n  {{ values.s }}\n  b\nz: 1\n", "  \n\nb\n")]
    [InlineData("  \n", "k: |- # c\n  {{ values.s }}\n  b\n\nz: 1\n", "  \n\nb")]
    [InlineData("  ", "k: |+\n  {{ values.s }}\n\n  b\n\nz: 1\n", "  \n\nb\n\n")]
    [InlineData("  ", "k: |2\n  {{ values.s }}\n\nz: 1\n", "  \n")]
    [InlineData("  \na\n\nb\nc", "k: >\n  {{ values.s }}\n   d\n  e\nz: 1\n", "  \na\nb c\n d\ne\n")]
    [InlineData(" ", "z: 1\nk: |\n  {{ values.s }}", " ")]
    [InlineData(" \n", "z: 1\nk: |+\n  {{ values.s }}\n  {{ values.s }}", " \n\n \n")]
    public void A_block_that_a_value_begins_with_a_line_of_blanks_is_written_in_quotes(string value, string template, string expected)
    {
        var values = YamlMap.Of([KeyValuePair.Create("s", (YamlNode)new YamlString(value))]);

        var written = new ScribanTemplateEngine().Render(TestCharts.Request(template, values)).Files.Single().Text;

        var read = YamlReader.ReadMap(written, "out.yaml");
        read.FindString("k").ShouldBe(expected);
        read.Find("z")?.ToString().ShouldBe("1");
    }

    [Theory]
    [InlineData("'a\n{{ values.s }}---\n'", "a --- ")]
    [InlineData("\"a\n{{ values.s }}... b\"", "a ... b")]
    [InlineData("'a\n-{{ values.s }}-{{ values.s }}- \"it''s\"'", "a --- \"it's\"")]
    [InlineData("'a\n {{ values.s }}---\n'", "a --- ")]
    public void An_empty_value_makes_no_marker_of_the_text_behind_it(string template, string expected) =>
        YamlReader.Read(TestCharts.Render(template, "s: ''"), "out.yaml").ToString().ShouldBe(expected);

    [Theory]
    [InlineData(">\n {{ values.s }}\n---\n")]
    [InlineData("|\n  {{ values.s }}\n  {{ values.s }}\n--- b\n")]
    [InlineData("|\n  {{ values.s }}\n...\n")]
    public void A_block_of_a_document_that_values_leave_empty_has_no_marker_right_below(string template) =>
        Should.Throw<TemplateException>(() => TestCharts.Render(template, "s: ''"));

    [Fact]
    public void One_with_text_may_have_it() =>
        YamlReader.ReadAll(TestCharts.Render(">\n  {{ values.s }}\n  b\n---\nc\n", "s: ''"), "out.yaml").Select(document => document.Root.ToString()).ShouldBe(["\nb\n", "c"]);

    [Fact]
    public void A_text_that_begins_with_a_colon_is_no_value_of_the_line_before() =>
        YamlReader.ReadMap(TestCharts.Render("{{ values.s }}: \"\"\n:: x\n", "s: \"a\\n\""), "out.yaml").FindString(":").ShouldBe("x");

    [Theory]
    [InlineData("k: {{ $'a{[1]}b' }}\n", "k: a[1]b\n")]
    [InlineData("k: {{ x = {c: [1]}; $'a{x}b' }}\n", "k: \"a{c: [1]}b\"\n")]
    public void A_list_or_map_in_an_interpolated_text_is_written_out(string template, string expected)
    {
        var written = TestCharts.Render(template);

        YamlReader.ReadMap(written, "out.yaml").FindString("k").ShouldBe(YamlReader.ReadMap(expected, "expected.yaml").FindString("k"));
    }

    [Fact]
    public void A_question_mark_in_a_flow_collection_is_quoted_because_Kubernetes_takes_it_for_a_key() =>
        TestCharts.Render("k: [{{ values.s }}, x{{ values.s }}, {{ {a: values.s} }}]\n", "s: a?b").ShouldBe("k: [\"a?b\", \"xa?b\", {a: \"a?b\"}]\n");

    [Theory]
    [InlineData("k: {{ values.s }}\n\n\nz: 1\n")]
    [InlineData("k: {{ values.s }}\n{{ if true }}\nz: 1\n{{ end }}\n")]
    [InlineData("k: {{ values.s }}\n\n")]
    [InlineData("k: {{ values.s | to_yaml }}\n\nz: 1\n")]
    public void Empty_lines_of_the_template_do_not_become_line_ends_of_a_value(string template) =>
        YamlReader.ReadMap(TestCharts.Render(template, "s: \"a\\nb\\n\\n\""), "out.yaml").FindString("k").ShouldBe("a\nb\n\n");

    [Theory]
    [InlineData("k: {{ values.v | to_json }}\nz: 1\n", "k: [{\"a\":\"🚀\\\\uD83D\"}]\nz: 1\n")]
    [InlineData("k: {{ values.v | to_json true }}\nz: 1\n", "k: [\n  {\n    \"a\": \"🚀\\\\uD83D\"\n  }\n]\nz: 1\n")]
    public void Json_stands_as_every_reader_of_YAML_takes_it(string template, string expected)
    {
        var written = TestCharts.Render(template, "v: [{a: '🚀\\uD83D'}]");

        written.Replace(" ", "", StringComparison.Ordinal).ShouldBe(expected.Replace(" ", "", StringComparison.Ordinal));
        YamlReader.ReadMap(written, "out.yaml").Find("z").ShouldNotBeNull();
    }
}
