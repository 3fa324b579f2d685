using System.Collections.Immutable;
using PackMan.Manifests;
using PackMan.Templating;
using PackMan.Yaml;

namespace PackMan.Linting;

/// <summary>A rendered file, read document by document: what is wrong with one does not hide the others.</summary>
internal sealed class LintedManifest
{
    private readonly RenderedPlaces _places;
    private readonly string[] _lines;

    public LintedManifest(LintedChart chart, RenderedFile file)
    {
        Text = file.Text.EndsWith('\n') ? file.Text : file.Text + "\n";
        _places = new RenderedPlaces(file.Path, Text, file.Lines);
        _lines = Text.Split('\n');
        try
        {
            Documents = string.IsNullOrWhiteSpace(file.Text) ? [] : YamlReader.ReadAll(Text, file.Path);
        }
        catch (YamlException error)
        {
            YamlFault = _places.Explain(error);
        }

        Path = file.Path;
        Objects = [.. Documents.Where(document => document.Root is not YamlNull).SelectMany(document => Read(chart, document))];
    }

    /// <summary>The template (`web/templates/service.yaml`).</summary>
    public string Path { get; }

    /// <summary>The rendered text, ended by a line break.</summary>
    public string Text { get; }

    public IReadOnlyList<string> Lines => _lines;

    public ImmutableArray<YamlDocument> Documents { get; } = [];

    /// <summary>Why the file is no YAML; null when it is.</summary>
    public PackManException? YamlFault { get; }

    /// <summary>Documents that are no complete objects.</summary>
    public List<PackManException> ObjectFaults { get; } = [];

    public ImmutableArray<LintedObject> Objects { get; private set; }

    /// <summary>Tells the objects of more kinds.</summary>
    public void Introduce(CustomKinds kinds) => Objects = [.. Objects.Select(item => item with { Kinds = kinds })];

    public CodeFrame At(YamlNode node) => _places.Of(node);

    public CodeFrame At(int line, int column) => _places.At(line, column);

    /// <summary>The place of a key, found by the value behind it.</summary>
    public CodeFrame AtKey(string key, YamlNode value)
    {
        var found = value.Origin is Origin.InFile place ? KeyPlace.Find(_lines, place.Line, place.Column, key) : null;
        return found is var (line, column) ? Pointed(_places.At(line, column), key, column) : At(value);
    }

    /// <summary>The frame with its caret under a word of the line, where the template's own text has it.</summary>
    /// <param name="column">Where the word stands in the rendered line: mostly there too.</param>
    public static CodeFrame Pointed(CodeFrame frame, string word, int column = 1)
    {
        if (frame.LineText is not { } line || !line.Contains(word, StringComparison.Ordinal))
        {
            return frame;
        }

        var index = string.CompareOrdinal(line, column - 1, word, 0, word.Length) == 0 ? column - 1 : line.IndexOf(word, StringComparison.Ordinal);
        return frame with { Column = index + 1, Length = word.Length };
    }

    private List<LintedObject> Read(LintedChart chart, YamlDocument document)
    {
        try
        {
            return ObjectReader.Read(document.Root, _places).Select(item => new LintedObject(chart, this, item.Object, item.Place)).ToList();
        }
        catch (ManifestException fault)
        {
            ObjectFaults.Add(fault);
            return [];
        }
    }
}
