using System.Collections.Immutable;
using PackMan.Templating;
using PackMan.Yaml;

namespace PackMan.Manifests;

/// <summary>Cuts rendered files into documents and finds their objects, each with the template position it came from.</summary>
public static class ManifestSplitter
{
    /// <summary>Every document of the files in order; those without content are left out.</summary>
    /// <exception cref="ManifestException">A file is no YAML, or a document is no complete object.</exception>
    public static ImmutableArray<Manifest> Split(IEnumerable<RenderedFile> files) => [.. files.SelectMany(file => Split(file))];

    /// <inheritdoc cref="Split(IEnumerable{RenderedFile})"/>
    public static ImmutableArray<Manifest> Split(RenderedFile file)
    {
        ArgumentNullException.ThrowIfNull(file);
        if (string.IsNullOrWhiteSpace(file.Text))
        {
            return [];
        }

        // A block scalar cut off at the end of the text has another value than one with a line break behind it. The record
        // joins documents by lines, so the line break is added before the objects are read.
        var text = file.Text.EndsWith('\n') ? file.Text : file.Text + "\n";
        var places = new RenderedPlaces(file.Path, text, file.Lines);
        var documents = Read(text, places);
        var slices = new DocumentSlices(text);
        return [.. documents.Select((document, i) => (document, Start: i == 0 ? 1 : documents[i - 1].EndLine + 1))
            .Where(entry => entry.document.Root is not YamlNull)
            .Select(entry => new Manifest(file.Path, slices.Cut(entry.document, entry.Start), ObjectReader.Read(entry.document.Root, places)))];
    }

    private static ImmutableArray<YamlDocument> Read(string text, RenderedPlaces places)
    {
        try
        {
            return YamlReader.ReadAll(text, places.Path);
        }
        catch (YamlException error)
        {
            throw places.Explain(error);
        }
    }
}
