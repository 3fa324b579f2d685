using PackMan.Templating.Evaluation;
using PackMan.Templating.Scope;

namespace PackMan.Templating.Functions;

/// <summary>Functions that insist on a value, or stand in for a missing one.</summary>
internal static class Guards
{
    public static object? Required(FunctionCall call) =>
        call.Value(0) is null or "" ? throw Refusal(call, call.Text(1)) : call.Value(0);

    public static object? Fail(FunctionCall call) => throw Refusal(call, call.Text(0));

    /// <summary>The value, or the default where a condition would take the value for false.</summary>
    public static object? Default(FunctionCall call) => call.Context.ToBool(call.Span, call.Value(0)) ? call.Value(0) : call.Value(1);

    /// <summary>`string`, `number`, `boolean`, `null`, `list`, `map`, `date`, `duration`, `function`, or `YAML text` of `include`.</summary>
    public static object? KindOf(FunctionCall call) => ScriptValue.KindName(call.Value(0));

    public static object? Coalesce(FunctionCall call) => call.Arguments.FirstOrDefault(value => call.Context.ToBool(call.Span, value));

    private static TemplateScriptException Refusal(FunctionCall call, string message) => new(call.Span, message.TrimEnd('.')) { IsRefusal = true };
}
