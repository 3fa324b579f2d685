using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace PackMan.Linting.Silencing;

/// <summary>
/// Comments that silence rules: `# packman-lint: disable=values/unread` on the line of a finding, or on a line of its own above it. In templates
/// `{{# packman-lint: disable=… }}` does too.
/// </summary>
internal sealed partial class SilencingComments(LintedFiles files)
{
    private const string Address = "packman-lint:";

    private readonly Dictionary<string, ImmutableArray<SilencingComment>> _read = new(StringComparer.Ordinal);

    /// <summary>Whether a comment at the finding's line, or at the line of an include that leads there, names its rule.</summary>
    public bool Silence(Finding finding) =>
        finding.Frame is { } frame && frame.Callers.Prepend(frame).Any(place => In(place.File).Any(comment => comment.Line == place.Line && comment.Rules.Contains(finding.Rule.Id)));

    /// <summary>All comments of a file that speak to lint.</summary>
    public ImmutableArray<SilencingComment> In(string path)
    {
        if (!_read.TryGetValue(path, out var comments))
        {
            _read.Add(path, comments = [.. Read(path)]);
        }

        return comments;
    }

    private IEnumerable<SilencingComment> Read(string path)
    {
        var lines = files.LinesOf(path);
        for (var i = 0; i < lines.Length; i++)
        {
            var start = lines[i].IndexOf(Address, StringComparison.Ordinal);
            if (start >= 0 && lines[i].AsSpan(0, start).Contains('#'))
            {
                ImmutableArray<string> rules = [.. Order().Match(lines[i][start..]).Groups["rules"].Value.Split(',', StringSplitOptions.RemoveEmptyEntries)];
                yield return new SilencingComment(TargetOf(lines, i), i + 1, start + 1, rules);
            }
        }
    }

    // Comments that stand alone speak of the next line that does not.
    private static int TargetOf(string[] lines, int index)
    {
        while (index + 1 < lines.Length && Alone().IsMatch(lines[index]))
        {
            index++;
        }

        return index + 1;
    }

    [GeneratedRegex(@"^packman-lint:\s*disable\s*=\s*(?<rules>[^\s#}~]*)", RegexOptions.ExplicitCapture)]
    private static partial Regex Order();

    [GeneratedRegex(@"^\s*(\{\{[~-]?\s*)?#.*$|^\s*$")]
    private static partial Regex Alone();
}

/// <summary>A comment to lint.</summary>
/// <param name="Line">The line it speaks of.</param>
/// <param name="OwnLine">The line it stands on.</param>
/// <param name="Rules">The rules it silences; empty for one that cannot be understood.</param>
internal sealed record SilencingComment(int Line, int OwnLine, int Column, ImmutableArray<string> Rules);
