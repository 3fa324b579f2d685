using PackMan.Yaml;

namespace PackMan.Templating.Functions.Collections;

/// <summary>Questions about items that are equal: items are when they are the same value, maps and lists included.</summary>
internal static class EqualityFunctions
{
    public static object? Contains(FunctionCall call) => Find(call) >= 0;

    public static object? IndexOf(FunctionCall call) => Find(call);

    /// <summary>The first of items that are equal.</summary>
    public static object? Uniq(FunctionCall call)
    {
        var seen = new HashSet<YamlNode>(NodeComparer.Instance);
        return call.Result(call.Items(0).Where(item => seen.Add(call.NodeOf(item))));
    }

    public static object? Without(FunctionCall call)
    {
        var unwanted = new HashSet<YamlNode>(NodeComparer.Instance);
        for (var i = 1; i < call.Count; i++)
        {
            unwanted.Add(call.Node(i));
        }

        return call.Result(call.Items(0).Where(item => !unwanted.Contains(call.NodeOf(item))));
    }

    private static int Find(FunctionCall call)
    {
        var (items, wanted) = (call.Items(0), call.Node(1));
        for (var i = 0; i < items.Count; i++)
        {
            if (YamlNode.DeepEquals(call.NodeOf(items[i]), wanted))
            {
                return i;
            }
        }

        return -1;
    }
}
