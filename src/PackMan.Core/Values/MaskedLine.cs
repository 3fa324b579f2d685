namespace PackMan.Values;

/// <summary>
/// Lines of a user's values file as an error may show them. Which values are secret only the schema knows, and only of a file that
/// reads: until then each may be, so that the key and the shape of the line are shown and no text.
/// </summary>
internal static class MaskedLine
{
    private const char Mask = '•';

    public static CodeFrame Of(CodeFrame frame) => frame with { LineText = frame.LineText is { } line ? Of(line) : null };

    /// <summary>The line with a mark in place of every letter and digit behind its first key, so that columns stay.</summary>
    public static string Of(string line)
    {
        var key = line.IndexOf(':', StringComparison.Ordinal) + 1;
        return string.Concat(line.Select((character, index) => index >= key && char.IsLetterOrDigit(character) ? Mask : character));
    }
}
