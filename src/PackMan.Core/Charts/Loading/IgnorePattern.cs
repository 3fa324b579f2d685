namespace PackMan.Charts.Loading;

/// <summary>A line of an ignore file, by the rules of gitignore (https://git-scm.com/docs/gitignore).</summary>
internal sealed class IgnorePattern
{
    private readonly List<GlobSegment> _segments;
    private readonly bool _foldersOnly;

    private IgnorePattern(List<GlobSegment> segments, bool isNegated, bool foldersOnly)
    {
        _segments = segments;
        _foldersOnly = foldersOnly;
        IsNegated = isNegated;
    }

    /// <summary>Whether a match takes the path in again (`!keep.txt`).</summary>
    public bool IsNegated { get; }

    /// <summary>The pattern; null for blank lines, comments and malformed patterns, which match nothing.</summary>
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
        return text.Length > 0 && TryParseSegments(isAnchored ? text : "**/" + text) is { } segments
            ? new IgnorePattern(segments, isNegated, foldersOnly)
            : null;
    }

    /// <summary>Whether the pattern names this path.</summary>
    /// <param name="path">Segments below the folder of the ignore file.</param>
    /// <param name="isFolder">Whether the path is a folder.</param>
    public bool IsMatch(ReadOnlySpan<string> path, bool isFolder) => (isFolder || !_foldersOnly) && IsMatch(path);

    // As for one segment: only the last `**` need be tried again.
    private bool IsMatch(ReadOnlySpan<string> path)
    {
        var (segment, position, star, starPosition) = (0, 0, -1, 0);
        while (position < path.Length)
        {
            if (segment < _segments.Count && _segments[segment].IsDoubleStar)
            {
                (star, starPosition) = (segment++, position);
            }
            else if (segment < _segments.Count && _segments[segment].IsMatch(path[position]))
            {
                (segment, position) = (segment + 1, position + 1);
            }
            else if (star >= 0)
            {
                (segment, position) = (star + 1, ++starPosition);
            }
            else
            {
                return false;
            }
        }

        // A final `**` is not skipped here: `a/**` names what lies in `a`, not `a` itself.
        return segment == _segments.Count;
    }

    private static List<GlobSegment>? TryParseSegments(string text)
    {
        var segments = new List<GlobSegment>();
        foreach (var part in text.Split('/'))
        {
            if (GlobSegment.TryParse(part) is not { } segment)
            {
                return null;
            }

            segments.Add(segment);
        }

        return segments;
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
