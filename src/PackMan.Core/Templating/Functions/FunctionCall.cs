using System.Globalization;
using PackMan.Templating.Evaluation;
using PackMan.Templating.Output;
using PackMan.Templating.Scope;
using PackMan.Yaml;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PackMan.Templating.Functions;

/// <summary>A call of a function: its arguments, typed on request, and errors that name the function and the argument.</summary>
internal sealed class FunctionCall(RenderContext context, TemplateFunction function, ScriptNode? caller, ScriptArray arguments)
{
    public RenderContext Context => context;

    public ScriptNode? Caller => caller;

    public ScriptArray Arguments => arguments;

    public int Count => arguments.Count;

    public SourceSpan Span => caller?.Span ?? context.CurrentSpan;

    public object? Value(int index) => index < arguments.Count ? arguments[index] : null;

    public bool Has(int index) => index < arguments.Count && arguments[index] is not null;

    /// <summary>A string; numbers and booleans count as their text, null as the empty string.</summary>
    public string Text(int index) => Value(index) switch
    {
        null => "",
        string text => text,
        YamlText yaml => PlainText.Of(yaml),
        RawText raw => raw.Text,
        QuotedText quoted => quoted.ToString(),
        var other when ScriptValue.KindName(other) is "number" or "boolean" => PlainText.OfScalar(ScriptValue.ToYaml(other)),
        var other => throw WrongKind(index, "a string", other),
    };

    public int Integer(int index) => Value(index) switch
    {
        int number => number,
        long number and >= int.MinValue and <= int.MaxValue => (int)number,
        string text when int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => number,
        var other => throw WrongKind(index, "a whole number", other),
    };

    /// <summary>The argument as a tree.</summary>
    public YamlNode Node(int index)
    {
        try
        {
            return ScriptValue.ToYaml(Value(index));
        }
        catch (NotSupportedException error)
        {
            throw Error(error.Message);
        }
    }

    /// <summary>A map; null counts as the empty one.</summary>
    public YamlMap Map(int index) => Bounded(Node(index)) switch
    {
        YamlNull => YamlMap.Empty,
        YamlMap map => map,
        _ => throw WrongKind(index, "a map", Value(index)),
    };

    /// <summary>A list; null counts as the empty one.</summary>
    public YamlList List(int index) => Bounded(Node(index)) switch
    {
        YamlNull => YamlList.Empty,
        YamlList list => list,
        _ => throw WrongKind(index, "a list", Value(index)),
    };

    /// <summary>A tree as the result of the call.</summary>
    public object? Tree(YamlNode node) => ScriptValue.FromYaml(Bounded(node));

    /// <summary>The tree, when it is within the limits, so that comparing or walking it ends.</summary>
    public YamlNode Bounded(YamlNode node) =>
        TreeBounds.Violation(node, context.Environment.Limits) is { } violation ? throw Error(violation) : node;

    public TemplateScriptException Error(string message, string? hint = null) => new(Span, message, hint);

    public static string? Nearest(string name, IEnumerable<string> candidates) =>
        NearestName.Find(name, candidates) is { } nearest ? $"Did you mean `{nearest}`?" : null;

    private TemplateScriptException WrongKind(int index, string wanted, object? actual) =>
        Error($"`{function.Name}` takes {wanted} as `{function.Parameters[Math.Min(index, function.Parameters.Count - 1)].TrimEnd('?', '.')}`, not {Article(ScriptValue.KindName(actual))}");

    private static string Article(string kind) => kind is "null" ? kind : $"a {kind}";
}
