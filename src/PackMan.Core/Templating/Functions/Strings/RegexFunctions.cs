using System.Text;
using System.Text.RegularExpressions;

namespace PackMan.Templating.Functions.Strings;

/// <summary>`regex.`: matching within limits of time, of matches and of what is made of them.</summary>
internal static class RegexFunctions
{
    /// <summary>The first match and its groups; an empty list where there is none, which a condition takes for false.</summary>
    public static object? Match(FunctionCall call) => call.Result(First(call) is { Success: true } match ? Groups(match) : []);

    /// <summary>All matches, each as <see cref="Match"/> gives it.</summary>
    public static object? Matches(FunctionCall call)
    {
        var (found, length, nodes) = (new List<object?>(), 0L, 0L);
        foreach (var match in All(call))
        {
            call.CheckLength(length += LengthOf(match));
            if ((nodes += match.Groups.Count) > TreeBounds.MaxNodes)
            {
                throw call.Error($"`{call.Name}` finds more than {TreeBounds.MaxNodes} groups");
            }

            found.Add(call.Result(Groups(match)));
        }

        return call.Result(found);
    }

    public static object? Replace(FunctionCall call)
    {
        var (text, replacement) = (call.Text(0), call.Text(2));
        var output = new StringBuilder();
        var position = 0;
        foreach (var match in All(call, options: 3))
        {
            output.Append(text, position, match.Index - position);
            call.CheckLength(output.Length + MostOf(match, text, replacement));
            output.Append(match.Result(replacement));
            position = match.Index + match.Length;
        }

        call.CheckLength((long)output.Length + text.Length - position);
        return output.Append(text, position, text.Length - position).ToString();
    }

    /// <summary>The parts between matches, at most so many; unlike .NET without what groups matched.</summary>
    public static object? Split(FunctionCall call)
    {
        var (text, most) = (call.Text(0), call.Has(2) ? call.Integer(2) : int.MaxValue);
        if (most < 1)
        {
            throw call.Error($"`{call.Name}` takes a count of at least 1, not {most}");
        }

        var parts = new List<object?>();
        var position = 0;
        foreach (var match in All(call, options: 3).TakeWhile(_ => parts.Count + 1 < most))
        {
            parts.Add(text[position..match.Index]);
            position = match.Index + match.Length;
        }

        parts.Add(text[position..]);
        return call.Result(parts);
    }

    public static object? Escape(FunctionCall call) => Regex.Escape(call.Text(0));

    public static object? Unescape(FunctionCall call)
    {
        try
        {
            return Regex.Unescape(call.Text(0));
        }
        catch (RegexParseException error)
        {
            throw call.Error($"`{call.Name}` cannot read the escape at character {error.Offset}");
        }
    }

    private static Match First(FunctionCall call)
    {
        var (text, regex) = (call.Text(0), Pattern(call, 2));
        var match = Guarded(call, regex, () => regex.Match(text));
        call.CheckLength(LengthOf(match));
        return match;
    }

    private static IEnumerable<Match> All(FunctionCall call, int options = 2)
    {
        var (text, regex) = (call.Text(0), Pattern(call, options));
        var count = 0;
        for (var match = Guarded(call, regex, () => regex.Match(text)); match.Success; match = Guarded(call, regex, match.NextMatch))
        {
            if (++count > call.Limits.Iterations)
            {
                throw call.Error($"`{call.Name}` finds more than {call.Limits.Iterations} matches");
            }

            call.Context.CheckAbort();
            yield return match;
        }
    }

    private static Regex Pattern(FunctionCall call, int options)
    {
        var (pattern, letters) = (call.Text(1), call.Text(options));
        try
        {
            return call.Context.Environment.Patterns.Get(pattern, Options(call, letters));
        }
        catch (RegexParseException error)
        {
            throw call.Error($"The pattern `{pattern}` is wrong at character {error.Offset}: {Reason(error)}");
        }
    }

    private static RegexOptions Options(FunctionCall call, string letters) => letters.Aggregate(RegexOptions.None, (options, letter) => options | letter switch
    {
        'i' => RegexOptions.IgnoreCase,
        'm' => RegexOptions.Multiline,
        's' => RegexOptions.Singleline,
        'x' => RegexOptions.IgnorePatternWhitespace,
        _ => throw call.Error($"`{call.Name}` knows the options `i` (any case), `m` (`^` and `$` at lines), `s` (`.` takes line ends) and `x` (blanks do not count), not `{letter}`"),
    });

    // .NET says "Invalid pattern 'a(' at offset 2. Not enough )'s.".
    private static string Reason(RegexParseException error) => error.Message[(error.Message.LastIndexOf("offset", StringComparison.Ordinal) + 6)..].TrimStart([.. "0123456789. "]).TrimEnd('.');

    private static Match Guarded(FunctionCall call, Regex regex, Func<Match> ask)
    {
        try
        {
            return BoundedMatch.Ask(regex, ask);
        }
        catch (RegexMatchTimeoutException)
        {
            throw call.Error("The regular expression takes too long");
        }
    }

    // Groups overlap when they nest or look ahead, so that together they can be far longer than the text.
    private static long LengthOf(Match match) => match.Groups.Values.Sum(group => (long)group.Length);

    private static List<object?> Groups(Match match) => [.. match.Groups.Values.Select(group => group.Success ? group.Value : null)];

    // `$&` and `$1` stand for what matched, `$_`, `` $` `` and `$'` for up to the whole text.
    private static long MostOf(Match match, string text, string replacement)
    {
        var substitutions = replacement.AsSpan().Count('$');
        var longest = replacement.AsSpan().IndexOfAny("_`'") >= 0 ? text.Length : match.Groups.Values.Max(group => group.Length);
        return replacement.Length + (long)substitutions * longest;
    }
}
