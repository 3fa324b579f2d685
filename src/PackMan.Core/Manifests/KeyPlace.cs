namespace PackMan.Manifests;

/// <summary>Finds a key in a text by the place of its value, which trees know.</summary>
internal static class KeyPlace
{
    // A value that begins on another line than its key begins close below it.
    private const int NearLines = 20;

    /// <summary>The 1-based place of the key at or above a line; null when it is not near.</summary>
    public static (int Line, int Column)? Find(IReadOnlyList<string> lines, int valueLine, int valueColumn, string key)
    {
        for (var line = Math.Min(valueLine, lines.Count); line >= Math.Max(1, valueLine - NearLines); line--)
        {
            if (ColumnOf(line == valueLine ? lines[line - 1][..Math.Clamp(valueColumn, 0, lines[line - 1].Length)] : lines[line - 1], key) is { } column)
            {
                return (line, column);
            }
        }

        return null;
    }

    private static int? ColumnOf(string line, string key)
    {
        for (var index = line.LastIndexOf(key, StringComparison.Ordinal); index >= 0 && key.Length > 0; index = index == 0 ? -1 : line.LastIndexOf(key, index - 1, StringComparison.Ordinal))
        {
            var after = line.AsSpan(index + key.Length).TrimStart("\"'");
            if (after.StartsWith(":") && (index == 0 || line[index - 1] is ' ' or '"' or '\'' or '{' or ',' or '-'))
            {
                return index + 1;
            }
        }

        return null;
    }
}
