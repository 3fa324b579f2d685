using System.Collections.Immutable;
using PackMan.Yaml;

namespace PackMan.Templating.Functions;

/// <summary>Lists from lists. Items are equal when they are the same value, maps and lists included.</summary>
internal static class ListFunctions
{
    public static object? Without(FunctionCall call)
    {
        var list = call.List(0);
        var unwanted = new HashSet<YamlNode>(NodeComparer.Instance);
        for (var i = 1; i < call.Count; i++)
        {
            unwanted.Add(call.Bounded(call.Node(i)));
        }

        return call.Tree(YamlList.Of(list.Items.Where(item => !unwanted.Contains(item))));
    }

    /// <summary>The first of items that are equal; Scriban's own compares maps by identity.</summary>
    public static object? Uniq(FunctionCall call) => call.Tree(YamlList.Of(call.List(0).Items.Distinct(NodeComparer.Instance)));

    public static object? Chunk(FunctionCall call)
    {
        var (list, size) = (call.List(0), call.Integer(1));
        return size > 0
            ? call.Tree(YamlList.Of(list.Items.Chunk(size).Select(part => new YamlList(ImmutableArray.Create(part)))))
            : throw call.Error($"`chunk` takes a size of at least 1, not {size}");
    }
}
