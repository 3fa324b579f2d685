using PackMan.Templating.Scope;
using Scriban.Functions;
using Scriban.Runtime;

namespace PackMan.Templating.Functions;

/// <summary>The functions by the names templates call them, shared by all renderings and read-only.</summary>
internal static class FunctionScope
{
    public static ScriptObject Builtins { get; } = Build();

    private static ScriptObject Build()
    {
        var builtins = new ScriptObject();
        var groups = new Dictionary<string, Dictionary<string, object?>>(StringComparer.Ordinal);
        foreach (var function in FunctionTable.All)
        {
            var dot = function.Name.IndexOf('.', StringComparison.Ordinal);
            if (dot < 0)
            {
                builtins.SetValue(function.Name, function, true);
                continue;
            }

            var group = function.Name[..dot];
            groups.TryAdd(group, new Dictionary<string, object?>(StringComparer.Ordinal));
            groups[group][function.Name[(dot + 1)..]] = function;
        }

        foreach (var (name, members) in groups)
        {
            builtins.SetValue(name, new ObjectNode(name, members), true);
        }

        builtins.SetValue("empty", EmptyScriptObject.Default, true);
        builtins.IsReadOnly = true;
        return builtins;
    }
}
