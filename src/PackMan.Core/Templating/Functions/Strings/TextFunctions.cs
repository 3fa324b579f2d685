using System.Text;

namespace PackMan.Templating.Functions.Strings;

/// <summary>Strings from strings, with the names Helm's users know.</summary>
internal static class TextFunctions
{
    public static object? TrimPrefix(FunctionCall call)
    {
        var (text, prefix) = (call.Text(0), call.Text(1));
        return text.StartsWith(prefix, StringComparison.Ordinal) ? text[prefix.Length..] : text;
    }

    public static object? TrimSuffix(FunctionCall call)
    {
        var (text, suffix) = (call.Text(0), call.Text(1));
        return text.EndsWith(suffix, StringComparison.Ordinal) ? text[..^suffix.Length] : text;
    }

    /// <summary>The first characters; with a negative length the last ones.</summary>
    public static object? Truncate(FunctionCall call)
    {
        var (text, length) = (call.Text(0), call.Integer(1));
        if (length >= 0)
        {
            return text.Length <= length ? text : text[..Whole(text, length)];
        }

        return text.Length <= -(long)length ? text : text[Whole(text, text.Length + length)..];
    }

    public static object? Replace(FunctionCall call)
    {
        var (text, old, replacement) = (call.Text(0), call.Text(1), call.Text(2));
        if (old.Length == 0)
        {
            throw call.Error("`replace` needs a text to look for");
        }

        var most = text.Length + (long)(text.Length / old.Length) * replacement.Length;
        call.CheckLength(most);
        return text.Replace(old, replacement, StringComparison.Ordinal);
    }

    public static object? Repeat(FunctionCall call)
    {
        var (text, count) = (call.Text(0), call.Integer(1));
        if (count < 0)
        {
            throw call.Error($"`repeat` takes a count of at least 0, not {count}");
        }

        call.CheckLength(text.Length * (long)count);
        return new StringBuilder().Insert(0, text, count).ToString();
    }

    /// <summary>Lines of at most so many characters, broken at blanks; a word that is longer stands whole on a line.</summary>
    public static object? Wrap(FunctionCall call)
    {
        var (text, width, lineEnd) = (call.Text(0), call.Integer(1), call.Has(2) ? call.Text(2) : "\n");
        if (width <= 0)
        {
            throw call.Error($"`wrap` takes a width of at least 1, not {width}");
        }

        call.CheckLength(text.Length * (1L + lineEnd.Length));
        return string.Join(lineEnd, text.Split('\n').Select(line => WrapLine(line, width, lineEnd)));
    }

    private static string WrapLine(string line, int width, string lineEnd)
    {
        var output = new StringBuilder(line.Length);
        var column = 0;
        foreach (var word in line.Split(' '))
        {
            var fits = column == 0 || column + 1 + word.Length <= width;
            output.Append(column == 0 ? "" : fits ? " " : lineEnd).Append(word);
            column = column > 0 && fits ? column + 1 + word.Length : word.Length;
        }

        return output.ToString();
    }

    // Half of a surrogate pair is no character, and no YAML can express it.
    public static int Whole(string text, int index) =>
        index > 0 && index < text.Length && char.IsLowSurrogate(text[index]) && char.IsHighSurrogate(text[index - 1]) ? index - 1 : index;
}
