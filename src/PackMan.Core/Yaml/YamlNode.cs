namespace PackMan.Yaml;

/// <summary>
/// An immutable node of a YAML or JSON tree that keeps the order and the digits of its source. Values, manifests, live objects
/// and the sandbox's store all speak this one type.
/// </summary>
public abstract class YamlNode
{
    private protected YamlNode(Origin? origin) => Origin = origin;

    /// <summary>Where this node was read or set; null for nodes that were computed or came from the API server.</summary>
    public Origin? Origin { get; }

    /// <summary>What a user calls this kind of node: `map`, `list`, `string`, `number`, `boolean` or `null`.</summary>
    public abstract string KindName { get; }

    /// <summary>The size of the tree, counted when it is first asked for.</summary>
    internal virtual TreeMeasure Measure => TreeMeasure.Scalar;

    public abstract YamlNode WithOrigin(Origin? origin);

    /// <summary>The node at a path of map keys below this one; null when a key is missing or something on the way is no map.</summary>
    public YamlNode? Find(params ReadOnlySpan<string> path)
    {
        var node = this;
        foreach (var key in path)
        {
            if (node is not YamlMap map || map.Find(key) is not { } child)
            {
                return null;
            }

            node = child;
        }

        return node;
    }

    /// <summary>The text of the string at a path; null when it is absent or no string.</summary>
    public string? FindString(params ReadOnlySpan<string> path) => (Find(path) as YamlString)?.Value;

    /// <summary>
    /// Whether both trees are the same value: maps compare without order, lists with it, numbers by their JSON form,
    /// origins not at all.
    /// </summary>
    public static bool DeepEquals(YamlNode? left, YamlNode? right) => (left, right) switch
    {
        (null, null) => true,
        (YamlMap a, YamlMap b) => a.Count == b.Count && a.All(entry => DeepEquals(entry.Value, b.Find(entry.Key))),
        (YamlList a, YamlList b) => a.Count == b.Count && a.Zip(b).All(pair => DeepEquals(pair.First, pair.Second)),
        (YamlString a, YamlString b) => a.Value == b.Value,
        (YamlNumber a, YamlNumber b) => a.Json == b.Json,
        (YamlBoolean a, YamlBoolean b) => a.Value == b.Value,
        (YamlNull, YamlNull) => true,
        _ => false,
    };
}
