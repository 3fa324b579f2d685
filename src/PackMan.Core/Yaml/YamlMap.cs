using System.Collections;
using System.Collections.Immutable;

namespace PackMan.Yaml;

/// <summary>A map with string keys in the order of its source. Changing operations return a new map.</summary>
public sealed class YamlMap : YamlNode, IReadOnlyCollection<KeyValuePair<string, YamlNode>>
{
    // Most maps of a manifest have a handful of keys, for which a scan beats a dictionary and its memory.
    private const int ScanLimit = 8;

    private readonly Dictionary<string, int>? _index;
    private TreeMeasure? _measure;

    /// <exception cref="ArgumentException">A key occurs twice.</exception>
    public YamlMap(ImmutableArray<KeyValuePair<string, YamlNode>> entries, Origin? origin = null)
        : base(origin)
    {
        Entries = entries;
        _index = entries.Length > ScanLimit ? BuildIndex(entries) : null;
    }

    public static YamlMap Empty { get; } = new([]);

    public ImmutableArray<KeyValuePair<string, YamlNode>> Entries { get; }

    public int Count => Entries.Length;

    public IEnumerable<string> Keys => Entries.Select(entry => entry.Key);

    public override string KindName => "map";

    internal override TreeMeasure Measure => _measure ??= TreeMeasure.Of(Entries.Select(entry => entry.Value));

    public static YamlMap Of(params IEnumerable<KeyValuePair<string, YamlNode>> entries) => new([.. entries]);

    /// <summary>A map of strings, as labels and annotations are.</summary>
    public static YamlMap OfStrings(IEnumerable<KeyValuePair<string, string>> entries) =>
        new([.. entries.Select(entry => KeyValuePair.Create<string, YamlNode>(entry.Key, new YamlString(entry.Value)))]);

    /// <summary>The node under a key; null when the key is absent.</summary>
    public YamlNode? Find(string key)
    {
        var index = IndexOf(key);
        return index < 0 ? null : Entries[index].Value;
    }

    public bool ContainsKey(string key) => IndexOf(key) >= 0;

    /// <summary>This map with a key set: in its place when it is known, else at the end.</summary>
    public YamlMap With(string key, YamlNode value)
    {
        var entry = KeyValuePair.Create(key, value);
        var index = IndexOf(key);
        return new YamlMap(index < 0 ? Entries.Add(entry) : Entries.SetItem(index, entry), Origin);
    }

    /// <summary>This map with the node at a path set; maps missing on the way are made, anything else on the way is replaced.</summary>
    public YamlMap WithPath(ReadOnlySpan<string> path, YamlNode value)
    {
        var key = path[0];
        return path.Length == 1
            ? With(key, value)
            : With(key, (Find(key) as YamlMap ?? Empty).WithPath(path[1..], value));
    }

    public YamlMap Without(string key)
    {
        var index = IndexOf(key);
        return index < 0 ? this : new YamlMap(Entries.RemoveAt(index), Origin);
    }

    /// <summary>This map without the node at a path; maps that become empty stay.</summary>
    public YamlMap WithoutPath(params ReadOnlySpan<string> path)
    {
        var key = path[0];
        return path.Length == 1
            ? Without(key)
            : Find(key) is YamlMap child ? With(key, child.WithoutPath(path[1..])) : this;
    }

    public override YamlNode WithOrigin(Origin? origin) => new YamlMap(Entries, origin);

    IEnumerator<KeyValuePair<string, YamlNode>> IEnumerable<KeyValuePair<string, YamlNode>>.GetEnumerator() =>
        ((IEnumerable<KeyValuePair<string, YamlNode>>)Entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable)Entries).GetEnumerator();

    private int IndexOf(string key)
    {
        if (_index is not null)
        {
            return _index.GetValueOrDefault(key, -1);
        }

        for (var i = 0; i < Entries.Length; i++)
        {
            if (Entries[i].Key == key)
            {
                return i;
            }
        }

        return -1;
    }

    private static Dictionary<string, int> BuildIndex(ImmutableArray<KeyValuePair<string, YamlNode>> entries)
    {
        var index = new Dictionary<string, int>(entries.Length, StringComparer.Ordinal);
        for (var i = 0; i < entries.Length; i++)
        {
            index.Add(entries[i].Key, i);
        }

        return index;
    }
}
