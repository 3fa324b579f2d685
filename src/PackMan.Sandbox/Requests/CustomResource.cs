using PackMan.Sandbox.Kinds;
using PackMan.Yaml;

namespace PackMan.Sandbox.Requests;

/// <summary>
/// Custom resources as their structural schema holds them: unknown fields pruned unless the schema keeps them, defaults set, nulls
/// dropped where a default takes their place.
/// </summary>
internal static class CustomResource
{
    private static readonly HashSet<string> ObjectFields = new(StringComparer.Ordinal) { "apiVersion", "kind", "metadata" };

    public static (YamlMap Value, IReadOnlyList<string> Unknown) Normalize(KindVersion version, YamlMap value)
    {
        var unknown = new List<string>();
        if (version.OpenApi is not { } schema)
        {
            return (value, unknown);
        }

        var normal = VisitMap(value, schema, "", unknown, isObject: true);
        return (WithoutNullMetadata(normal), unknown);
    }

    private static YamlNode Visit(YamlNode value, YamlMap schema, string path, List<string> unknown) => value switch
    {
        YamlMap map => VisitMap(map, schema, path, unknown, isObject: schema.Find("x-kubernetes-embedded-resource") is YamlBoolean { Value: true }),
        YamlList list when schema.Find("items") is YamlMap items =>
            YamlList.Of(list.Items.Select((item, index) => Visit(item, items, $"{path}[{index}]", unknown))),
        _ => value,
    };

    private static YamlMap VisitMap(YamlMap map, YamlMap schema, string path, List<string> unknown, bool isObject)
    {
        var properties = schema.Find("properties") as YamlMap ?? YamlMap.Empty;
        var keepsUnknown = schema.Find("x-kubernetes-preserve-unknown-fields") is YamlBoolean { Value: true }
            || schema.Find("additionalProperties") is YamlBoolean { Value: true };
        var element = schema.Find("additionalProperties") as YamlMap;
        var entries = new List<KeyValuePair<string, YamlNode>>(map.Count);
        foreach (var (key, child) in map.Entries)
        {
            var below = path.Length == 0 ? key : $"{path}.{key}";
            if (isObject && ObjectFields.Contains(key))
            {
                entries.Add(KeyValuePair.Create(key, child));
            }
            else if ((properties.Find(key) as YamlMap ?? element) is { } type)
            {
                // A null is dropped when the field has a default and may not be null.
                var isReplaced = child is YamlNull && type.ContainsKey("default") && type.Find("nullable") is not YamlBoolean { Value: true };
                if (!isReplaced)
                {
                    entries.Add(KeyValuePair.Create(key, Visit(child, type, below, unknown)));
                }
            }
            else if (keepsUnknown)
            {
                entries.Add(KeyValuePair.Create(key, child));
            }
            else
            {
                unknown.Add(below);
            }
        }

        return WithDefaults(YamlMap.Of(entries), properties, path, unknown);
    }

    private static YamlMap WithDefaults(YamlMap map, YamlMap properties, string path, List<string> unknown)
    {
        foreach (var (key, property) in properties.Entries)
        {
            if (!map.ContainsKey(key) && property is YamlMap schema && schema.Find("default") is { } value)
            {
                map = map.With(key, Visit(value, schema, $"{path}.{key}", unknown));
            }
        }

        return map;
    }

    private static YamlMap WithoutNullMetadata(YamlMap value) => value.Find("metadata") is YamlMap metadata
        ? value.With("metadata", YamlMap.Of(metadata.Entries.Where(entry => entry.Value is not YamlNull && entry.Value is not YamlMap { Count: 0 } and not YamlList { Count: 0 })))
        : value;
}
