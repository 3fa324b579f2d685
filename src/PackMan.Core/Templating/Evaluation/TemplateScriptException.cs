using Scriban.Parsing;
using Scriban.Syntax;

namespace PackMan.Templating.Evaluation;

/// <summary>An error that we raise inside a template, with a hint, in the form that Scriban passes through untouched.</summary>
internal sealed class TemplateScriptException(SourceSpan span, string message, string? hint = null) : ScriptRuntimeException(span, message)
{
    public string? Hint { get; } = hint;

    /// <summary>Whether the chart itself refuses its values, by `required` or `fail`.</summary>
    public bool IsRefusal { get; init; }
}
