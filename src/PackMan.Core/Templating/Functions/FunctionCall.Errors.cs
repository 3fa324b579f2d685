using System.Globalization;
using System.Numerics;
using PackMan.Templating.Evaluation;
using PackMan.Templating.Scope;

namespace PackMan.Templating.Functions;

/// <content>Errors of a call, and what counts as a number.</content>
internal sealed partial class FunctionCall
{
    public TemplateScriptException Error(string message, string? hint = null) => new(Span, message, hint);

    /// <summary>An argument is of another kind than the function takes.</summary>
    public TemplateScriptException WrongKind(int index, string wanted, string? hint = null)
    {
        var parameter = function.Parameters[Math.Min(index, function.Parameters.Count - 1)].TrimEnd('?', '.');
        return Error($"`{function.Name}` takes {wanted} as `{parameter}`, not {Shown(Value(index))}", hint);
    }

    public static string? Nearest(string name, IEnumerable<string> candidates) =>
        NearestName.Find(name, candidates) is { } nearest ? $"Did you mean `{nearest}`?" : null;

    /// <summary>A number that a script holds, or that a string spells; null for anything else, and beyond 28 digits.</summary>
    public static decimal? NumberOf(object? value) => value switch
    {
        int or long or decimal => Convert.ToDecimal(value, CultureInfo.InvariantCulture),
        string or NumberNode or double or float or BigInteger => Parse(TextOf(value)!),
        _ => null,
    };

    private static decimal? Parse(string text) =>
        decimal.TryParse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var number) ? number : null;

    // By its kind only: the value itself may be secret.
    private static string Shown(object? value) => ScriptValue.KindName(value) switch
    {
        "null" => "null",
        "YAML text" => "YAML text",
        var kind => "aeiou".Contains(kind[0], StringComparison.Ordinal) ? $"an {kind}" : $"a {kind}",
    };
}
