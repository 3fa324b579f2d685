using System.Globalization;
using System.Text.RegularExpressions;
using PackMan.Templating.Functions;
using Scriban.Syntax;

namespace PackMan.Templating.Evaluation;

/// <summary>Scriban's runtime errors in our words. Anything without words of its own keeps Scriban's, without its position prefix.</summary>
internal static partial class ScriptErrors
{
    public static (string Message, string? Hint) Explain(ScriptRuntimeException error, Limits limits)
    {
        if (error is TemplateScriptException own)
        {
            return (own.OriginalMessage, own.Hint);
        }

        var text = TypeName().Replace(error.OriginalMessage.Trim().TrimEnd('.', ' '), match => match.Value.EndsWith("Array", StringComparison.Ordinal) || match.Value.EndsWith("ListNode", StringComparison.Ordinal) ? "list" : "map");
        return text switch
        {
            _ when error is ScriptAbortException => (TooSlow(limits), "Look for a loop or a recursion that does not end"),
            _ when text.StartsWith("Exceeding number of iteration limit", StringComparison.Ordinal) || text.StartsWith("Range expression exceeds", StringComparison.Ordinal) => ($"The loop runs more than {limits.Iterations} times", null),
            _ when text.StartsWith("Exceeding number of recursive depth limit", StringComparison.Ordinal) || text.StartsWith("Exceeding recursive depth", StringComparison.Ordinal) =>
                (TooDeep(limits), "Look for an include or a function that calls itself"),
            _ when error.InnerException is InsufficientExecutionStackException => (TooDeep(limits), null),
            _ when ArgumentCount().Match(text) is { Success: true } match =>
                ($"`{FunctionName(match.Groups[2].Value)}` takes {match.Groups[3].Value} {(match.Groups[3].Value == "1" ? "argument" : "arguments")}, not {match.Groups[1].Value}", SignatureHint(FunctionName(match.Groups[2].Value))),
            _ when NullTarget().Match(text) is { Success: true } match => ($"`{match.Groups[1].Value}` cannot be read: what stands before the last dot is null", "Write `?.` where it may be missing"),
            _ when text.Contains("Operation timed out", StringComparison.Ordinal) || text.Contains("has timed out", StringComparison.Ordinal) => ("The regular expression takes too long", null),
            _ when ReadOnly().IsMatch(text) => ("Values cannot be changed by templates", "Assign to a variable of your own"),
            _ => (Capitalised(text), null),
        };
    }

    public static string TooDeep(Limits limits) => $"Templates and functions call each other more than {limits.CallDepth / 2} deep";

    public static string TooSlow(Limits limits) => $"The templates take longer than {limits.RenderTime.TotalSeconds.ToString(CultureInfo.InvariantCulture)} seconds";

    private static string FunctionName(string call) => call.Split(' ', '(')[0];

    private static string? SignatureHint(string name) =>
        FunctionTable.All.FirstOrDefault(function => function.Name == name) is { } function ? $"Write `{function.Signature}`, or its first argument in front of a pipe" : null;

    private static string Capitalised(string text) => text.Length == 0 ? "The template failed" : char.ToUpperInvariant(text[0]) + text[1..];

    [GeneratedRegex(@"^Invalid number of arguments `(\d+)` passed to `(.+)` while expecting `(\d+)` arguments$", RegexOptions.Singleline)]
    private static partial Regex ArgumentCount();

    // Values that have no text of their own go by the names of their types in Scriban's messages.
    [GeneratedRegex(@"\b(Scriban|PackMan)(\.\w+)+")]
    private static partial Regex TypeName();

    [GeneratedRegex(@"^Cannot get the member (\S+) for a null object$")]
    private static partial Regex NullTarget();

    [GeneratedRegex(@"readonly (member|variable)|Values cannot be changed")]
    private static partial Regex ReadOnly();
}
