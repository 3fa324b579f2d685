namespace PackMan.Charts.Loading;

/// <summary>A line of an ignore file, by the rules of gitignore (https://git-scm.com/docs/gitignore).</summary>
internal sealed class IgnorePattern
{
    private readonly string _prefix;
    private readonly GlobPattern _rest;
    private readonly bool _isAnchored;
    private readonly bool _foldersOnly;

    private IgnorePattern(string prefix, GlobPattern rest, bool isAnchored, bool foldersOnly)
    {
        _prefix = prefix;
        _rest = rest;
        _isAnchored = isAnchored;
        _foldersOnly = foldersOnly;
    }

    /// <summary>Whether a match takes the path in again (`!keep.txt`).</summary>
    public bool IsNegated { get; private init; }

    /// <summary>The pattern; null for blank lines, comments and patterns that can match nothing.</summary>
    public static IgnorePattern? TryParse(string line)
    {
        var text = TrimTrailingBlanks(line);
        if (text.Length == 0 || text[0] == '#')
        {
            return null;
        }

        var isNegated = text[0] == '!';
        text = isNegated ? text[1..] : text;
        var foldersOnly = text.EndsWith('/');
        text = foldersOnly ? text[..^1] : text;

        // A slash at the start or in the middle ties the pattern to the folder of the ignore file.
        var isAnchored = text.Contains('/', StringComparison.Ordinal);
        text = text.StartsWith('/') ? text[1..] : text;

        // git compares what stands before the first wildcard literally, so two stars behind it count as if they began the pattern.
        var wild = text.IndexOfAny(['*', '?', '[', '\\']);
        var prefix = isAnchored ? text[..(wild < 0 ? text.Length : wild)] : "";
        return text.Length > 0 && GlobPattern.TryParse(text[prefix.Length..]) is { } rest
            ? new IgnorePattern(prefix, rest, isAnchored, foldersOnly) { IsNegated = isNegated }
            : null;
    }

    /// <summary>Whether the pattern names this path.</summary>
    /// <param name="path">The path below the folder of the ignore file.</param>
    /// <param name="isFolder">Whether the path is a folder.</param>
    public bool IsMatch(ReadOnlySpan<char> path, bool isFolder)
    {
        if (_foldersOnly && !isFolder)
        {
            return false;
        }

        var subject = _isAnchored ? path : path[(path.LastIndexOf('/') + 1)..];
        return subject.StartsWith(_prefix, StringComparison.Ordinal) && _rest.IsMatch(subject[_prefix.Length..]);
    }

    private static string TrimTrailingBlanks(string line)
    {
        var end = line.Length;
        while (end > 0 && line[end - 1] == ' ' && !IsEscaped(line, end - 1))
        {
            end--;
        }

        return line[..end];
    }

    private static bool IsEscaped(string line, int index)
    {
        var backslashes = 0;
        while (index - backslashes > 0 && line[index - backslashes - 1] == '\\')
        {
            backslashes++;
        }

        return backslashes % 2 == 1;
    }
}
