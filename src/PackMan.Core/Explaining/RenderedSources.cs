using System.Collections.Immutable;
using PackMan.Manifests;
using PackMan.Templating;
using PackMan.Templating.Output;
using PackMan.Templating.Tracing;
using PackMan.Values;
using PackMan.Yaml;

namespace PackMan.Explaining;

/// <summary>Finds what wrote the fields of rendered files, in the source maps of a rendering that explains.</summary>
internal sealed class RenderedSources(IEnumerable<RenderedFile> files)
{
    private readonly Dictionary<string, (string[] Text, SourceMap Map)> _files =
        files.ToDictionary(file => file.Path, file => (file.Text.Split('\n'), file.Lines), StringComparer.Ordinal);

    /// <summary>What wrote a field; null for a place that no template wrote.</summary>
    /// <param name="field">The field, as it was read from the rendered text.</param>
    /// <param name="path">Where it stands in its object; what is below it in a map that was written as text is found by it.</param>
    public FieldSource? Find(YamlNode field, ImmutableArray<PathStep> path) =>
        field.Origin is Origin.InFile place && Find(place, field is YamlMap or YamlList) is { } source ? Narrowed(source, field, path) : null;

    /// <summary>What wrote the scalar at a place of the rendered text, or else the line.</summary>
    public FieldSource? At(Origin.InFile place) => Find(place, isCollection: false) is { Values.IsEmpty: false } exact ? exact : OfLine(place);

    /// <summary>The key before a value, in the template's own text; null when an expression wrote it.</summary>
    public CodeFrame? KeyOf(YamlNode value, string key) =>
        value.Origin is Origin.InFile place
        && _files.TryGetValue(place.File, out var file)
        && KeyPlace.Find(file.Text, place.Line, place.Column, key) is { } rendered
        && file.Map.Find(rendered.Line) is { LineText: { } text } line
        && KeyPlace.Find([text], 1, text.Length, key) is { } written
            ? line with { Column = written.Column, Length = key.Length }
            : null;

    private FieldSource? Find(Origin.InFile place, bool isCollection)
    {
        if (!_files.TryGetValue(place.File, out var file) || file.Map.Find(place.Line) is not { } line)
        {
            return null;
        }

        var marks = MarksOf(file.Map, place.Line);
        var own = marks.Where(mark => !mark.IsKey && mark.Column == place.Column - 1).ToList();
        if (own.Count == 0 && !isCollection)
        {
            own = Behind(marks, file.Text[place.Line - 1], place.Column - 1);
        }

        if (own.TrueForAll(mark => mark.Place.Writing is { IsText: true }))
        {
            own.InsertRange(0, KeyOf(marks, place.Column - 1));
        }

        return own.Count == 0 ? new FieldSource(line, IsText: true, [], [], DecisionsOf(marks)) : Joined(own);
    }

    private FieldSource? OfLine(Origin.InFile place)
    {
        if (!_files.TryGetValue(place.File, out var file) || file.Map.Find(place.Line) is not { } line)
        {
            return null;
        }

        var marks = MarksOf(file.Map, place.Line);
        return marks.IsEmpty ? new FieldSource(line, IsText: true, [], [], []) : Joined([.. marks]);
    }

    private static ImmutableArray<SourceMark> MarksOf(SourceMap map, int line) => line <= map.Marks.Length ? map.Marks[line - 1] : [];

    // A tag or an anchor stands before the scalar that has it.
    private static List<SourceMark> Behind(ImmutableArray<SourceMark> marks, string text, int column) => column < text.Length && text[column] is '!' or '&'
        ? [.. marks.Where(mark => !mark.IsKey && mark.Column > column).OrderBy(mark => mark.Column).Take(1)]
        : [];

    /// <summary>An expression that wrote the key in front of a value.</summary>
    private static IEnumerable<SourceMark> KeyOf(ImmutableArray<SourceMark> marks, int column)
    {
        var keys = marks.Where(mark => mark.IsKey && mark.Column < column).ToList();
        return keys.Count == 0 ? [] : keys.Where(mark => mark.Column == keys[^1].Column && mark.Place.Writing is { IsText: false });
    }

    private static FieldSource Joined(List<SourceMark> marks)
    {
        var first = marks.Find(mark => mark.Place.Writing is { IsText: false }) is { Place.Writing: not null } expression ? expression : marks[0];
        var values = marks.Aggregate(ReadValues.None, (all, mark) => all.With(mark.Place.Writing?.Values ?? ReadValues.None));
        var considered = marks.Aggregate(ReadValues.None, (all, mark) => all.With(mark.Place.Writing?.Considered ?? ReadValues.None)).Without(values);
        return new FieldSource(first.Place.ToFrame(), first.Place.Writing is not { IsText: false }, values.All, considered.All, DecisionsOf(marks));
    }

    private static ImmutableArray<Decision> DecisionsOf(IReadOnlyList<SourceMark> marks)
    {
        var decisions = ImmutableArray.CreateBuilder<Decision>();
        for (var decision = (marks.Count > 0 ? marks[0].Place.Writing?.Decision : null); decision is not null; decision = decision.Outer)
        {
            decisions.Insert(0, decision);
        }

        return decisions.ToImmutable();
    }

    /// <summary>The leaf of a map or list that a template wrote as text (`to_yaml`), found by the end of the field's path.</summary>
    private static FieldSource Narrowed(FieldSource source, YamlNode field, ImmutableArray<PathStep> path) =>
        field is YamlMap or YamlList ? source : source with { Values = [.. source.Values.Select(value => Leaf(value, field, path) ?? value)] };

    private static ReadValue? Leaf(ReadValue whole, YamlNode field, ImmutableArray<PathStep> path)
    {
        if (whole.Node is not (YamlMap or YamlList))
        {
            return null;
        }

        return Enumerable.Range(0, path.Length)
            .Select(start => path[start..].Aggregate((ReadValue?)whole, Child))
            .FirstOrDefault(leaf => leaf is not null && YamlNode.DeepEquals(leaf.Node, field));
    }

    private static ReadValue? Child(ReadValue? value, PathStep step) => (value?.Node, step) switch
    {
        (YamlMap map, PathStep.Key key) when map.Find(key.Name) is { } member => value.Child(step, member),
        (YamlList list, PathStep.Index index) when index.Position < list.Count => value.Child(step, list[index.Position]),
        _ => null,
    };
}
