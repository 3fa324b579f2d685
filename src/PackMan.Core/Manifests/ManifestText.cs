using System.Collections.Immutable;
using System.Text;
using PackMan.Templating;
using PackMan.Yaml;

namespace PackMan.Manifests;

/// <summary>Manifests as one text in Helm's form (`---`, `# Source: path`, the document): what records hold and `template` prints.</summary>
public static class ManifestText
{
    private const string Source = "# Source: ";

    // A record was checked when it was rendered, and its size was accepted then.
    private static readonly YamlReaderLimits Limits = YamlReaderLimits.Default with { MaxNodes = int.MaxValue, MaxCharacters = int.MaxValue };

    public static string Join(IEnumerable<Manifest> manifests)
    {
        ArgumentNullException.ThrowIfNull(manifests);
        var text = new StringBuilder();
        foreach (var manifest in manifests)
        {
            text.Append("---\n").Append(Source).Append(manifest.Path).Append('\n').Append(manifest.Text);
        }

        return text.ToString();
    }

    /// <summary>The manifests of a joined text, equal to those it was made from.</summary>
    /// <param name="name">What errors call the text (`manifest of revision 3`).</param>
    /// <exception cref="PackManException">The text was not made by <see cref="Join"/>.</exception>
    public static ImmutableArray<Manifest> Parse(string text, string name)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length == 0)
        {
            return [];
        }

        var places = new RenderedPlaces(name, text, SourceMap.Empty);
        var lines = text.Split('\n');
        return [.. YamlReader.ReadAll(text, name, Limits)
            .Where(document => document.Root is not YamlNull)
            .Select(document => new Manifest(PathOf(document, lines), Cut(document, lines), ObjectReader.Read(document.Root, places)))];
    }

    // The marker and the source comment are two lines that Join wrote; everything after them is the document.
    private static string Cut(YamlDocument document, string[] lines) =>
        string.Concat(lines[(document.StartLine + 1)..Math.Min(document.EndLine, lines.Length - 1)].Select(line => line + "\n"));

    private static string PathOf(YamlDocument document, string[] lines)
    {
        var line = document.StartLine < lines.Length ? lines[document.StartLine] : "";
        return line.StartsWith(Source, StringComparison.Ordinal) ? line[Source.Length..].TrimEnd('\r') : "";
    }
}
