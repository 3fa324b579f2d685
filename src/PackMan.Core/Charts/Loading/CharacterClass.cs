namespace PackMan.Charts.Loading;

/// <summary>`[a-z_]`, `[!a]`, `[^a]`, `[[:digit:]]` of an ignore pattern; no class takes a slash.</summary>
internal sealed record CharacterClass(bool IsNegated, List<Func<char, bool>> Parts) : GlobToken
{
    public override bool Accepts(char character) => character != '/' && Parts.Exists(part => part(character)) != IsNegated;

    /// <summary>Reads the class that opens at <paramref name="index"/> and leaves the index at its closing bracket; null when it is malformed.</summary>
    public static CharacterClass? TryParse(string text, ref int index)
    {
        var parts = new List<Func<char, bool>>();
        var i = index + 1;
        var isNegated = i < text.Length && text[i] is '!' or '^';
        i += isNegated ? 1 : 0;

        // A closing bracket in the first place is an ordinary character.
        char? low = null;
        for (var start = i; i < text.Length && (text[i] != ']' || i == start); i++)
        {
            if (ReadPart(text, ref i, ref low) is not { } part)
            {
                return null;
            }

            parts.Add(part);
        }

        index = i;
        return i < text.Length ? new CharacterClass(isNegated, parts) : null;
    }

    /// <param name="low">The character before, with which a `-` makes a range; null when there is none, or when it ended a range itself.</param>
    private static Func<char, bool>? ReadPart(string text, ref int i, ref char? low)
    {
        if (text[i] == '-' && low is { } from && i + 1 < text.Length && text[i + 1] != ']')
        {
            i++;
            low = null;
            return ReadCharacter(text, ref i) is { } to ? character => character >= from && character <= to : null;
        }

        if (text[i] == '[' && i + 1 < text.Length && text[i + 1] == ':' && EndOfName(text, i + 2) is var end)
        {
            if (end < 0)
            {
                return null;
            }

            if (end > i + 2 && text[end - 1] == ':')
            {
                low = null;
                var name = text[(i + 2)..(end - 1)];
                i = end;
                return Named(name);
            }
        }

        low = ReadCharacter(text, ref i);
        return low is { } single ? character => character == single : null;
    }

    private static int EndOfName(string text, int start) => text.IndexOf(']', start);

    private static char? ReadCharacter(string text, ref int i)
    {
        if (text[i] == '\\')
        {
            i++;
        }

        return i < text.Length ? text[i] : null;
    }

    private static Func<char, bool>? Named(string name) => name switch
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
