using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace PackMan.Yaml;

internal sealed partial class YamlTreeBuilder
{
    private const string MergeTag = "tag:yaml.org,2002:merge";

    private YamlMap ReadMap(MappingStart start)
    {
        Enter(start.Start, start.Style == MappingStyle.Flow);
        var map = new MapUnderConstruction();
        while (Next() is var key and not MappingEnd)
        {
            if (key is Scalar { Value: "<<" } merge && IsMerge(merge))
            {
                RefuseTabIndentation(key);
                Merge(map, merge);
            }
            else
            {
                ReadEntry(map, key, start);
            }
        }

        Leave(start.Style == MappingStyle.Flow);
        return new YamlMap(map.ToEntries(), source.OriginAt(start.Start));
    }

    private void ReadEntry(MapUnderConstruction map, ParsingEvent keyEvent, MappingStart start)
    {
        RefuseTabbedKey(keyEvent, start);
        var node = ReadNode(keyEvent);
        var key = YamlKey.TextOf(node) ?? throw source.Error(
            $"A {node.KindName} cannot be the key of a map",
            keyEvent.Start,
            node is YamlNull ? "Write the key before the colon, in quotes if it is the word itself" : null);
        if (map.OriginOf(key) is { } first)
        {
            throw source.Error($"The map has a duplicate key `{key}`; the first one stands at {first}", keyEvent.Start, "Remove one of the two");
        }

        map.Set(key, ReadNode(Next()), source.OriginAt(keyEvent.Start));
    }

    private void Merge(MapUnderConstruction map, Scalar key)
    {
        var from = ReadNode(Next());
        IEnumerable<YamlNode> sources = from is YamlList list ? list.Items : [from];
        foreach (var merged in sources)
        {
            if (merged is not YamlMap other)
            {
                throw source.Error(
                    $"The merge key `<<` takes a map or a list of maps, not a {merged.KindName}", key.Start, "Quote `<<` if the key itself is meant");
            }

            Count(key.Start, other.Count, 0);
            map.SetMerged(other);
        }
    }

    private void RefuseTabbedKey(ParsingEvent key, MappingStart start)
    {
        var prefix = start.Style == MappingStyle.Flow ? [] : source.PrefixIfTabs(key.Start);
        if (prefix.Contains('\t') && prefix.Trim(" \t-?").IsEmpty)
        {
            throw source.TabError((int)key.Start.Line);
        }
    }

    private static bool IsMerge(Scalar key) => key.Tag.IsEmpty ? key.IsPlainImplicit : !key.Tag.IsNonSpecific && key.Tag.Value == MergeTag;

    /// <summary>Entries in their order; those of a merge give way to the map's own, wherever either stands.</summary>
    private sealed class MapUnderConstruction
    {
        private readonly List<KeyValuePair<string, YamlNode>> _entries = [];
        private readonly Dictionary<string, int> _positions = new(StringComparer.Ordinal);
        private readonly Dictionary<string, Origin> _own = new(StringComparer.Ordinal);

        public Origin? OriginOf(string key) => _own.GetValueOrDefault(key);

        public void Set(string key, YamlNode value, Origin origin)
        {
            _own.Add(key, origin);
            var entry = KeyValuePair.Create(key, value);
            if (_positions.TryGetValue(key, out var position))
            {
                _entries[position] = entry;
                return;
            }

            _positions.Add(key, _entries.Count);
            _entries.Add(entry);
        }

        public void SetMerged(YamlMap other)
        {
            foreach (var entry in other.Entries)
            {
                if (_positions.TryAdd(entry.Key, _entries.Count))
                {
                    _entries.Add(entry);
                }
            }
        }

        public ImmutableArray<KeyValuePair<string, YamlNode>> ToEntries() => [.. _entries];
    }
}
