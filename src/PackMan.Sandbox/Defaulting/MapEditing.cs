using PackMan.Yaml;

namespace PackMan.Sandbox.Defaulting;

/// <summary>Small changes of immutable maps.</summary>
internal static class MapEditing
{
    /// <summary>Sets a value where nothing is; maps missing on the way are made.</summary>
    public static YamlMap Default(this YamlMap map, YamlNode value, params ReadOnlySpan<string> path) =>
        map.Find(path) is null ? map.WithPath(path, value) : map;

    /// <summary>The same for a string, of which the empty one is as good as none.</summary>
    public static YamlMap Default(this YamlMap map, string value, params ReadOnlySpan<string> path) =>
        map.Find(path) is null or YamlString { Value: "" } ? map.WithPath(path, new YamlString(value)) : map;

    public static YamlMap Default(this YamlMap map, int value, params ReadOnlySpan<string> path) => map.Default(new YamlNumber(value), path);

    public static YamlMap Default(this YamlMap map, bool value, params ReadOnlySpan<string> path) => map.Default(new YamlBoolean(value), path);

    /// <summary>Changes the map at a path; does nothing where there is none.</summary>
    public static YamlMap Edit(this YamlMap map, Func<YamlMap, YamlMap> change, params ReadOnlySpan<string> path)
    {
        if (map.Find(path) is not YamlMap inner)
        {
            return map;
        }

        var changed = change(inner);
        return ReferenceEquals(changed, inner) ? map : map.WithPath(path, changed);
    }

    /// <summary>Changes every map in the list at a path.</summary>
    public static YamlMap EditItems(this YamlMap map, Func<YamlMap, YamlMap> change, params ReadOnlySpan<string> path) =>
        map.Find(path) is YamlList { Count: > 0 } list
            ? map.WithPath(path, YamlList.Of(list.Items.Select(item => item is YamlMap inner ? change(inner) : item)))
            : map;

    public static IReadOnlyList<YamlNode> ItemsAt(this YamlNode node, params ReadOnlySpan<string> path) =>
        node.Find(path) is YamlList list ? list.Items : [];

    public static long? NumberAt(this YamlNode node, params ReadOnlySpan<string> path) => (node.Find(path) as YamlNumber)?.AsInt64;

    public static bool IsTrueAt(this YamlNode node, params ReadOnlySpan<string> path) => node.Find(path) is YamlBoolean { Value: true };
}
