using PackMan.Actions.Lint;
using PackMan.Charts;
using PackMan.Subcharts;
using PackMan.Templating;
using PackMan.Templating.Calls;
using PackMan.Templating.Uses;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Linting;

/// <summary>An umbrella of many charts takes work in proportion: old versions of Helm needed hours for one.</summary>
public sealed class LintWorkTests
{
    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    public void Every_template_is_rendered_once_for_the_whole_and_once_for_its_own_chart(int subcharts)
    {
        var engine = new CountingEngine();
        var lab = new LintLab { Engine = engine, Options = new LintOptions { WithSubcharts = true } };

        var result = lab.Lint([.. Enumerable.Range(0, subcharts).SelectMany(Subchart), ("Chart.yaml", $"dependencies:\n{string.Concat(Enumerable.Range(0, subcharts).Select(i => $"  - name: part{i}\n"))}")]);

        result.Charts.Length.ShouldBe(subcharts + 1);
        result.Findings.ShouldBeEmpty();
        engine.Rendered.ShouldBe((2 * subcharts) + 1);
        engine.Analysed.ShouldBeLessThanOrEqualTo(6 * (subcharts + 1));
    }

    private static IEnumerable<(string, string?)> Subchart(int number) =>
    [
        ($"charts/part{number}/Chart.yaml", LintLab.ChartYaml.Replace("web", $"part{number}", StringComparison.Ordinal)),
        ($"charts/part{number}/values.yaml", "a: b\n"),
        ($"charts/part{number}/templates/config.yaml", $"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: part{number}\ndata: {{{{ values }}}}\n".Replace("{{ values }}", "{a: {{ values.a }}}", StringComparison.Ordinal)),
    ];

    private sealed class CountingEngine : ITemplateEngine
    {
        private readonly ScribanTemplateEngine _engine = new();

        public int Rendered { get; private set; }

        public int Analysed { get; private set; }

        public void Parse(Chart chart) => _engine.Parse(chart);

        public RenderedChart Render(RenderRequest request, CancellationToken cancellationToken = default) => _engine.Render(request, cancellationToken);

        public TemplateSurvey Survey(RenderRequest request, CancellationToken cancellationToken = default)
        {
            var survey = _engine.Survey(request, cancellationToken);
            Rendered += survey.Files.Length;
            return survey;
        }

        public TemplateCalls CallsIn(ChartInUse chart)
        {
            Analysed++;
            return _engine.CallsIn(chart);
        }

        public ValueUses UsesIn(ChartInUse chart)
        {
            Analysed++;
            return _engine.UsesIn(chart);
        }
    }
}
