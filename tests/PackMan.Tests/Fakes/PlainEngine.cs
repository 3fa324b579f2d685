using System.Text;
using System.Text.RegularExpressions;
using PackMan.Charts;
using PackMan.Subcharts;
using PackMan.Templating;
using PackMan.Templating.Calls;
using PackMan.Templating.Uses;
using PackMan.Yaml;

namespace PackMan.Tests.Fakes;

/// <summary>Prints templates as they stand, with `${a.b}` replaced by values and `${revision}` by the revision.</summary>
internal sealed partial class PlainEngine : ITemplateEngine
{
    public void Parse(Chart chart)
    {
        // Plain text needs no parsing.
    }

    public RenderedChart Render(RenderRequest request, CancellationToken cancellationToken = default)
    {
        var files = request.Root.Chart.Templates.Select(file => (Path: $"{request.Root.Name}/{file.Path}", Text: Fill(Encoding.UTF8.GetString(file.Content.Span), request))).ToList();
        return new RenderedChart(
            [.. files.Where(file => !file.Path.EndsWith("NOTES.txt", StringComparison.Ordinal)).Select(file => new RenderedFile(file.Path, file.Text, SourceMap.Empty))],
            files.Find(file => file.Path.EndsWith("NOTES.txt", StringComparison.Ordinal)).Text);
    }

    public TemplateSurvey Survey(RenderRequest request, CancellationToken cancellationToken = default) => new(Render(request, cancellationToken).Files, [], []);

    public TemplateCalls CallsIn(ChartInUse chart) => new();

    // It cannot be looked into what these templates read.
    public ValueUses UsesIn(ChartInUse chart) => ValueUses.Everything(new CodeFrame(chart.Chart.Location, 1, 1));

    private static string Fill(string text, RenderRequest request) => Place().Replace(text, match => match.Groups[1].Value switch
    {
        "revision" => $"{request.Release.Revision}",
        var path => request.Root.Values.Find(path.Split('.')) is { } value and not YamlNull ? JsonText.Write(value).Trim('"') : "null",
    });

    [GeneratedRegex(@"\$\{([a-zA-Z.]+)\}")]
    private static partial Regex Place();
}
