using Scriban.Parsing;
using Scriban.Syntax;

namespace PackMan.Templating.Evaluation;

/// <summary>Paths that say "maybe": `values.a?.b.c` from the member before the question mark on, and the left side of `??`.</summary>
internal static class MaybePath
{
    public static bool IsPath(ScriptNode? node) => node is IScriptVariablePath;

    /// <summary>Whether a path holds `?.` anywhere.</summary>
    public static bool HasQuestionMark(ScriptNode? path)
    {
        for (var node = path; node is not null; node = TargetOf(node))
        {
            if (node is ScriptMemberExpression { DotToken.TokenType: TokenType.QuestionDot })
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the member that this node reads may be missing.</summary>
    public static bool AllowsMissing(ScriptNode? node)
    {
        if (node is null)
        {
            return false;
        }

        var isBeforeQuestionMark = node.Parent is ScriptMemberExpression { DotToken.TokenType: TokenType.QuestionDot } parent && parent.Target == node;
        return isBeforeQuestionMark || HasQuestionMark(node) || IsLeftOfCoalescing(node);
    }

    /// <summary>The outermost path that begins with this one.</summary>
    public static ScriptNode? WholeOf(ScriptNode? node)
    {
        var path = node;
        while (path?.Parent is { } parent && TargetOf(parent) == path && parent is not ScriptNestedExpression)
        {
            path = parent;
        }

        return path;
    }

    private static bool IsLeftOfCoalescing(ScriptNode node)
    {
        var path = node;
        while (path.Parent is { } parent && (TargetOf(parent) == path || parent is ScriptNestedExpression))
        {
            path = parent;
        }

        return path.Parent is ScriptBinaryExpression { Operator: ScriptBinaryOperator.EmptyCoalescing } coalescing && coalescing.Left == path;
    }

    private static ScriptExpression? TargetOf(ScriptNode node) => node switch
    {
        ScriptMemberExpression member => member.Target,
        ScriptIndexerExpression indexer => indexer.Target,
        ScriptNestedExpression nested => nested.Expression,
        _ => null,
    };
}
