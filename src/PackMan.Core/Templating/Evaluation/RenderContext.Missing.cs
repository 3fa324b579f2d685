using System.Collections;
using PackMan.Templating.Functions.Names;
using PackMan.Templating.Scope;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace PackMan.Templating.Evaluation;

/// <content>What a template is told about names that do not exist.</content>
internal sealed partial class RenderContext
{
    private bool OnMissingMember(TemplateContext context, SourceSpan span, object target, string member, out object? value)
    {
        value = null;
        var node = CurrentNode;
        if (target is string or IList && member is "size" or "empty?" || MaybePath.AllowsMissing(node))
        {
            return true;
        }

        var path = node?.ToString() ?? member;
        var parent = path.EndsWith(member, StringComparison.Ordinal) ? path[..^member.Length] : "";
        throw new TemplateScriptException(span, Missing(path, target), HyphenHint(node) ?? ForeignName.Hint(path) ?? MemberHint(parent, member, target, MaybePath.WholeOf(node)?.ToString() ?? path));
    }

    private bool OnMissingVariable(TemplateContext context, SourceSpan span, ScriptVariable variable, out object? value)
    {
        value = null;
        if (MaybePath.AllowsMissing(variable) || variable.Scope == ScriptVariableScope.Local && EnableRelaxedTargetAccess)
        {
            return true;
        }

        var hint = HyphenHint(variable) ?? ForeignName.Hint(variable.Name);
        if (hint is null && NearestName.Find(variable.Name, VisibleNames()) is { } nearest)
        {
            hint = $"Did you mean `{nearest}`?";
        }

        throw new TemplateScriptException(span, $"There is no variable or function `{variable}`", hint);
    }

    private static string Missing(string path, object target) => target is MapNode or ReadOnlyNode or ScriptObject
        ? $"`{path}` does not exist"
        : $"`{path}` does not exist: a {ScriptValue.KindName(target)} has no members";

    /// <param name="whole">The path as it goes on behind the member.</param>
    private static string? MemberHint(string parent, string member, object target, string whole)
    {
        var names = target switch
        {
            MapNode map => map.Declared.Keys,
            IScriptObject other => other.GetMembers(),
            _ => [],
        };
        if (NearestName.Find(member, names) is { } nearest)
        {
            return $"Did you mean `{parent}{nearest}`?";
        }

        if (parent.Length == 0 || target is not MapNode)
        {
            return null;
        }

        var rest = whole[Math.Min(parent.Length + member.Length, whole.Length)..];
        var maybe = rest.StartsWith('.') ? $"{parent}{member}?{rest}" : $"{parent.TrimEnd('.')}?.{member}{rest}";
        return $"Declare it in values.yaml, or write `{maybe}` or `{whole} ?? …` where it may be missing";
    }

    /// <summary>`values.my-key` is a subtraction to Scriban; what was meant is almost always the key.</summary>
    private string? HyphenHint(ScriptNode? node)
    {
        var top = node;
        while (top?.Parent is ScriptBinaryExpression { Operator: ScriptBinaryOperator.Subtract } subtraction)
        {
            top = subtraction;
        }

        if (top is not ScriptBinaryExpression binary || binary.Span.Length <= 0)
        {
            return null;
        }

        var text = SourceOf(binary.Span).Text.AsSpan(binary.Span.Start.Offset, binary.Span.Length).ToString();
        var dot = text.LastIndexOf('.');
        return dot > 0 && !text.AsSpan().ContainsAny(" \t\n()") ? $"A name with a hyphen is read as a subtraction; write `{text[..dot]}['{text[(dot + 1)..]}']`" : null;
    }

    private IEnumerable<string> VisibleNames() =>
        Scope.GetMembers().Concat(BuiltinObject.GetMembers()).Concat(CurrentGlobal?.GetMembers() ?? []).Order(StringComparer.Ordinal);
}
