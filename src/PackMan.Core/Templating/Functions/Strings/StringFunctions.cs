using System.Globalization;
using System.Text;

namespace PackMan.Templating.Functions.Strings;

/// <summary>`string.`: parts of strings and questions about them. All compare by code units, none by a language's rules.</summary>
internal static class StringFunctions
{
    public static object? Size(FunctionCall call) => call.Text(0).Length;

    public static object? Contains(FunctionCall call) => call.Text(0).Contains(call.Text(1), StringComparison.Ordinal);

    public static object? StartsWith(FunctionCall call) => call.Text(0).StartsWith(call.Text(1), StringComparison.Ordinal);

    public static object? EndsWith(FunctionCall call) => call.Text(0).EndsWith(call.Text(1), StringComparison.Ordinal);

    public static object? IndexOf(FunctionCall call) => call.Text(0).IndexOf(call.Text(1), StringComparison.Ordinal);

    /// <summary>From a position on, which counts from the end when it is negative.</summary>
    public static object? Slice(FunctionCall call)
    {
        var (text, position) = (call.Text(0), call.Integer(1));
        var start = position < 0 ? Math.Max(0, text.Length + position) : Math.Min(position, text.Length);
        var length = call.Has(2) ? Math.Clamp(call.Integer(2), 0, text.Length - start) : text.Length - start;
        start = TextFunctions.Whole(text, start);
        return text[start..Math.Max(start, TextFunctions.Whole(text, start + length))];
    }

    /// <summary>The parts between separators, at most so many; empty parts too.</summary>
    public static object? Split(FunctionCall call)
    {
        var (text, separator) = (call.Text(0), call.Text(1));
        if (separator.Length == 0)
        {
            throw call.Error($"`{call.Name}` needs a separator");
        }

        var most = Math.Min(call.Has(2) ? call.Integer(2) : int.MaxValue, TreeBounds.MaxNodes + 1);
        return most > 0
            ? call.Result(text.Split(separator, most, StringSplitOptions.None))
            : throw call.Error($"`{call.Name}` takes a count of at least 1, not {most}");
    }

    public static object? Append(FunctionCall call) => Joined(call, call.Text(0), call.Text(1));

    public static object? Prepend(FunctionCall call) => Joined(call, call.Text(1), call.Text(0));

    public static object? Remove(FunctionCall call) => call.Text(1) is { Length: > 0 } search
        ? call.Text(0).Replace(search, "", StringComparison.Ordinal)
        : call.Text(0);

    public static object? RemoveFirst(FunctionCall call) => Replaced(call, call.Text(0).IndexOf(call.Text(1), StringComparison.Ordinal), "");

    public static object? RemoveLast(FunctionCall call) => Replaced(call, call.Text(0).LastIndexOf(call.Text(1), StringComparison.Ordinal), "");

    public static object? ReplaceFirst(FunctionCall call) => Replaced(call, call.Text(0).IndexOf(call.Text(1), StringComparison.Ordinal), call.Text(2));

    public static object? StripNewlines(FunctionCall call) => call.Text(0).ReplaceLineEndings("");

    public static object? Upcase(FunctionCall call) => call.Text(0).ToUpperInvariant();

    public static object? Downcase(FunctionCall call) => call.Text(0).ToLowerInvariant();

    public static object? Capitalize(FunctionCall call) => WithFirst(call.Text(0), char.ToUpperInvariant);

    public static object? CapitalizeWords(FunctionCall call) => EachWord(call.Text(0), char.ToUpperInvariant);

    public static object? UncapitalizeWords(FunctionCall call) => EachWord(call.Text(0), char.ToLowerInvariant);

    public static object? SwapCase(FunctionCall call) => string.Concat(call.Text(0).Select(character =>
        char.IsUpper(character) ? char.ToLowerInvariant(character) : char.ToUpperInvariant(character)));

    /// <summary>The first letters of the words.</summary>
    public static object? Initials(FunctionCall call) => string.Concat(call.Text(0)
        .Split([' ', '\t', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)
        .Select(word => StringInfo.GetNextTextElement(word)));

    /// <summary>Cut to a length that includes the ellipsis.</summary>
    public static object? Truncate(FunctionCall call)
    {
        var (text, length, ellipsis) = (call.Text(0), call.Integer(1), call.Has(2) ? call.Text(2) : "...");
        if (length < ellipsis.Length)
        {
            throw call.Error($"`{call.Name}` takes a length that has room for the ellipsis, {ellipsis.Length} at least, not {length}");
        }

        return text.Length <= length ? text : string.Concat(text.AsSpan(0, TextFunctions.Whole(text, length - ellipsis.Length)), ellipsis);
    }

    public static object? Pluralize(FunctionCall call) => call.Number(0) == 1 ? call.Text(1) : call.Text(2);

    public static object? PadLeft(FunctionCall call) => call.Text(0).PadLeft(Width(call));

    public static object? PadRight(FunctionCall call) => call.Text(0).PadRight(Width(call));

    private static int Width(FunctionCall call)
    {
        var width = call.Integer(1);
        call.CheckLength(width);
        return Math.Max(0, width);
    }

    private static string Joined(FunctionCall call, string first, string second)
    {
        call.CheckLength((long)first.Length + second.Length);
        return first + second;
    }

    private static string Replaced(FunctionCall call, int position, string replacement)
    {
        var text = call.Text(0);
        call.CheckLength((long)text.Length + replacement.Length);
        return position < 0 ? text : string.Concat(text.AsSpan(0, position), replacement, text.AsSpan(position + call.Text(1).Length));
    }

    private static string WithFirst(string text, Func<char, char> change) => text.Length == 0 ? text : change(text[0]) + text[1..];

    private static string EachWord(string text, Func<char, char> change)
    {
        var output = new StringBuilder(text);
        for (var i = 0; i < output.Length; i++)
        {
            if (i == 0 || char.IsWhiteSpace(text[i - 1]))
            {
                output[i] = change(text[i]);
            }
        }

        return output.ToString();
    }
}
