using PackMan.Charts;
using PackMan.Subcharts;
using PackMan.Templating.Sources;
using PackMan.Yaml;

namespace PackMan.Templating.Uses;

/// <summary>What the templates of one chart could read of the values they are given.</summary>
internal static class TemplateUses
{
    private const int MaxTexts = 2_000;
    private const int MaxText = 1024 * 1024;
    private const string Opening = "{{";

    /// <param name="library">The chart's templates and those of its libraries.</param>
    /// <param name="chart">Its files and the texts of its values may be templates too.</param>
    public static ValueUses Find(TemplateLibrary library, ChartInUse chart)
    {
        if (library.All.IsEmpty)
        {
            return ValueUses.None;
        }

        var analysis = new UseAnalysis(library);
        var uses = analysis.Find(library.All);
        return new ValueUses(analysis.HasTpl ? analysis.Find([.. library.All, .. Texts(chart.Chart, chart.Values).Take(MaxTexts).Select(Parse).OfType<ParsedTemplate>()]) : uses);
    }

    private static IEnumerable<(string Name, string Text)> Texts(Chart chart, YamlMap values) =>
        chart.Files.Where(file => file.Content.Length <= MaxText && file.Content.Span.IndexOf("{{"u8) >= 0)
            .Select(file => (file.Path, System.Text.Encoding.UTF8.GetString(file.Content.Span)))
            .Concat(Strings(values).Where(text => text.Length <= MaxText && text.Contains(Opening, StringComparison.Ordinal)).Select(text => ("a value", text)));

    private static IEnumerable<string> Strings(YamlNode node) => node switch
    {
        YamlString text => [text.Value],
        YamlMap map => map.Entries.SelectMany(entry => Strings(entry.Value)),
        YamlList list => list.Items.SelectMany(Strings),
        _ => [],
    };

    // Text with braces need not be a template.
    private static ParsedTemplate? Parse((string Name, string Text) text)
    {
        try
        {
            return TemplateLibrary.ParseText(text.Name, text.Text.Replace("\r\n", "\n", StringComparison.Ordinal));
        }
        catch (TemplateException)
        {
            return null;
        }
    }
}
