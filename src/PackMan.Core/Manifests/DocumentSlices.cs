using PackMan.Yaml;

namespace PackMan.Manifests;

/// <summary>Cuts the text of a document out of its stream, as written but without its markers.</summary>
internal sealed class DocumentSlices(string text)
{
    // The text ends with a line break, behind which there is no line.
    private readonly string[] _lines = text.Split('\n')[..^1];

    /// <param name="start">The first line after the document before.</param>
    public string Cut(YamlDocument document, int start)
    {
        var hasMarker = _lines[document.StartLine - 1].StartsWith("---", StringComparison.Ordinal);
        var lines = _lines[((hasMarker ? document.StartLine : start) - 1)..Math.Min(document.EndLine, _lines.Length)].ToList();
        if (hasMarker)
        {
            // What follows the marker on its line belongs to the document (`--- {a: 1}`).
            lines[0] = "   " + lines[0][3..];
        }

        if (lines[^1].TrimEnd() == "...")
        {
            lines.RemoveAt(lines.Count - 1);
        }

        return Trim(lines);
    }

    private static string Trim(List<string> lines)
    {
        while (lines.Count > 0 && string.IsNullOrWhiteSpace(lines[0]))
        {
            lines.RemoveAt(0);
        }

        while (lines.Count > 1 && lines[^1].Trim().Length == 0 && !KeepsLineBreaks(lines))
        {
            lines.RemoveAt(lines.Count - 1);
        }

        return string.Concat(lines.Select(line => line + "\n"));
    }

    // Blank lines at the end belong to a block scalar that keeps them (`|+`, `>2+`), wherever it stands.
    private static bool KeepsLineBreaks(List<string> lines) =>
        lines.Exists(line => line.IndexOfAny(['|', '>']) >= 0 && line.Contains('+', StringComparison.Ordinal));
}
