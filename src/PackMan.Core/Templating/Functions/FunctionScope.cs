using System.Collections.Immutable;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace PackMan.Templating.Functions;

/// <summary>
/// The outermost scope of templates. Scriban's objects are made when a template first names them: making all of them would take a
/// third of the time a usual chart needs.
/// </summary>
internal sealed class FunctionScope : ScriptObject
{
    private readonly ImmutableSortedDictionary<string, Lazy<ScriptObject>> _groups;

    public FunctionScope(IEnumerable<TemplateFunction> own, ImmutableSortedDictionary<string, Func<ScriptObject>> groups)
    {
        _groups = groups.ToImmutableSortedDictionary(group => group.Key, group => new Lazy<ScriptObject>(group.Value), StringComparer.Ordinal);
        foreach (var function in own)
        {
            SetValue(function.Name, function, true);
        }

        // Named here, so that they count as members; made on first use.
        foreach (var group in groups.Keys)
        {
            SetValue(group, null, true);
        }

        SetValue("empty", EmptyScriptObject.Default, true);
        IsReadOnly = true;
    }

    public override bool TryGetValue(TemplateContext? context, SourceSpan span, string member, out object value)
    {
        if (_groups.TryGetValue(member, out var group))
        {
            value = group.Value;
            return true;
        }

        return base.TryGetValue(context, span, member, out value!);
    }

    public override bool CanWrite(string member) => false;
}
