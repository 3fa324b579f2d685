using PackMan.Tests.Core.Templating;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Templating.Output;

/// <summary>What fuzzing and kubectl found.</summary>
public sealed class WriterFindingsTests
{
    [Theory]
    [InlineData("k: [a :{, {{ 'x' }}\n", "k: [a :{, x\n")]
    [InlineData("k: {:[ {{ 'x' }}\n", "k: {:[ x\n")]
    public void A_colon_before_a_bracket_ends_a_key_of_a_flow_map(string template, string expected) => TestCharts.Render(template).ShouldBe(expected);

    [Theory]
    [InlineData("k: |\n  {{ values.s }} #\n  b\n", " #\nb\n")]
    [InlineData("k: >\n  {{ values.s }} #\n\n  b\n", " #\n\nb\n")]
    [InlineData("k: |\n  {{ values.s }}\n   - b\n  c\n", "\n - b\nc\n")]
    public void An_empty_value_at_the_start_of_a_block_scalar_leaves_its_column_where_it_is(string template, string expected) =>
        YamlReader.ReadMap(TestCharts.Render(template, "s: ''"), "out.yaml").FindString("k").ShouldBe(expected);

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
