using System.Collections.Immutable;
using PackMan.Yaml;

namespace PackMan.Values;

/// <summary>Names the key by which the items of a list are matched when two layers hold it; null when the later list replaces the earlier.</summary>
/// <param name="path">The map keys down to the list; items of matched lists add nothing.</param>
public delegate string? ListMergeKey(ImmutableArray<string> path);

/// <summary>
/// Merges layers of values: maps merge, everything else replaces. A null replaces too and stays, because a deleted key is
/// still a declared one.
/// </summary>
public static class ValuesMerger
{
    /// <summary>The defaults with what was supplied on top; keys keep the order of the defaults, new ones follow.</summary>
    public static YamlMap Merge(YamlMap defaults, YamlMap supplied, ListMergeKey? listMergeKey = null) =>
        MergeMaps(defaults, supplied, [], listMergeKey);

    private static YamlMap MergeMaps(YamlMap earlier, YamlMap later, ImmutableArray<string> path, ListMergeKey? listMergeKey)
    {
        var entries = ImmutableArray.CreateBuilder<KeyValuePair<string, YamlNode>>(earlier.Count + later.Count);
        foreach (var (key, value) in earlier.Entries)
        {
            entries.Add(KeyValuePair.Create(key, later.Find(key) is { } over ? MergeNodes(value, over, path.Add(key), listMergeKey) : value));
        }

        entries.AddRange(later.Entries.Where(entry => !earlier.ContainsKey(entry.Key)));
        return new YamlMap(entries.ToImmutable(), earlier.Origin ?? later.Origin);
    }

    private static YamlNode MergeNodes(YamlNode earlier, YamlNode later, ImmutableArray<string> path, ListMergeKey? listMergeKey) =>
        (earlier, later) switch
        {
            (YamlMap a, YamlMap b) => MergeMaps(a, b, path, listMergeKey),
            (YamlList a, YamlList b) when listMergeKey?.Invoke(path) is { } key => MergeLists(a, b, key, path, listMergeKey),
            _ => later,
        };

    private static YamlList MergeLists(YamlList earlier, YamlList later, string key, ImmutableArray<string> path, ListMergeKey listMergeKey)
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
                items[index] = MergeNodes(items[index], item, path, listMergeKey);
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
