using System.Collections.Frozen;
using PackMan.Templating.Scope;
using Scriban.Runtime;

namespace PackMan.Templating.Functions;

/// <summary>
/// An object of functions (`string`): ours answer at once, Scriban's are read from its class when a template first asks for one,
/// which costs milliseconds.
/// </summary>
internal sealed class FunctionGroup(string name, Func<ScriptObject> scriban) : ReadOnlyNode
{
    private readonly FrozenDictionary<string, TemplateFunction> _own = ScribanReplacements.All
        .Where(entry => entry.Owner == name)
        .ToFrozenDictionary(entry => entry.Name, entry => new TemplateFunction($"{name}.{entry.Name}", entry.Parameters, entry.Body), StringComparer.Ordinal);

    private readonly Lazy<ScriptObject> _scriban = new(scriban);

    public override string Label => name;

    public override IEnumerable<string> GetMembers() => _own.Keys.Union(_scriban.Value.GetMembers()).Order(StringComparer.Ordinal);

    protected override bool TryRead(string member, out object? result)
    {
        if (_own.TryGetValue(member, out var function))
        {
            result = function;
            return true;
        }

        return _scriban.Value.TryGetValue(null, default, member, out result);
    }
}
