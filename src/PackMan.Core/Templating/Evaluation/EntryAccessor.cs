using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace PackMan.Templating.Evaluation;

/// <summary>`key` and `value` of the pairs that a loop over an object of the script itself gives, without reflection.</summary>
internal sealed class EntryAccessor : IObjectAccessor
{
    public static EntryAccessor Instance { get; } = new();

    public bool HasIndexer => false;

    public Type? IndexType => null;

    public int GetMemberCount(TemplateContext context, SourceSpan span, object target) => 2;

    public IEnumerable<string> GetMembers(TemplateContext context, SourceSpan span, object target) => ["key", "value"];

    public bool HasMember(TemplateContext context, SourceSpan span, object target, string member) => member is "key" or "value";

    public bool TryGetValue(TemplateContext context, SourceSpan span, object target, string member, out object? value)
    {
        var entry = (KeyValuePair<string, object?>)target;
        value = member switch
        {
            "key" => entry.Key,
            "value" => entry.Value,
            _ => null,
        };
        return member is "key" or "value";
    }

    public bool TrySetValue(TemplateContext context, SourceSpan span, object target, string member, object? value) => false;

    public bool TryGetItem(TemplateContext context, SourceSpan span, object target, object index, out object? value)
    {
        value = null;
        return false;
    }

    public bool TrySetItem(TemplateContext context, SourceSpan span, object target, object index, object? value) => false;
}
