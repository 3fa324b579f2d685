using System.Collections.Immutable;
using PackMan.Templating.Scope;
using PackMan.Yaml;

namespace PackMan.Templating.Functions.Collections;

/// <summary>Maps from maps. None changes its argument: values are the same for every template of a chart.</summary>
internal static class MapFunctions
{
    /// <summary>
    /// All maps in one, at every depth; the first that has a value for a key gives it. sprig's `merge` has that order too, but takes
    /// `false`, `0` and `""` for missing (https://github.com/Masterminds/sprig/issues/134); here only null is.
    /// </summary>
    public static object? Merge(FunctionCall call)
    {
        var merged = call.Map(0);
        for (var i = 1; i < call.Count; i++)
        {
            merged = Merge(merged, call.Map(i));
        }

        return call.Tree(merged);
    }

    public static object? Pick(FunctionCall call)
    {
        var keys = Named(call);
        return call.Tree(YamlMap.Of(call.Map(0).Entries.Where(entry => keys.Contains(entry.Key))));
    }

    public static object? Omit(FunctionCall call)
    {
        var keys = Named(call);
        return call.Tree(YamlMap.Of(call.Map(0).Entries.Where(entry => !keys.Contains(entry.Key))));
    }

    public static object? Set(FunctionCall call) => call.Tree(call.Map(0).With(call.Text(1), call.Node(2)));

    public static object? Keys(FunctionCall call) => call.Tree(YamlList.Of(call.Map(0).Keys.Select(key => new YamlString(key))));

    public static object? Values(FunctionCall call) => call.Tree(YamlList.Of(call.Map(0).Entries.Select(entry => entry.Value)));

    public static object? Size(FunctionCall call) => call.Map(0).Count;

    public static object? HasKey(FunctionCall call) => call.Map(0).ContainsKey(call.Text(1));

    public static object? HasValue(FunctionCall call) => call.Map(0).Find(call.Text(1)) is not (null or YamlNull);

    /// <summary>A list of maps with `key` and `value`.</summary>
    public static object? Entries(FunctionCall call) => call.Tree(YamlList.Of(call.Map(0).Entries.Select(entry => YamlMap.Of(
        KeyValuePair.Create<string, YamlNode>("key", new YamlString(entry.Key)),
        KeyValuePair.Create("value", entry.Value)))));

    /// <summary>What <see cref="Entries"/> gave, as a map again; the last of two equal keys wins.</summary>
    public static object? FromEntries(FunctionCall call) => call.Tree(call.List(0).Items.Aggregate(YamlMap.Empty, (map, item) =>
        item is YamlMap entry && entry.Find("key") is { } key && FunctionCall.TextOf(ScriptValue.FromYaml(key)) is { } name
            ? map.With(name, entry.Find("value") ?? YamlNull.Instance)
            : throw call.Error($"`{call.Name}` takes a list of maps with `key` and `value`")));

    /// <summary>The value at a path of keys and positions, which may be missing at any step.</summary>
    public static object? Dig(FunctionCall call)
    {
        YamlNode? node = call.Node(0);
        foreach (var step in call.Node(1) is YamlList path ? path.Items : [call.Node(1)])
        {
            node = Step(call, node, step);
        }

        return node is null or YamlNull ? call.Value(2) : ScriptValue.FromYaml(node);
    }

    private static YamlNode? Step(FunctionCall call, YamlNode? node, YamlNode step) => (node, step) switch
    {
        (YamlMap map, YamlString key) => map.Find(key.Value),
        (YamlList list, YamlNumber { AsInt64: { } position }) => position >= 0 && position < list.Count ? list[(int)position] : null,
        (_, YamlString or YamlNumber) => null,
        _ => throw call.Error($"`dig` takes keys and positions as `path`, not a {step.KindName}", "Write it like `dig ['image', 'tag']`"),
    };

    private static YamlMap Merge(YamlMap first, YamlMap second)
    {
        var entries = ImmutableArray.CreateBuilder<KeyValuePair<string, YamlNode>>(first.Count + second.Count);
        foreach (var (key, value) in first.Entries)
        {
            entries.Add(KeyValuePair.Create(key, second.Find(key) is { } other ? Merge(value, other) : value));
        }

        entries.AddRange(second.Entries.Where(entry => !first.ContainsKey(entry.Key)));
        return new YamlMap(entries.ToImmutable());
    }

    private static YamlNode Merge(YamlNode first, YamlNode second) => (first, second) switch
    {
        (YamlNull, _) => second,
        (YamlMap a, YamlMap b) => Merge(a, b),
        _ => first,
    };

    // Names one by one (`pick 'a' 'b'`), as a list (`pick names`), or both.
    private static HashSet<string> Named(FunctionCall call)
    {
        var keys = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 1; i < call.Count; i++)
        {
            if (call.Value(i) is System.Collections.IList)
            {
                keys.UnionWith(call.List(i).Items.Select(item => item.ToString() ?? ""));
            }
            else
            {
                keys.Add(call.Text(i));
            }
        }

        return keys;
    }
}
