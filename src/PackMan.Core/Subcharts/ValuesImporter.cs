using System.Collections.Immutable;
using PackMan.Templating.Evaluation;
using PackMan.Yaml;

namespace PackMan.Subcharts;

/// <summary>
/// Makes what charts import from their subcharts (`import-values`), from the inside out. As in Helm the chart's own values win over it,
/// and of two imports the first; unlike in Helm the imported values are those the subchart sees, what was supplied included.
/// </summary>
internal sealed class ValuesImporter
{
    private const string Exports = "exports";
    private readonly ImmutableArray<ImportedValue>.Builder _made = ImmutableArray.CreateBuilder<ImportedValue>();

    public ImmutableArray<ImportedValue> Made => _made.ToImmutable();

    public ChartInUse Import(ChartInUse place)
    {
        var subcharts = place.Subcharts.Select(Import).ToImmutableArray();
        var imported = subcharts.Aggregate(YamlMap.Empty, (sum, subchart) => ImportFrom(place, subchart, sum));
        return place with { Subcharts = subcharts, Imported = imported };
    }

    private YamlMap ImportFrom(ChartInUse place, ChartInUse subchart, YamlMap imported)
    {
        var visible = SubchartValues.WithBeneath(subchart.Values, subchart.Imported);
        foreach (var entry in subchart.Dependency?.ImportValues.Items ?? [])
        {
            var (from, to) = PathsOf(entry);
            var node = Find(place, subchart, visible, (entry, from));
            if (node is not YamlNull)
            {
                imported = SubchartValues.WithBeneath(imported, At(to, node, (place, subchart, entry)));
                _made.Add(new ImportedValue([.. subchart.Path, .. from], [.. place.Path, .. to]));
            }
        }

        return imported;
    }

    /// <summary>`data` is short for `exports.data` to the top; else both ends are given.</summary>
    private static (ImmutableArray<string> From, ImmutableArray<string> To) PathsOf(YamlNode entry) => entry is YamlString exported
        ? ([Exports, .. exported.Value.Split('.')], [])
        : ([.. entry.FindString("child")!.Split('.')], entry.FindString("parent") is "." or "" or null ? [] : [.. entry.FindString("parent")!.Split('.')]);

    private static YamlNode Find(ChartInUse place, ChartInUse subchart, YamlMap visible, (YamlNode Node, ImmutableArray<string> From) import)
    {
        if (visible.Find(import.From.AsSpan()) is { } node)
        {
            return node;
        }

        var known = Enumerable.Range(0, import.From.Length).First(length => visible.Find(import.From.AsSpan()[..(length + 1)]) is null);
        var near = NearestName.Find(import.From[known], visible.Find(import.From.AsSpan()[..known]) is YamlMap map ? map.Keys : []);
        throw new SubchartException(
            $"Chart `{place.Name}` imports `{string.Join('.', import.From)}` from its subchart `{subchart.Name}`, whose values have no such key",
            near is null ? $"Correct `import-values` of the dependency, or give `{subchart.Name}` that value" : $"Did you mean `{string.Join('.', [.. import.From[..known], near])}`?",
            import.Node.Origin);
    }

    private static YamlMap At(ImmutableArray<string> path, YamlNode node, (ChartInUse Place, ChartInUse Subchart, YamlNode Entry) import) => (path.IsEmpty, node) switch
    {
        (false, _) => YamlMap.Empty.WithPath(path.AsSpan(), node),
        (true, YamlMap map) => map,
        _ => throw new SubchartException(
            $"Chart `{import.Place.Name}` imports a {node.KindName} from its subchart `{import.Subchart.Name}` to the top of its values, where only a map can go",
            "Name the key it should have as `parent`",
            import.Entry.Origin),
    };
}
