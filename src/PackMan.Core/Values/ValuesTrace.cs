using System.Collections.Immutable;
using PackMan.Yaml;

namespace PackMan.Values;

/// <summary>
/// Finds what each leaf of merged values overrode. It compares the trees as they were after each layer, so that merging itself
/// has nothing to remember, and lists merged by key or changed by `--set list[0]` need no rule of their own.
/// </summary>
public static class ValuesTrace
{
    /// <summary>The leaves of the last tree in its order, with the items of lists that were dropped behind those that are there.</summary>
    /// <param name="steps">The tree after each layer, the chart's defaults first; at least one.</param>
    public static ImmutableArray<TracedValue> Of(ImmutableArray<YamlMap> steps) =>
        [.. Leaves(steps[^1], [], [.. steps.Reverse().Skip(1)], isKey: false)];

    /// <param name="node">What stands at the path now.</param>
    /// <param name="path">Where.</param>
    /// <param name="before">What stood there after each earlier layer, nearest first; null where nothing did.</param>
    /// <param name="isKey">Whether it is the value of a key: a null item of a list only holds a place.</param>
    private static IEnumerable<TracedValue> Leaves(YamlNode node, ImmutableArray<PathStep> path, ImmutableArray<YamlNode?> before, bool isKey) => node switch
    {
        YamlMap { Count: > 0 } map => map.Entries.SelectMany(entry =>
            Leaves(entry.Value, path.Add(new PathStep.Key(entry.Key)), ValuesOf(before, entry.Key), isKey: true)),
        YamlList list when CountWithDropped(list, before) is > 0 and var count => Enumerable.Range(0, count).SelectMany(index => Items(list, index, path, before)),
        _ => [Leaf(node, path, before, isKey)],
    };

    private static IEnumerable<TracedValue> Items(YamlList list, int index, ImmutableArray<PathStep> path, ImmutableArray<YamlNode?> before)
    {
        var itemPath = path.Add(new PathStep.Index(index));
        ImmutableArray<YamlNode?> items = [.. before.Select(node => node is YamlList earlier && index < earlier.Count ? earlier[index] : null)];
        return index < list.Count
            ? Leaves(list[index], itemPath, items, isKey: false)
            : [new TracedValue(itemPath, TracedState.Dropped, list, Overridden(list, items))];
    }

    private static int CountWithDropped(YamlList list, ImmutableArray<YamlNode?> before) =>
        before.OfType<YamlList>().Select(earlier => earlier.Count).Append(list.Count).Max();

    private static ImmutableArray<YamlNode?> ValuesOf(ImmutableArray<YamlNode?> before, string key) => [.. before.Select(node => node?.Find(key))];

    private static TracedValue Leaf(YamlNode node, ImmutableArray<PathStep> path, ImmutableArray<YamlNode?> before, bool isKey)
    {
        var overridden = Overridden(node, before);
        var state = node is not YamlNull || !isKey ? TracedState.Set : overridden.IsEmpty ? TracedState.Declared : TracedState.Deleted;
        return new TracedValue(path, state, node, overridden);
    }

    private static ImmutableArray<YamlNode> Overridden(YamlNode node, ImmutableArray<YamlNode?> before)
    {
        var chain = ImmutableArray.CreateBuilder<YamlNode>();
        foreach (var earlier in before.OfType<YamlNode>())
        {
            if (!IsContinued(earlier, chain.Count == 0 ? node : chain[^1]))
            {
                chain.Add(earlier);
            }
        }

        return chain.ToImmutable();
    }

    /// <summary>Whether the later node is the earlier one, carried on or with more merged into it: both cases override nothing.</summary>
    private static bool IsContinued(YamlNode earlier, YamlNode later) => (earlier, later) switch
    {
        (YamlMap, YamlMap) => true,
        (YamlList, YamlList) => earlier.Origin == later.Origin,
        _ => earlier.Origin == later.Origin && YamlNode.DeepEquals(earlier, later),
    };
}
