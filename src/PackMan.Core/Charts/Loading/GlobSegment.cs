namespace PackMan.Charts.Loading;

/// <summary>One part of an ignore pattern between slashes: `*`, `?`, `[a-z]`, `[!a]`, `[[:digit:]]` and escapes, as git's wildmatch reads them.</summary>
internal sealed class GlobSegment
{
    private readonly List<Token> _tokens;

    private GlobSegment(List<Token> tokens, bool isDoubleStar)
    {
        _tokens = tokens;
        IsDoubleStar = isDoubleStar;
    }

    /// <summary>`**` alone stands for any number of folders.</summary>
    public bool IsDoubleStar { get; }

    /// <summary>The segment; null when it is malformed (open bracket, lone backslash at the end), which git lets match nothing.</summary>
    public static GlobSegment? TryParse(string text)
    {
        var tokens = new List<Token>();
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '*':
                    tokens.Add(new Token.Star());
                    break;
                case '?':
                    tokens.Add(new Token.Any());
                    break;
                case '[':
                    if (CharacterClass.TryParse(text, ref i) is not { } characters)
                    {
                        return null;
                    }

                    tokens.Add(characters);
                    break;
                case '\\' when ++i >= text.Length:
                    return null;
                default:
                    tokens.Add(new Token.Literal(text[i]));
                    break;
            }
        }

        return new GlobSegment(tokens, text == "**");
    }

    /// <summary>Whether the whole name matches. Falling back to the last star only keeps this quadratic at worst.</summary>
    public bool IsMatch(string name)
    {
        var (token, position, star, starPosition) = (0, 0, -1, 0);
        while (position < name.Length)
        {
            if (token < _tokens.Count && _tokens[token] is Token.Star)
            {
                (star, starPosition) = (token++, position);
            }
            else if (token < _tokens.Count && _tokens[token].Accepts(name[position]))
            {
                (token, position) = (token + 1, position + 1);
            }
            else if (star >= 0)
            {
                (token, position) = (star + 1, ++starPosition);
            }
            else
            {
                return false;
            }
        }

        return _tokens.Skip(token).All(rest => rest is Token.Star);
    }
}

/// <summary>What one place of a pattern accepts.</summary>
internal abstract record Token
{
    public virtual bool Accepts(char character) => true;

    public sealed record Star : Token;

    public sealed record Any : Token;

    public sealed record Literal(char Character) : Token
    {
        public override bool Accepts(char character) => character == Character;
    }
}
