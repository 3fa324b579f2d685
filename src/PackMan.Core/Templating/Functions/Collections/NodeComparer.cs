using PackMan.Yaml;

namespace PackMan.Templating.Functions.Collections;

/// <summary>Compares nodes as values, so that a set of them finds equals without comparing each with each.</summary>
internal sealed class NodeComparer : IEqualityComparer<YamlNode>
{
    public static NodeComparer Instance { get; } = new();

    public bool Equals(YamlNode? left, YamlNode? right) => YamlNode.DeepEquals(left, right);

    // The order of a map's keys does not count, hence a sum there.
    public int GetHashCode(YamlNode node) => node switch
    {
        YamlMap map => map.Entries.Aggregate(map.Count, (sum, entry) => unchecked(sum + HashCode.Combine(entry.Key, GetHashCode(entry.Value)))),
        YamlList list => list.Items.Aggregate(list.Count, (hash, item) => HashCode.Combine(hash, GetHashCode(item))),
        YamlString text => text.Value.GetHashCode(StringComparison.Ordinal),
        YamlNumber number => number.Json.GetHashCode(StringComparison.Ordinal),
        YamlBoolean boolean => boolean.Value ? 1 : 2,
        _ => 0,
    };
}
