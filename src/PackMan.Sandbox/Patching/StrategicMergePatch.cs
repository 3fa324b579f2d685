using PackMan.KindSchemas;
using PackMan.Sandbox.Requests;
using PackMan.Yaml;

namespace PackMan.Sandbox.Patching;

/// <summary>
/// Strategic merge patch: a merge patch that merges the lists whose type says so, by one key or as sets, and knows `$patch`,
/// `$deleteFromPrimitiveList`, `$setElementOrder` and `$retainKeys`.
/// </summary>
internal static class StrategicMergePatch
{
    private const string Directive = "$patch";
    private const string DeleteFromList = "$deleteFromPrimitiveList/";

    public static YamlNode Apply(YamlMap target, YamlMap patch, SchemaType type) => MergeMap(target, patch, type);

    private static YamlMap MergeMap(YamlMap target, YamlMap patch, SchemaType? type)
    {
        switch (patch.FindString(Directive))
        {
            case "replace":
                return patch.Without(Directive);
            case "delete":
                return YamlMap.Empty;
            default:
                break;
        }

        var shape = type?.Atom.Map;
        foreach (var (key, change) in patch.Entries)
        {
            target = key switch
            {
                Directive => target,
                "$retainKeys" => Retain(target, change),
                _ when key.StartsWith(DeleteFromList, StringComparison.Ordinal) => RemoveItems(target, key[DeleteFromList.Length..], change),
                _ when key.StartsWith("$setElementOrder/", StringComparison.Ordinal) => target,
                _ => MergeField(target, key, change, shape),
            };
        }

        return target;
    }

    private static YamlMap MergeField(YamlMap target, string key, YamlNode change, MapShape? shape)
    {
        var field = shape?.Fields.GetValueOrDefault(key);
        var type = shape?.TypeOf(key);
        return change switch
        {
            YamlNull => target.Without(key),
            YamlMap map => target.With(key, MergeMap(target.Find(key) as YamlMap ?? YamlMap.Empty, map, type)),
            YamlList list when field is { MergesOnPatch: true } => target.With(key, MergeList(target.Find(key) as YamlList ?? YamlList.Empty, list, field)),
            _ => target.With(key, change),
        };
    }

    private static YamlList MergeList(YamlList target, YamlList patch, SchemaField field)
    {
        if (field.MergeKey is not { } key)
        {
            return YamlList.Of(target.Items.Concat(patch.Items.Where(item => !target.Items.Any(old => YamlNode.DeepEquals(old, item)))));
        }

        if (patch.Items.Any(item => item is YamlMap map && map.FindString(Directive) == "replace"))
        {
            return YamlList.Of(patch.Items.Where(item => item is not YamlMap map || !map.ContainsKey(Directive)));
        }

        var items = target.Items.ToList();
        var added = new List<YamlNode>();
        foreach (var item in patch.Items)
        {
            if (item is not YamlMap change || change.Find(key) is not { } keyValue)
            {
                throw StatusException.BadRequest($"map: {JsonText.Write(item)} does not contain declared merge key: {key}");
            }

            var at = items.FindIndex(old => YamlNode.DeepEquals(old.Find(key), keyValue));
            if (change.FindString(Directive) == "delete")
            {
                items.RemoveAll(old => YamlNode.DeepEquals(old.Find(key), keyValue));
            }
            else if (at >= 0)
            {
                items[at] = MergeMap((YamlMap)items[at], change, field.Type.Atom.List?.Element);
            }
            else
            {
                added.Add(change);
            }
        }

        return YamlList.Of(items.Concat(added));
    }

    private static YamlMap Retain(YamlMap target, YamlNode keys)
    {
        var kept = (keys as YamlList ?? YamlList.Empty).Items.OfType<YamlString>().Select(key => key.Value).ToHashSet();
        return YamlMap.Of(target.Entries.Where(entry => kept.Contains(entry.Key)));
    }

    private static YamlMap RemoveItems(YamlMap target, string key, YamlNode items)
    {
        var gone = (items as YamlList ?? YamlList.Empty).Items;
        return target.Find(key) is YamlList list
            ? target.With(key, YamlList.Of(list.Items.Where(item => !gone.Any(other => YamlNode.DeepEquals(item, other)))))
            : target;
    }
}
