using PackMan.Templating;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Templating;

public sealed class ParallelRenderingTests
{
    private static readonly (string Name, string Text)[] Many =
    [
        .. Enumerable.Range(0, 40).Select(i => ($"t{i:00}.yaml", $"n: {i}\nl: {{{{ include 'labels' {i} }}}}\nf: {{{{ shout 'x{i}' }}}}\nv:\n  {{{{ values.m }}}}\n")),
        ("_labels.yaml", "id: {{ $1 }}\nsum: {{ total = 0; for i in 1..50; total = total + i; end; total }}\n"),
        ("_functions", "{{ func shout(x) }}{{ ret x | string.upcase }}{{ end }}"),
    ];

    [Fact]
    public void A_chart_gives_the_same_bytes_in_every_run()
    {
        var request = TestCharts.Request(Many, TestCharts.Values("m: {a: 1, b: [x, 'yes']}"));
        var engine = new ScribanTemplateEngine();

        var runs = Enumerable.Range(0, 8).Select(_ => string.Concat(engine.Render(request).Files.Select(file => $"# {file.Path}\n{file.Text}"))).ToList();

        runs[0].ShouldContain("# web/templates/t07.yaml\nn: 7\nl:\n  id: 7\n  sum: 1275\nf: X7\nv:\n  a: 1\n  b:\n    - x\n    - \"yes\"\n");
        runs.ShouldAllBe(run => run == runs[0]);
    }

    [Fact]
    public void Of_several_failing_templates_the_first_is_told()
    {
        var request = TestCharts.Request([.. Many, ("t05.yaml.yaml", "{{ values.zip }}"), ("t39x.yaml", "{{ values.zap }}")]);

        Should.Throw<TemplateException>(() => new ScribanTemplateEngine().Render(request)).Frame!.File.ShouldBe("web/templates/t00.yaml");
    }
}
