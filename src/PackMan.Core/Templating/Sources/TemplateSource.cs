namespace PackMan.Templating.Sources;

/// <summary>The text of a template with LF line ends, and how offsets in it become places a person can find.</summary>
internal sealed class TemplateSource
{
    private readonly int[] _lineStarts;

    public TemplateSource(string path, string text)
    {
        Path = path;
        Text = text;
        _lineStarts = FindLines(text);
    }

    /// <summary>`web/templates/service.yaml`.</summary>
    public string Path { get; }

    public string Text { get; }

    /// <summary>The 1-based line of an offset.</summary>
    public int LineOf(int offset)
    {
        var index = Array.BinarySearch(_lineStarts, Math.Clamp(offset, 0, Text.Length));
        return index >= 0 ? index + 1 : ~index;
    }

    public CodeFrame Frame(int offset, int length = 1)
    {
        var line = LineOf(offset);
        var start = _lineStarts[line - 1];
        var end = line < _lineStarts.Length ? _lineStarts[line] - 1 : Text.Length;
        var column = Math.Clamp(offset, start, end) - start;
        var visible = Math.Clamp(length, 1, Math.Max(1, end - start - column));
        return new CodeFrame(Path, line, column + 1, Text[start..end], visible);
    }

    private static int[] FindLines(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = text.IndexOf('\n', StringComparison.Ordinal); i >= 0; i = text.IndexOf('\n', i + 1))
        {
            starts.Add(i + 1);
        }

        return [.. starts];
    }
}
