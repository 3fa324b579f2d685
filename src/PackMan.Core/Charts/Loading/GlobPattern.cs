namespace PackMan.Charts.Loading;

/// <summary>
/// A pattern of git's wildmatch (https://git-scm.com/docs/gitignore, wildmatch.c): `*` and `?` stop at slashes, `**` between
/// slashes does not. All ways through the pattern are followed at once, so no pattern takes more than its length times the path's.
/// </summary>
public sealed class GlobPattern
{
    // No path is long enough to need more; the matching needs room for each token.
    private const int MaxTokens = 1024;

    private readonly List<GlobToken> _tokens;

    private GlobPattern(List<GlobToken> tokens) => _tokens = tokens;

    /// <summary>The pattern; null when it can match nothing: malformed (open bracket, lone backslash at the end), or longer than any path.</summary>
    public static GlobPattern? TryParse(string text)
    {
        var tokens = new List<GlobToken>();
        for (var i = 0; i < text.Length; i++)
        {
            switch (text[i])
            {
                case '*':
                    AddStars(tokens, text, ref i);
                    break;
                case '?':
                    tokens.Add(new GlobToken.Any());
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
                    tokens.Add(new GlobToken.Literal(text[i]));
                    break;
            }
        }

        return tokens.Count <= MaxTokens ? new GlobPattern(tokens) : null;
    }

    /// <summary>Whether the pattern stands for the whole text.</summary>
    public bool IsMatch(ReadOnlySpan<char> text)
    {
        Span<bool> here = stackalloc bool[_tokens.Count + 1];
        Span<bool> next = stackalloc bool[_tokens.Count + 1];
        here[0] = true;
        for (var i = 0; i < text.Length; i++)
        {
            FollowEmptySteps(here);
            next.Clear();
            if (!Advance(here, next, text[i]))
            {
                return false;
            }

            next.CopyTo(here);
        }

        FollowEmptySteps(here);
        return here[^1];
    }

    private bool Advance(Span<bool> here, Span<bool> next, char character)
    {
        var isAlive = false;
        for (var state = 0; state < _tokens.Count; state++)
        {
            if (here[state] && _tokens[state].Accepts(character))
            {
                next[_tokens[state] is GlobToken.Star ? state : state + 1] = true;
                isAlive = true;
            }
        }

        return isAlive;
    }

    private void FollowEmptySteps(Span<bool> states)
    {
        for (var state = 0; state < _tokens.Count; state++)
        {
            if (!states[state])
            {
                continue;
            }

            states[state + 1] |= _tokens[state] is GlobToken.Star or GlobToken.Fork;
            if (_tokens[state] is GlobToken.Fork)
            {
                states[state + 3] = true;
            }
        }
    }

    // Two stars or more that fill the room between slashes cross folders; before a slash they may also stand for no folder at all.
    private static void AddStars(List<GlobToken> tokens, string text, ref int i)
    {
        var start = i;
        while (i + 1 < text.Length && text[i + 1] == '*')
        {
            i++;
        }

        var rest = text.AsSpan(i + 1);
        var crosses = i > start && (start == 0 || text[start - 1] == '/') && (rest.IsEmpty || rest[0] == '/' || rest.StartsWith("\\/"));
        if (crosses && rest is ['/', ..])
        {
            tokens.Add(new GlobToken.Fork());
        }

        tokens.Add(new GlobToken.Star(crosses));
    }
}

/// <summary>What one place of a pattern accepts.</summary>
internal abstract record GlobToken
{
    public abstract bool Accepts(char character);

    /// <summary>Any number of characters.</summary>
    /// <param name="CrossesFolders">Whether slashes count among them.</param>
    public sealed record Star(bool CrossesFolders) : GlobToken
    {
        public override bool Accepts(char character) => CrossesFolders || character != '/';
    }

    /// <summary>Takes no character: the star that follows and the slash behind it may be left out together (`**/`).</summary>
    public sealed record Fork : GlobToken
    {
        public override bool Accepts(char character) => false;
    }

    /// <summary>One character.</summary>
    public sealed record Any : GlobToken
    {
        public override bool Accepts(char character) => character != '/';
    }

    public sealed record Literal(char Character) : GlobToken
    {
        public override bool Accepts(char character) => character == Character;
    }
}
