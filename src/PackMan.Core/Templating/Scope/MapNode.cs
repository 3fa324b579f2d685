using System.Collections;
using System.Diagnostics.CodeAnalysis;
using PackMan.Templating.Tracing;
using PackMan.Values;
using PackMan.Yaml;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;

namespace PackMan.Templating.Scope;

/// <summary>
/// A map of values as templates see it. It cannot be changed. In the tree of values a null marks a key as declared but without
/// a value: reading it gives null, and whole-map uses (output, loops, sizes) leave it out.
/// </summary>
internal sealed class MapNode(YamlMap map, bool isDeclaring = false, TraceOf? trace = null) : IScriptObject, IDictionary<string, object?>, IEnumerable
{
    private YamlMap? _visible;

    /// <summary>All keys, declared ones included.</summary>
    public YamlMap Declared => map;

    public bool IsDeclaring => isDeclaring;

    /// <summary>Where it came from; null in ordinary renderings.</summary>
    public TraceOf? Trace => trace;

    /// <summary>The map as it is written.</summary>
    public YamlMap Visible => _visible ??= isDeclaring ? WithoutNulls(map) : map;

    public int Count => Visible.Count;

    public bool IsReadOnly
    {
        get => true;
        set { }
    }

    public ICollection<string> Keys => [.. Visible.Keys];

    public ICollection<object?> Values => [.. Visible.Entries.Select(entry => FromVisible(entry.Key, entry.Value))];

    public object? this[string key]
    {
        get => Read(key);
        set => throw ReadOnly();
    }

    public IEnumerable<string> GetMembers() => Visible.Keys;

    public bool Contains(string member) => Visible.ContainsKey(member);

    public bool ContainsKey(string key) => Visible.ContainsKey(key);

    public bool TryGetValue(TemplateContext? context, SourceSpan span, string member, out object? value) => TryGetValue(member, out value);

    public bool TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        value = Read(key);
        return map.ContainsKey(key);
    }

    public bool CanWrite(string member) => false;

    public bool TrySetValue(TemplateContext? context, SourceSpan span, string member, object? value, bool readOnly) => false;

    public bool Remove(string member) => false;

    public void SetReadOnly(string member, bool readOnly)
    {
    }

    public IScriptObject Clone(bool deep) => this;

    public bool Contains(KeyValuePair<string, object?> item) => Equals(Read(item.Key), item.Value);

    public void CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex) =>
        Visible.Entries.Select(entry => KeyValuePair.Create(entry.Key, FromVisible(entry.Key, entry.Value))).ToArray().CopyTo(array, arrayIndex);

    public void Add(string key, object? value) => throw ReadOnly();

    public void Add(KeyValuePair<string, object?> item) => throw ReadOnly();

    public void Clear() => throw ReadOnly();

    public bool Remove(KeyValuePair<string, object?> item) => throw ReadOnly();

    IEnumerator<KeyValuePair<string, object?>> IEnumerable<KeyValuePair<string, object?>>.GetEnumerator() =>
        Visible.Entries.Select(entry => KeyValuePair.Create(entry.Key, FromVisible(entry.Key, entry.Value))).GetEnumerator();

    /// <summary>What a loop sees: entries with `key` and `value`.</summary>
    IEnumerator IEnumerable.GetEnumerator() =>
        Visible.Entries.Select(entry => EntryOf(entry.Key, FromVisible(entry.Key, entry.Value))).GetEnumerator();

    /// <summary>Maps are equal when they hold the same values, in any order.</summary>
    public override bool Equals(object? obj) => obj is MapNode other && YamlNode.DeepEquals(Visible, other.Visible);

    public override int GetHashCode() => Visible.Count;

    // The key is what the value's entry says too.
    private EntryNode EntryOf(string key, object? value) =>
        new(trace is null ? key : (string?)trace.Trace.Made(key, trace.Trace.Find(value) ?? trace.Reads) ?? key, value);

    private static NotSupportedException ReadOnly() => new("Values cannot be changed");

    private object? Read(string key) => map.Find(key) is { } node ? FromVisible(key, node) : null;

    private object? FromVisible(string key, YamlNode node) =>
        trace is null ? ScriptValue.FromYaml(node, isDeclaring) : trace.Read(new PathStep.Key(key), node, isDeclaring);

    // A null in a list is an item and not a mark: lists are replaced as a whole when values are merged.
    private static YamlMap WithoutNulls(YamlMap map) => new(
        [
            .. map.Entries
                .Where(entry => entry.Value is not YamlNull)
                .Select(entry => entry.Value is YamlMap child ? KeyValuePair.Create<string, YamlNode>(entry.Key, WithoutNulls(child)) : entry),
        ],
        map.Origin);
}
