using System.Collections.Immutable;
using PackMan.Yaml;

namespace PackMan.Values;

/// <summary>
/// Merges layers of values: maps merge, everything else replaces, unless a schema says otherwise. A null replaces too and stays,
/// because a deleted key is still a declared one.
/// </summary>
public static class ValuesMerger
{
    /// <summary>The defaults with what was supplied on top; keys keep the order of the defaults, new ones follow.</summary>
    public static YamlMap Merge(YamlMap defaults, YamlMap supplied, MergeRules? rules = null) =>
        MergeMaps(defaults, supplied, [], rules);

    private static YamlMap MergeMaps(YamlMap earlier, YamlMap later, ImmutableArray<string> path, MergeRules? rules)
    {
        var entries = ImmutableArray.CreateBuilder<KeyValuePair<string, YamlNode>>(earlier.Count + later.Count);
        foreach (var (key, value) in earlier.Entries)
        {
            entries.Add(KeyValuePair.Create(key, later.Find(key) is { } over ? MergeNodes(value, over, path.Add(key), rules) : value));
        }

        entries.AddRange(later.Entries.Where(entry => !earlier.ContainsKey(entry.Key)));
        return new YamlMap(entries.ToImmutable(), earlier.Origin ?? later.Origin);
    }

    private static YamlNode MergeNodes(YamlNode earlier, YamlNode later, ImmutableArray<string> path, MergeRules? rules) =>
        (earlier, later, earlier is YamlMap or YamlList ? rules?.Invoke(path) : null) switch
        {
            (YamlMap, YamlMap, MergeRule.Replace) => later,
            (YamlMap a, YamlMap b, _) => MergeMaps(a, b, path, rules),
            (YamlList a, YamlList b, MergeRule.ByKey { Key: var key }) => MergeLists(a, b, key, path, rules),
            (YamlList a, YamlList b, MergeRule.Append) => new YamlList([.. a.Items, .. b.Items], a.Origin),
            _ => later,
        };

    private static YamlList MergeLists(YamlList earlier, YamlList later, string key, ImmutableArray<string> path, MergeRules? rules)
    {
        var items = earlier.Items.ToBuilder();
        foreach (var item in later.Items)
        {
            var name = item.Find(key);
            var index = name is null ? -1 : IndexOf(items, key, name);
            if (index < 0)
            {
                items.Add(item);
            }
            else
            {
                items[index] = MergeNodes(items[index], item, path, rules);
            }
        }

        return new YamlList(items.ToImmutable(), earlier.Origin);
    }

    private static int IndexOf(ImmutableArray<YamlNode>.Builder items, string key, YamlNode name)
    {
        for (var i = 0; i < items.Count; i++)
        {
            if (YamlNode.DeepEquals(items[i].Find(key), name))
            {
                return i;
            }
        }

        return -1;
    }
}
