using PackMan.Templating.Scope;
using PackMan.Yaml;

namespace PackMan.Templating.Functions;

/// <summary>`lookup`: live objects of the cluster.</summary>
internal static class ClusterFunctions
{
    /// <summary>The object, or all of a kind with an empty name; an empty map where there is none or no cluster.</summary>
    public static object? Lookup(FunctionCall call)
    {
        var found = call.Context.Environment.Lookup?.Find(call.Text(0), call.Text(1), call.Text(2), call.Text(3));
        return ScriptValue.FromYaml(found ?? YamlMap.Empty);
    }
}
