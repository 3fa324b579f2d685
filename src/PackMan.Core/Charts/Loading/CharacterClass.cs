namespace PackMan.Charts.Loading;

/// <summary>`[a-z_]`, `[!a]`, `[^a]`, `[[:digit:]]` of an ignore pattern.</summary>
internal sealed record CharacterClass(bool IsNegated, List<Func<char, bool>> Parts) : Token
{
    public override bool Accepts(char character) => Parts.Exists(part => part(character)) != IsNegated;

    /// <summary>Reads the class that opens at <paramref name="index"/> and leaves the index at its closing bracket; null when it is malformed.</summary>
    public static CharacterClass? TryParse(string text, ref int index)
    {
        var parts = new List<Func<char, bool>>();
        var i = index + 1;
        var isNegated = i < text.Length && text[i] is '!' or '^';
        i += isNegated ? 1 : 0;

        // A closing bracket in the first place is an ordinary character.
        for (var start = i; i < text.Length && (text[i] != ']' || i == start); i++)
        {
            if (ReadPart(text, ref i) is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }

        index = i;
        return i < text.Length ? new CharacterClass(isNegated, parts) : null;
    }

    private static Func<char, bool>? ReadPart(string text, ref int i)
    {
        if (text[i] == '[' && i + 1 < text.Length && text[i + 1] == ':')
        {
            return ReadNamed(text, ref i);
        }

        if (ReadCharacter(text, ref i) is not { } low)
        {
            return null;
        }

        if (i + 2 >= text.Length || text[i + 1] != '-' || text[i + 2] == ']')
        {
            return character => character == low;
        }

        i += 2;
        return ReadCharacter(text, ref i) is { } high ? character => character >= low && character <= high : null;
    }

    private static char? ReadCharacter(string text, ref int i)
    {
        if (text[i] == '\\')
        {
            i++;
        }

        return i < text.Length ? text[i] : null;
    }

    private static Func<char, bool>? ReadNamed(string text, ref int i)
    {
        var end = text.IndexOf(":]", i + 2, StringComparison.Ordinal);
        var name = end < 0 ? "" : text[(i + 2)..end];
        i = end < 0 ? i : end + 1;
        return name switch
        {
            "alnum" => char.IsAsciiLetterOrDigit,
            "alpha" => char.IsAsciiLetter,
            "blank" => character => character is ' ' or '\t',
            "cntrl" => char.IsControl,
            "digit" => char.IsAsciiDigit,
            "graph" => character => character is > ' ' and < '\u007F',
            "lower" => char.IsAsciiLetterLower,
            "print" => character => character is >= ' ' and < '\u007F',
            "punct" => character => character is > ' ' and < '\u007F' && !char.IsAsciiLetterOrDigit(character),
            "space" => character => character is ' ' or (>= '\t' and <= '\r'),
            "upper" => char.IsAsciiLetterUpper,
            "xdigit" => char.IsAsciiHexDigit,
            _ => null,
        };
    }
}
