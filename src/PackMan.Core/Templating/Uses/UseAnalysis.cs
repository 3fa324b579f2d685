using System.Runtime.CompilerServices;
using PackMan.Templating.Sources;
using Scriban.Syntax;

namespace PackMan.Templating.Uses;

/// <summary>
/// Follows values through the text of a chart's templates: members, loops, variables, arguments and results of includes and
/// functions. Branches count whether they are taken or not, the order of statements does not, and whatever leaves this view (a
/// computed key, a function that is not ours to follow) reads all it is given. Variables and arguments collect everything that is
/// ever assigned to them, round by round, until nothing new turns up.
/// </summary>
internal sealed partial class UseAnalysis(TemplateLibrary library)
{
    private const int MaxRounds = 40;
    private const int MaxDepth = 24;
    private const int MaxUses = 100_000;

    private readonly Dictionary<(ValuePattern Pattern, bool IsWhole, string Source, int Offset), ValueUse> _uses = [];
    private readonly Dictionary<string, Reach> _reached = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ScriptFunction> _functions = new(StringComparer.Ordinal);
    private ParsedTemplate _template = null!;
    private string _scope = "";
    private bool _isChanged;

    /// <summary>Whether any template renders text of values or files with `tpl`.</summary>
    public bool HasTpl { get; private set; }

    public IEnumerable<ValueUse> Find(IReadOnlyList<ParsedTemplate> templates)
    {
        try
        {
            for (var round = 0; round == 0 || _isChanged; round++)
            {
                _isChanged = false;
                Visit(templates);
                if (round == MaxRounds || _uses.Count > MaxUses)
                {
                    return Everything(templates[0]);
                }
            }
        }
        catch (InsufficientExecutionStackException)
        {
            return Everything(templates[0]);
        }

        return _uses.Values;
    }

    private static ValueUse[] Everything(ParsedTemplate template) => [new ValueUse(ValuePattern.Root, isWhole: true, new Place(template.Source, 0), 1)];

    private void Visit(IReadOnlyList<ParsedTemplate> templates)
    {
        foreach (var template in templates)
        {
            (_template, _scope) = (template, template.Source.Path);
            VisitStatement(template.Template.Page);
        }
    }

    /// <summary>What is done with the values an expression stands for: all of them are read there, or only looked at.</summary>
    private void Use(Reach reach, bool isWhole, ScriptNode node)
    {
        foreach (var value in reach.Values)
        {
            Use(value.Read, isWhole || value.IsEntry, node);
        }
    }

    private void Use(ValuePattern pattern, bool isWhole, ScriptNode node)
    {
        var place = new Place(_template.Source, node.Span.Start.Offset);
        _uses.TryAdd((pattern, isWhole, place.Source.Path, place.Offset), new ValueUse(pattern, isWhole, place, Math.Max(1, node.Span.Length)));
    }

    private void UseWhole(ScriptNode? node)
    {
        if (node is not null)
        {
            Use(Of(node), isWhole: true, node);
        }
    }

    private void Assign(string scope, string name, Reach reach, ScriptNode node)
    {
        if (reach.IsNothing)
        {
            return;
        }

        var key = $"{scope}\n{name}";
        var known = _reached.GetValueOrDefault(key, Reach.Nothing);
        var all = known.With(reach);
        if (all.IsTooWide || all.Values.Any(value => value.Pattern.Depth > MaxDepth))
        {
            Use(reach, isWhole: true, node);
            return;
        }

        if (all.Values.Count > known.Values.Count)
        {
            _reached[key] = all;
            _isChanged = true;
        }
    }

    private Reach Assigned(string scope, string name) => _reached.GetValueOrDefault($"{scope}\n{name}", Reach.Nothing);

    private void VisitStatement(ScriptNode? node)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (node)
        {
            case null or ScriptRawStatement:
                return;
            case ScriptExpressionStatement statement:
                VisitExpression(statement);
                return;
            case ScriptIfStatement condition:
                Look(condition.Condition);
                VisitStatement(condition.Then);
                VisitStatement(condition.Else);
                return;
            case ScriptForStatement loop:
                VisitLoop(loop);
                return;
            case ScriptReturnStatement { Expression: { } returned }:
                Assign(_scope, Result, Of(returned), returned);
                return;
            case ScriptFunction function:
                VisitFunction(function);
                return;
            case ScriptExpression expression:
                UseWhole(expression);
                return;
            default:
                VisitChildren(node);
                return;
        }
    }

    private void VisitChildren(ScriptNode node)
    {
        foreach (var child in node.Children)
        {
            VisitStatement(child);
        }
    }

    // The body of `func f(x) = x.name` is one expression, and the function's result.
    private void VisitExpression(ScriptExpressionStatement statement)
    {
        if (statement is { Parent: ScriptFunction, Expression: { } result })
        {
            Assign(_scope, Result, Of(result), result);
        }
        else
        {
            UseWhole(statement.Expression);
        }
    }

    private void VisitLoop(ScriptForStatement loop)
    {
        if (loop.Iterator is { } iterator)
        {
            var items = Of(iterator);
            Use(items, isWhole: false, iterator);
            if (loop.Variable is ScriptVariable variable)
            {
                Assign(_scope, variable.Name, items.Looped(), iterator);
            }
        }

        foreach (var argument in loop.NamedArguments)
        {
            UseWhole(argument);
        }

        VisitStatement(loop.Body);
        VisitStatement(loop.Else);
    }

    private void VisitFunction(ScriptFunction function)
    {
        if (function.NameOrDoToken is ScriptVariable name)
        {
            _functions.TryAdd(name.Name, function);
        }

        var outer = _scope;
        _scope = ScopeOf(function);
        foreach (var parameter in function.Parameters?.Select(parameter => parameter.DefaultValue).OfType<ScriptExpression>() ?? [])
        {
            UseWhole(parameter);
        }

        VisitStatement(function.Body);
        _scope = outer;
    }

    // A library chart's text may mean its own function where the chart has one of the same name.
    private List<ScriptFunction> FunctionsOf(string name)
    {
        var shared = library.FindAnywhere(name).Select(part => part.Function).OfType<ScriptFunction>();
        return [.. _functions.TryGetValue(name, out var local) ? shared.Append(local).Distinct() : shared];
    }

    private static string ScopeOf(ScriptFunction function) => $"{function.Span.FileName}@{function.Span.Start.Offset}";
}
