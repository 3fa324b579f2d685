using PackMan.Sandbox.FieldPaths;
using PackMan.Yaml;

namespace PackMan.Sandbox.Ownership;

/// <summary>`metadata.managedFields` of an object, decoded. Mutable: it lives for one request.</summary>
internal sealed class ManagedFields
{
    public Dictionary<FieldOwner, OwnedFields> Owners { get; } = [];

    public bool IsEmpty => Owners.Count == 0;

    public IEnumerable<KeyValuePair<FieldOwner, OwnedFields>> Ordered => Owners.OrderBy(pair => pair.Key.SortKey, StringComparer.Ordinal);

    /// <summary>Null when an entry is malformed.</summary>
    public static ManagedFields? TryDecode(YamlNode? node)
    {
        var managed = new ManagedFields();
        foreach (var item in (node as YamlList)?.Items ?? [])
        {
            if (item.FindString("operation") is not ("Apply" or "Update")
                || item.FindString("fieldsType") != "FieldsV1"
                || item.FindString("apiVersion") is not { Length: > 0 } version
                || FieldsV1.TryDecode(item.Find("fieldsV1") as YamlMap ?? YamlMap.Empty) is not { } fields)
            {
                return null;
            }

            var (manager, subresource) = (item.FindString("manager") ?? "", item.FindString("subresource") ?? "");
            var owner = item.FindString("operation") == "Apply"
                ? FieldOwner.Applier(manager, subresource)
                : FieldOwner.Updater(manager, version, subresource);
            managed.Owners[owner] = new OwnedFields(fields, version, item.FindString("time"));
        }

        return managed;
    }

    /// <summary>The entries in the server's order: operation, time, manager, version, subresource.</summary>
    public YamlList Encode() => YamlList.Of(Owners
        .OrderBy(pair => pair.Key.IsApply ? 0 : 1)
        .ThenBy(pair => pair.Value.Time ?? "", StringComparer.Ordinal)
        .ThenBy(pair => pair.Key.Manager, StringComparer.Ordinal)
        .ThenBy(pair => pair.Value.ApiVersion, StringComparer.Ordinal)
        .ThenBy(pair => pair.Key.Subresource, StringComparer.Ordinal)
        .Select(pair => EncodeEntry(pair.Key, pair.Value)));

    private static YamlMap EncodeEntry(FieldOwner owner, OwnedFields owned)
    {
        var entry = new List<KeyValuePair<string, YamlNode>>
        {
            Text("apiVersion", owned.ApiVersion),
            Text("fieldsType", "FieldsV1"),
            KeyValuePair.Create<string, YamlNode>("fieldsV1", FieldsV1.Encode(owned.Fields)),
            Text("manager", owner.Manager),
            Text("operation", owner.IsApply ? "Apply" : "Update"),
        };
        if (owner.Subresource.Length > 0)
        {
            entry.Add(Text("subresource", owner.Subresource));
        }

        if (owned.Time is { } time)
        {
            entry.Add(Text("time", time));
        }

        return YamlMap.Of(entry);
    }

    private static KeyValuePair<string, YamlNode> Text(string key, string value) => KeyValuePair.Create<string, YamlNode>(key, new YamlString(value));
}
