using PackMan.KindSchemas;
using PackMan.Sandbox.FieldPaths;
using PackMan.Yaml;

namespace PackMan.Sandbox.Merging;

/// <summary>Takes a set of fields and list items out of a value (`RemoveItems` of structured-merge-diff).</summary>
internal static class Remover
{
    /// <summary>The rest; null when nothing is left of it, or it was atomic.</summary>
    public static YamlNode? Remove(YamlNode value, FieldSet fields, SchemaType? type)
    {
        var atom = (type ?? SchemaCatalog.BuiltIn.Deduced).Atom.For(value);
        if (atom.Map is { } map)
        {
            return value is YamlMap { Count: > 0 } entries && !map.IsAtomic ? RemoveFrom(entries, fields, map) : null;
        }

        if (atom is { Scalar: null, List: { } list })
        {
            return value is YamlList { Count: > 0 } items && list.IsAssociative ? RemoveFrom(items, fields, list) : null;
        }

        return value;
    }

    private static YamlMap? RemoveFrom(YamlMap map, FieldSet fields, MapShape shape)
    {
        var rest = new List<KeyValuePair<string, YamlNode>>(map.Count);
        foreach (var (key, value) in map.Entries)
        {
            var element = PathElement.OfField(key);
            if (fields.HasMember(element))
            {
                continue;
            }

            var kept = fields.Below(element) is { IsEmpty: false } below ? Remove(value, below, shape.TypeOf(key)) : value;

            // The server's map then holds a null, which no built-in type writes and custom resources prune.
            if (kept is not null)
            {
                rest.Add(KeyValuePair.Create(key, kept));
            }
        }

        return rest.Count > 0 ? YamlMap.Of(rest) : null;
    }

    private static YamlList? RemoveFrom(YamlList list, FieldSet fields, ListShape shape)
    {
        var rest = new List<YamlNode>(list.Count);
        foreach (var item in list.Items)
        {
            var element = ListItems.ElementOf(shape, item).Element;
            if (element is not null && fields.HasMember(element))
            {
                continue;
            }

            var below = element is null ? null : fields.Below(element);
            var kept = below is { IsEmpty: false } ? Remove(item, below, shape.Element) : item;
            rest.Add(kept ?? YamlNull.Instance);
        }

        return rest.Count > 0 ? YamlList.Of(rest) : null;
    }
}
