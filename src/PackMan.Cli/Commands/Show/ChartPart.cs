using System.Collections.Immutable;
using System.Text;
using PackMan.Charts;
using PackMan.Cli.Output;
using PackMan.Schemas;
using PackMan.Yaml;

namespace PackMan.Cli.Commands.Show;

/// <summary>Something `show` prints of a chart: as its author wrote it, or as data.</summary>
/// <param name="Name">The word of the command.</param>
/// <param name="Subject">What it is, for messages.</param>
/// <param name="Text">As written; null when the chart has none.</param>
/// <param name="Data">The same as a tree.</param>
internal sealed record ChartPart(string Name, string Subject, Func<Chart, string?> Text, Func<Chart, YamlNode> Data)
{
    private static readonly string[] ReadmeNames = ["readme.md", "readme.txt", "readme"];

    public static ChartPart Definition { get; } = new("chart", "`Chart.yaml`", chart => Find(chart, "Chart.yaml"), chart => chart.Metadata.Source);

    public static ChartPart Values { get; } = new("values", "`values.yaml`", chart => Find(chart, "values.yaml"), chart => chart.Values);

    public static ChartPart Readme { get; } = new("readme", "README", FindReadme, chart => Model.Text(FindReadme(chart) ?? ""));

    public static ChartPart Crds { get; } = new("crds", "`crds/`", JoinCrds, chart => YamlList.Of(AllCrds(chart).SelectMany(Documents)));

    public static ChartPart Schema { get; } = new("schema", "`values.schema.json`", chart => Find(chart, "values.schema.json"), chart =>
        chart.Schema is { } schema && ValuesSchema.SchemaOf(chart) is not null ? JsonText.Parse(schema.Content.Span) : YamlMap.Empty);

    private static string? Find(Chart chart, string path) => chart.AllFiles.FirstOrDefault(file => file.Path == path) is { } file ? Decode(file) : null;

    private static string? FindReadme(Chart chart) =>
        ReadmeNames.SelectMany(name => chart.Files.Where(file => file.Path.Equals(name, StringComparison.OrdinalIgnoreCase))).FirstOrDefault() is { } file ? Decode(file) : null;

    // Those of subcharts are installed too.
    private static IEnumerable<ChartFile> AllCrds(Chart chart) => chart.Crds.Concat(chart.Subcharts.SelectMany(AllCrds));

    private static string? JoinCrds(Chart chart)
    {
        var texts = AllCrds(chart).Select(Decode).Select(text => text.StartsWith("---", StringComparison.Ordinal) ? text : $"---\n{text}").ToImmutableArray();
        return texts.IsEmpty ? null : string.Concat(texts.Select(text => text.EndsWith('\n') ? text : text + "\n"));
    }

    private static IEnumerable<YamlNode> Documents(ChartFile file) => YamlReader.ReadAll(Decode(file), file.Path).Select(document => document.Root).Where(root => root is not YamlNull);

    // A README may be of any encoding; what is no UTF-8 in it is not worth an error.
    private static string Decode(ChartFile file) => Encoding.UTF8.GetString(file.Content.Span);
}
