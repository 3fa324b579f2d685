using PackMan.KindSchemas;
using PackMan.Yaml;

namespace PackMan.Sandbox.Merging;

/// <summary>
/// Lays a configuration over a live value. Nothing is removed; where both name a leaf the configuration wins; atomic values are
/// replaced as a whole.
/// </summary>
internal static class Merger
{
    public static YamlNode? Merge(YamlNode? live, YamlNode? config, SchemaType type)
    {
        var (liveAtom, configAtom) = (type.Atom.For(live), type.Atom.For(config));
        var atom = config is null ? liveAtom : configAtom;
        if (atom.Map is { } map)
        {
            return MergeMaps(live, config, map);
        }

        return atom is { Scalar: null, List: { } list } ? MergeLists(live, config, list) : config ?? live;
    }

    private static YamlNode? MergeMaps(YamlNode? live, YamlNode? config, MapShape shape)
    {
        var (left, right) = (live as YamlMap ?? YamlMap.Empty, config as YamlMap ?? YamlMap.Empty);
        if (shape.IsAtomic || (left.Count == 0 && right.Count == 0))
        {
            return config ?? live;
        }

        var merged = new List<KeyValuePair<string, YamlNode>>(left.Count + right.Count);
        foreach (var key in left.Keys.Union(right.Keys))
        {
            var child = shape.TypeOf(key) is { } type
                ? Merge(left.Find(key), right.Find(key), type)
                : right.Find(key) ?? left.Find(key);
            if (child is not null)
            {
                merged.Add(KeyValuePair.Create(key, child));
            }
        }

        return merged.Count > 0 ? YamlMap.Of(merged) : null;
    }

    private static YamlNode? MergeLists(YamlNode? live, YamlNode? config, ListShape shape)
    {
        var (left, right) = (live as YamlList ?? YamlList.Empty, config as YamlList ?? YamlList.Empty);
        if (!shape.IsAssociative || (left.Count == 0 && right.Count == 0))
        {
            return config ?? live;
        }

        var merged = new ListMerge(left, right, shape).Run();
        return merged.Count > 0 ? YamlList.Of(merged) : null;
    }
}
