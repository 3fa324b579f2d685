using PackMan.Templating;
using PackMan.Yaml;

namespace PackMan.Manifests;

/// <summary>Finds the template position behind a place of rendered text.</summary>
internal sealed class RenderedPlaces(string path, string text, SourceMap lines)
{
    public string Path { get; } = path;

    /// <summary>The template position of a node; that of the rendered line where the template is not known.</summary>
    public CodeFrame Of(YamlNode node) => node.Origin is Origin.InFile place ? At(place.Line, place.Column) : new CodeFrame(Path, 1, 1);

    public CodeFrame At(int line, int column) => lines.Find(line) ?? new CodeFrame(Path, line, column, LineText(line));

    /// <summary>An error in rendered text, told at the template line that printed it.</summary>
    public ManifestException Explain(YamlException error)
    {
        var frame = error.Frame;
        if (frame is null || lines.Find(frame.Line) is not { } place)
        {
            return new ManifestException($"`{Path}` is no YAML: {error.Message}", frame, error.Hint, error);
        }

        // A line of a Secret may hold what nobody is to see.
        var isOpen = !text.Contains("Secret", StringComparison.Ordinal);
        var printed = isOpen && LineText(frame.Line)?.Trim() is { Length: > 0 } line ? $"; it printed `{line}`" : "";
        return new ManifestException($"`{Path}` prints no YAML: {error.Message}{printed}", place, error.Hint, error) { At = new Origin.InFile(Path, frame.Line, frame.Column) };
    }

    private string? LineText(int line)
    {
        foreach (var content in text.AsSpan().EnumerateLines())
        {
            if (--line == 0)
            {
                return content.ToString();
            }
        }

        return null;
    }
}
