using System.Text;
using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Linting;

/// <summary>The files of a chart and of the charts inside it by the paths users know them by, with their lines.</summary>
internal sealed class LintedFiles
{
    private readonly Dictionary<string, Lazy<string[]>> _lines = new(StringComparer.Ordinal);

    public LintedFiles(Chart chart, IEnumerable<ChartFile> valuesFiles)
    {
        AddAll(chart);
        foreach (var file in valuesFiles)
        {
            Add(chart, file);
        }
    }

    /// <summary>The paths in order.</summary>
    public IEnumerable<string> Paths => _lines.Keys.Order(StringComparer.Ordinal);

    public bool Knows(string path) => _lines.ContainsKey(path);

    public string[] LinesOf(string path) => _lines.TryGetValue(path, out var lines) ? lines.Value : [];

    public CodeFrame Frame(string path, int line, int column) => new(path, line, column, LinesOf(path).ElementAtOrDefault(line - 1));

    /// <summary>The place of a node of one of the files.</summary>
    public CodeFrame FrameOf(YamlNode node) => node.Origin is Origin.InFile place ? Frame(place.File, place.Line, place.Column) : new CodeFrame("", 1, 1);

    /// <summary>The place of a key, found by the value behind it.</summary>
    public CodeFrame? FrameOfKey(string key, Origin? value)
    {
        if (value is not Origin.InFile place)
        {
            return null;
        }

        return KeyPlace.Find(LinesOf(place.File), place.Line, place.Column, key) is var (line, column) ? Frame(place.File, line, column) with { Length = key.Length } : Frame(place.File, place.Line, place.Column);
    }

    private void AddAll(Chart chart)
    {
        foreach (var file in chart.AllFiles)
        {
            Add(chart, file);
        }

        foreach (var subchart in chart.Subcharts)
        {
            AddAll(subchart);
        }
    }

    private void Add(Chart chart, ChartFile file) =>
        _lines[ChartText.NameOf(chart.Location, file.Path)] = new Lazy<string[]>(() => Encoding.UTF8.GetString(file.Content.Span).TrimStart('\uFEFF').ReplaceLineEndings("\n").Split('\n'));
}
