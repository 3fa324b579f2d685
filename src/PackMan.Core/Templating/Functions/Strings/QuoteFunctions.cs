using PackMan.Templating.Scope;

namespace PackMan.Templating.Functions.Strings;

/// <summary>How an author says that a value is a string, or that a text is structure.</summary>
internal static class QuoteFunctions
{
    public static object? Raw(FunctionCall call) => new RawText(call.Text(0));

    public static object? Quote(FunctionCall call) => new QuotedText(Content(call), '"');

    public static object? SingleQuote(FunctionCall call) => new QuotedText(Content(call), '\'');

    private static string Content(FunctionCall call) => call.Value(0) is QuotedText quoted
        ? quoted.ToString()
        : call.Context.ObjectToString(Yaml(call)) ?? "";

    // Numbers in the notation the writer would give them.
    private static object? Yaml(FunctionCall call) => ScriptValue.KindName(call.Value(0)) is "number" ? call.Text(0) : call.Value(0);
}
