namespace PackMan.Templating.Functions;

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

    public static object? Upper(FunctionCall call) => call.Text(0).ToUpperInvariant();

    public static object? Lower(FunctionCall call) => call.Text(0).ToLowerInvariant();

    public static object? Replace(FunctionCall call)
    {
        var (text, old, replacement) = (call.Text(0), call.Text(1), call.Text(2));
        if (old.Length == 0)
        {
            throw call.Error("`replace` needs a text to look for");
        }

        var most = text.Length + (long)(text.Length / old.Length) * replacement.Length;
        return most <= call.Context.Environment.Limits.StringLength
            ? text.Replace(old, replacement, StringComparison.Ordinal)
            : throw call.Error("The replaced text would be too long");
    }

    // Half of a surrogate pair is no character, and no YAML can express it.
    private static int Whole(string text, int index) =>
        index > 0 && index < text.Length && char.IsLowSurrogate(text[index]) && char.IsHighSurrogate(text[index - 1]) ? index - 1 : index;
}
