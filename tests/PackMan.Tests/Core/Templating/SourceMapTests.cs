using PackMan.Templating;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Templating;

public sealed class SourceMapTests
{
    [Fact]
    public void Every_line_knows_the_template_line_that_wrote_it()
    {
        var file = new ScribanTemplateEngine().Render(TestCharts.Request(
            "# top\na:\n  {{ include 'labels' }}\nb: {{ values.m }}\nc: {{ values.t }}\nd: |\n  {{ values.t }}\n",
            TestCharts.Values("{m: {x: 1, w: 2}, t: \"1\\n2\"}"),
            ("_labels.yaml", "app: {{ values.m.x }}\n{{ include 'more' }}\n"),
            ("_more.yaml", "\n  tier: web\n"))).Files.Single();

        var lines = file.Text.TrimEnd('\n').Split('\n').Select((text, index) => $"{text} <- {Chain(file.Lines.Find(index + 1)!)}");

        Golden.Verify(string.Join('\n', lines) + "\n", "source-map");
    }

    [Fact]
    public void The_map_has_exactly_the_lines_of_the_text()
    {
        var file = new ScribanTemplateEngine().Render(TestCharts.Request("a: {{ values.t }}\n\n{{ values.z }}\nb:\n  {{ values.e }}\n  {{ values.e }}\n", TestCharts.Values("{t: \"1\\n2\\n\", z: null, e: {}}"))).Files.Single();

        file.Lines.Lines.Length.ShouldBe(file.Text.TrimEnd('\n').Split('\n').Length);
    }

    private static string Chain(CodeFrame frame) => string.Join(" < ", new[] { frame }.Concat(frame.Callers).Select(caller => caller.ToString()["web/templates/".Length..]));
}
