using PackMan.Templating.Output;
using PackMan.Templating.Scope;
using PackMan.Templating.Sources;
using PackMan.Templating.Tracing;
using PackMan.Values;
using PackMan.Yaml;
using Scriban.Parsing;
using Scriban.Syntax;

namespace PackMan.Templating.Evaluation;

/// <content>Renderings that explain: what every expression read, and which conditions and loops led to what is written.</content>
internal sealed partial class RenderContext
{
    private static readonly string[] OtherObjects = ["release", "chart", "capabilities"];

    // What conditions and loops asked, until their bodies are evaluated.
    private readonly Dictionary<ScriptNode, (Place Place, int Length, ReadValues Reads)> _asked = new(ReferenceEqualityComparer.Instance);

    // No object stands for null and for the empty text alone, so their history is kept with the variable.
    private readonly Dictionary<string, ReadValues> _empty = new(StringComparer.Ordinal);
    private Writing? _text;

    /// <summary>What was read for the statement that is being evaluated; empty in ordinary renderings.</summary>
    public ReadValues ReadsAtFailure
    {
        get
        {
            var reads = ReadValues.None;
            for (var step = _trace?.Current; step is not null; step = step.IsBoundary ? null : step.Outer)
            {
                reads = step.Reads.With(reads);
            }

            return reads.Innermost();
        }
    }

    private object? EvaluateTraced(ScriptNode? node, bool aliasReturnedFunction, ReadTrace trace)
    {
        var step = new TraceStep(node, trace.Current, trace.Decision);
        (trace.Current, trace.Decision) = (step, DecisionFor(node, trace.Decision));
        var result = EvaluateNode(node, aliasReturnedFunction);
        (trace.Current, trace.Decision) = (step.Outer, step.DecisionBefore);
        return node is null || step.IsBoundary ? result : Remember(node, result, step, trace);
    }

    /// <summary>Gives a result the history of what was read for it, and tells what is being evaluated around it.</summary>
    private object? Remember(ScriptNode node, object? result, TraceStep step, ReadTrace trace)
    {
        var history = trace.Find(result);
        var reads = (node is IScriptVariablePath ? step.Reads.Innermost() : step.Reads).With(ReadsBesideValues(node, result, isKnown: history is not null));
        if (history is null && !reads.IsEmpty)
        {
            result = trace.Made(result, reads.Innermost());
        }

        if (node is ScriptAssignExpression { Target: ScriptVariable target })
        {
            _empty[target.Name] = reads;
        }

        var all = (history ?? ReadValues.None).With(reads);
        step.Outer?.Add(all);
        if (node.Parent is ScriptIfStatement or ScriptForStatement)
        {
            _asked[node] = (PlaceOf(node.Span), node.Span.Length, all.WithoutRoot());
        }

        return result;
    }

    /// <summary>A variable that holds null or an empty value, and fields of `release`, `chart` and `capabilities`.</summary>
    private ReadValues ReadsBesideValues(ScriptNode node, object? result, bool isKnown)
    {
        if (node is ScriptVariable variable && result is null or "")
        {
            return _empty.GetValueOrDefault(((ScriptVariable)node).Name, ReadValues.None);
        }

        if (isKnown || node is not ScriptMemberExpression { Target: ScriptVariable { Name: var name }, Member.Name: var member } || !OtherObjects.Contains(name))
        {
            return ReadValues.None;
        }

        return result is null or string or bool or int
            ? ReadValues.Of(new ReadValue(name, [new PathStep.Key(member)], ScriptValue.ToYaml(result).WithOrigin(name == "chart" ? ChartScope.OriginOf(_environment.Chart, member) : null)))
            : ReadValues.None;
    }

    private Decision? DecisionFor(ScriptNode? node, Decision? outer) => node?.Parent switch
    {
        ScriptIfStatement { Condition: { } condition } choice when choice.Then == node => Decided(DecisionKind.If, condition, outer),
        ScriptIfStatement { Condition: { } condition } choice when choice.Else == node => Decided(DecisionKind.Else, condition, outer),
        ScriptForStatement { Iterator: { } iterator } loop when loop.Body == node => Decided(DecisionKind.For, iterator, outer),
        _ => outer,
    };

    private Decision? Decided(DecisionKind kind, ScriptNode condition, Decision? outer) =>
        _asked.TryGetValue(condition, out var asked) ? new Decision(kind, asked.Place, asked.Length, asked.Reads, outer) : outer;

    /// <summary>The place of template text, which knows the decisions around it.</summary>
    private Place Traced(Place place)
    {
        if (_trace is null)
        {
            return place;
        }

        if (_text is null || _text.Decision != _trace.Decision)
        {
            _text = new Writing { IsText = true, Decision = _trace.Decision };
        }

        return place with { Writing = _text };
    }

    /// <summary>The place of an expression's result, which knows what was read for it.</summary>
    private Place Traced(Place place, int length, object? result)
    {
        if (_trace is not { } trace)
        {
            return place;
        }

        var reads = trace.Current?.Reads ?? ReadValues.None;
        var values = (trace.Find(result) ?? reads).WithoutRoot();
        return place with
        {
            Writing = new Writing { Length = Math.Max(1, length), Values = values, Considered = reads.Without(values).WithoutRoot(), Decision = trace.Decision, Trace = trace },
        };
    }
}
