namespace PackMan.Yaml;

public static partial class ScalarText
{
    /// <summary>
    /// The header of a literal block scalar (`|-`, `|2+`) that holds the text; null when only quotes can. Single lines never need one.
    /// </summary>
    /// <param name="text">The text, line breaks as `\n`.</param>
    /// <param name="offset">How many columns the content stands right of its parent collection (1 to 9).</param>
    public static string? BlockHeader(string text, int offset = 2)
    {
        if (!text.Contains('\n', StringComparison.Ordinal) || !IsBlockSafe(text))
        {
            return null;
        }

        // Readers find the content's column by its first non-empty line, so leading blanks of the text itself would mislead them.
        var indicator = text[0] is '\n' or ' ' or '\t' ? ((char)('0' + offset)).ToString() : "";
        var finalBreaks = text.Length - text.AsSpan().TrimEnd('\n').Length;
        return "|" + indicator + (finalBreaks switch { 0 => "-", 1 => "", _ => "+" });
    }

    /// <summary>The content lines under a <see cref="BlockHeader"/>, without indentation; empty ones must be written without any.</summary>
    public static string[] BlockLines(string text) =>
        (text.EndsWith('\n') ? text[..^1] : text).Split('\n');

    private static bool IsBlockSafe(ReadOnlySpan<char> text)
    {
        // Blank lines that hold blanks and stand before the first text are content to YAML, but parsers disagree on them.
        var start = text[..^text.TrimStart(" \n").Length];
        if (start.Length == text.Length || start[..(start.LastIndexOf('\n') + 1)].Contains(' '))
        {
            return false;
        }

        while (FirstUnprintable(text) is var index and >= 0)
        {
            if (text[index] is not ('\t' or '\n'))
            {
                return false;
            }

            text = text[(index + 1)..];
        }

        return true;
    }
}
