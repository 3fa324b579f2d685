using System.Runtime.CompilerServices;
using Scriban.Syntax;

namespace PackMan.Templating.Uses;

/// <content>What expressions stand for.</content>
internal sealed partial class UseAnalysis
{
    private const string Values = "values";

    /// <summary>The values an expression stands for; what it merely reads is noted as used.</summary>
    private Reach Of(ScriptNode? node)
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        switch (node)
        {
            case null or ScriptLiteral:
                return Reach.Nothing;
            case ScriptVariable variable:
                return OfVariable(variable);
            case ScriptIsEmptyExpression empty:
                Look(empty.Target);
                return Reach.Nothing;
            case ScriptMemberExpression { Member: { } member } expression:
                return OfMember(expression, member);
            case ScriptIndexerExpression indexer:
                return OfItem(indexer);
            case ScriptNestedExpression nested:
                return Of(nested.Expression);
            case ScriptNamedArgument argument:
                return Of(argument.Value);
            case ScriptBinaryExpression binary:
                return OfBinary(binary);
            case ScriptUnaryExpression { Operator: ScriptUnaryOperator.Not } negation:
                Look(negation.Right);
                return Reach.Nothing;
            case ScriptUnaryExpression { Operator: ScriptUnaryOperator.FunctionParametersExpand } expansion:
                UseWhole(expansion.Right);
                return Reach.Nothing;
            case ScriptConditionalExpression conditional:
                Look(conditional.Condition);
                return Of(conditional.ThenValue).With(Of(conditional.ElseValue));
            case ScriptAssignExpression { Target: { } target } assignment:
                OfAssignment(assignment, target);
                return Reach.Nothing;
            case ScriptPipeCall pipe:
                return OfPipe(pipe);
            case ScriptFunctionCall call:
                return OfCall(call, Reach.Nothing, isPiped: false);
            case ScriptThisExpression:
                return Reach.Of(ValuePattern.Root);
            default:
                VisitChildren(node);
                return Reach.Nothing;
        }
    }

    /// <summary>A condition asks whether something is there, and reads nothing of what is inside.</summary>
    private void Look(ScriptNode? node)
    {
        if (node is not null)
        {
            Use(Of(node), isWhole: false, node);
        }
    }

    private Reach OfVariable(ScriptVariable variable)
    {
        if (variable.Name == Values)
        {
            return Reach.Of(ValuePattern.Root);
        }

        if (variable.Equals(ScriptVariable.Arguments))
        {
            return Assigned(_scope, AnyArgument);
        }

        var own = Assigned(_scope, variable.Name);
        if (_functions.TryGetValue(variable.Name, out var function))
        {
            return own.With(Assigned(ScopeOf(function), Result));
        }

        // Partials see the variables of whoever includes them, and functions those of their template.
        return own.IsNothing ? Assigned(AnyScope, variable.Name) : own;
    }

    private Reach OfMember(ScriptMemberExpression expression, ScriptVariable member)
    {
        if (expression.Target is ScriptVariable target && target.Equals(ScriptVariable.Arguments))
        {
            return Assigned(_scope, $"${member.Name}");
        }

        var above = Of(expression.Target);
        foreach (var entry in above.Values.Where(value => value.IsEntry && member.Name == "key"))
        {
            Use(entry.Read, isWhole: true, expression);
        }

        if (member.Name == "size")
        {
            Use(above, isWhole: false, expression);
        }

        return above.Member(member.Name);
    }

    private Reach OfItem(ScriptIndexerExpression indexer)
    {
        if (indexer is { Target: ScriptVariable target, Index: ScriptLiteral { Value: int position } } && target.Equals(ScriptVariable.Arguments))
        {
            return Assigned(_scope, Argument(position));
        }

        var above = Of(indexer.Target);
        switch (indexer.Index)
        {
            case ScriptLiteral { Value: string key }:
                return above.Member(key);
            case ScriptLiteral:
                return above.Items();
            default:
                // Any of them may be meant.
                Use(above, isWhole: true, indexer);
                UseWhole(indexer.Index);
                return Reach.Nothing;
        }
    }

    private Reach OfBinary(ScriptBinaryExpression binary)
    {
        switch (binary.Operator)
        {
            case ScriptBinaryOperator.EmptyCoalescing:
                return Of(binary.Left).With(Of(binary.Right));
            case ScriptBinaryOperator.And or ScriptBinaryOperator.Or:
                Look(binary.Left);
                Look(binary.Right);
                return Reach.Nothing;
            default:
                UseWhole(binary.Left);
                UseWhole(binary.Right);
                return Reach.Nothing;
        }
    }

    private void OfAssignment(ScriptAssignExpression assignment, ScriptExpression target)
    {
        if (target is not ScriptVariable variable || assignment.Value is not { } value)
        {
            UseWhole(assignment.Value);
            UseWhole(target);
            return;
        }

        var reach = Of(value);
        Assign(_scope, variable.Name, reach, value);
        Assign(AnyScope, variable.Name, reach, value);
    }
}
