using System.Collections;
using PackMan.Manifests;
using PackMan.Templating.Evaluation;
using PackMan.Templating.Output;
using PackMan.Templating.Scope;
using PackMan.Yaml;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PackMan.Templating.Functions;

/// <summary>A call of a function: its arguments, typed on request, and errors that name the function and the argument.</summary>
internal sealed partial class FunctionCall(RenderContext context, TemplateFunction function, ScriptNode? caller, ScriptArray arguments)
{
    public RenderContext Context => context;

    public Limits Limits => context.Environment.Limits;

    public string Name => function.Name;

    public ScriptNode? Caller => caller;

    public ScriptArray Arguments => arguments;

    public int Count => arguments.Count;

    public SourceSpan Span => caller?.Span ?? context.CurrentSpan;

    public object? Value(int index) => index < arguments.Count ? arguments[index] : null;

    public bool Has(int index) => index < arguments.Count && arguments[index] is not null;

    /// <summary>A string; numbers, booleans and dates count as their text, null as the empty string.</summary>
    public string Text(int index) => TextOf(Value(index)) ?? throw WrongKind(index, "a string");

    /// <summary>The text of a value; null when it is a map, a list or a function.</summary>
    public static string? TextOf(object? value) => value switch
    {
        null => "",
        string text => text,
        YamlText yaml => PlainText.Of(yaml),
        RawText raw => raw.Text,
        QuotedText quoted => quoted.ToString(),
        DateTime or TimeSpan => ((YamlString)ScriptValue.ToYaml(value)).Value,
        _ => ScriptValue.KindName(value) is "number" or "boolean" ? PlainText.OfScalar(ScriptValue.ToYaml(value)) : null,
    };

    public int Integer(int index) => NumberOf(Value(index)) is { } number && number == decimal.Truncate(number) && number is >= int.MinValue and <= int.MaxValue
        ? (int)number
        : throw WrongKind(index, "a whole number");

    /// <summary>A number, or a string that is one. Its digits stay: `1.10` is `1.10`.</summary>
    public decimal Number(int index) => NumberOf(Value(index)) ?? throw WrongKind(index, "a number");

    /// <summary>A point in time, or a string that is one.</summary>
    public DateTime Date(int index) => Value(index) switch
    {
        DateTime date => date,
        string text when Dates.DateText.TryParse(text) is { } date => date,
        _ => throw WrongKind(index, "a date", "Make one with `date.parse` or `date.now`"),
    };

    /// <summary>A length of time, or a string like `1h30m`.</summary>
    public TimeSpan Duration(int index) => Value(index) switch
    {
        TimeSpan span => span,
        string text when DurationText.TryParse(text) is { } span => span,
        _ => throw WrongKind(index, "a duration", "Write it like `1h30m` or `500ms`"),
    };

    /// <summary>A function that the template passes on (`@name`).</summary>
    public IScriptCustomFunction Function(int index) => Value(index) as IScriptCustomFunction
        ?? throw WrongKind(index, "a function", "Pass one on with `@`, as in `@string.upcase`");

    /// <summary>Calls a function that the template passed on.</summary>
    public object? Invoke(IScriptCustomFunction other, params ReadOnlySpan<object?> values)
    {
        context.CheckAbort();
        return ScriptFunctionCall.Call(context, caller, other, new ScriptArray(values.ToArray()));
    }

    /// <summary>The argument as a tree.</summary>
    public YamlNode Node(int index) => NodeOf(Value(index));

    public YamlNode NodeOf(object? value)
    {
        try
        {
            return Bounded(ScriptValue.ToYaml(value));
        }
        catch (NotSupportedException error)
        {
            throw Error(error.Message);
        }
    }

    /// <summary>A map; null counts as the empty one.</summary>
    public YamlMap Map(int index) => Node(index) switch
    {
        YamlNull => YamlMap.Empty,
        YamlMap map => map,
        _ => throw WrongKind(index, "a map"),
    };

    /// <summary>A list as a tree; null counts as the empty one.</summary>
    public YamlList List(int index) => Node(index) switch
    {
        YamlNull => YamlList.Empty,
        YamlList list => list,
        _ => throw WrongKind(index, "a list"),
    };

    /// <summary>The items of a list as scripts see them; null counts as the empty list.</summary>
    public IReadOnlyList<object?> Items(int index) => Value(index) switch
    {
        null => [],
        string or IScriptCustomFunction => throw WrongKind(index, "a list"),
        IList or IEnumerable and not IScriptObject => Taken((IEnumerable)Value(index)!),
        _ => throw WrongKind(index, "a list"),
    };

    /// <summary>Items as the result of a call.</summary>
    public ScriptArray Result(IEnumerable<object?> items) => new(Taken(items));

    /// <summary>The tree as the result of the call.</summary>
    public object? Tree(YamlNode node) => ScriptValue.FromYaml(Bounded(node));

    /// <summary>The tree, when it is within the limits, so that comparing or walking it ends.</summary>
    public YamlNode Bounded(YamlNode node) => TreeBounds.Violation(node, Limits) is { } violation ? throw Error(violation) : node;

    /// <summary>Whether a text of so many characters may be made.</summary>
    public void CheckLength(long length)
    {
        if (length > Limits.StringLength)
        {
            throw Error($"`{Name}` gives a text that is longer than {Limits.StringLength / 1024 / 1024} MiB");
        }
    }

    private List<object?> Taken(IEnumerable items)
    {
        // Lists can be lazy, so that a short expression stands for more items than memory has room for.
        var taken = new List<object?>();
        foreach (var item in items)
        {
            taken.Add(item);
            if (taken.Count > TreeBounds.MaxNodes)
            {
                throw Error($"The list has more than {TreeBounds.MaxNodes} items");
            }
        }

        return taken;
    }
}
