using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace PackMan.Templating.Functions.Strings;

/// <summary>The regular expressions of one rendering, each read once.</summary>
internal sealed class PatternCache(TimeSpan time)
{
    // A chart has a handful; one that makes patterns in a loop reads them again.
    private const int MaxKept = 256;

    private readonly ConcurrentDictionary<(string Pattern, RegexOptions Options), Regex> _kept = new();

    /// <exception cref="RegexParseException">The pattern is wrong.</exception>
    public Regex Get(string pattern, RegexOptions options)
    {
        if (_kept.TryGetValue((pattern, options), out var known))
        {
            return known;
        }

        var regex = Read(pattern, options | RegexOptions.CultureInvariant);
        if (_kept.Count < MaxKept)
        {
            _kept.TryAdd((pattern, options), regex);
        }

        return regex;
    }

    // Without backtracking the time grows with the text only. What that engine cannot do (lookarounds, backreferences, a pattern
    // too large for it) is left to the backtracking one, which the time limit stops.
    private Regex Read(string pattern, RegexOptions options)
    {
        try
        {
            return new Regex(pattern, options | RegexOptions.NonBacktracking, time);
        }
        catch (NotSupportedException)
        {
            return new Regex(pattern, options, time);
        }
    }
}
