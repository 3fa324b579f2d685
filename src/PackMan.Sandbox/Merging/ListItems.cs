using PackMan.KindSchemas;
using PackMan.Sandbox.FieldPaths;
using PackMan.Yaml;

namespace PackMan.Sandbox.Merging;

/// <summary>How an item of an associative list is named in a path.</summary>
internal static class ListItems
{
    /// <summary>The item's path element, or the sentence that says why it has none (in the server's words).</summary>
    public static (PathElement? Element, string Error) ElementOf(ListShape list, YamlNode item) =>
        list.Keys.Count > 0 ? ByKeys(list, item) : ByValue(item);

    /// <summary>Path elements of all items; those without one are left out.</summary>
    public static List<PathElement> ElementsOf(ListShape list, YamlList? items)
    {
        var elements = new List<PathElement>(items?.Count ?? 0);
        foreach (var item in items?.Items ?? [])
        {
            if (ElementOf(list, item).Element is { } element)
            {
                elements.Add(element);
            }
        }

        return elements;
    }

    private static (PathElement? Element, string Error) ByKeys(ListShape list, YamlNode item)
    {
        if (item is not YamlMap map)
        {
            return (null, item is YamlNull
                ? "associative list with keys may not have a null element"
                : "associative list with keys may not have non-map elements");
        }

        var keys = new List<KeyValuePair<string, YamlNode>>();
        var fields = list.Element.Atom.Map?.Fields;
        foreach (var key in list.Keys)
        {
            if ((map.Find(key) ?? (fields?.GetValueOrDefault(key)?.Default)) is { } value)
            {
                keys.Add(KeyValuePair.Create(key, value));
            }
        }

        var names = string.Join(' ', list.Keys.Select(key => $"\"{key}\""));
        return keys.Count > 0
            ? (PathElement.OfKeys(keys), "")
            : (null, $"associative list with keys has an element that omits all key fields [{names}] (and doesn't have default values for any key fields)");
    }

    private static (PathElement? Element, string Error) ByValue(YamlNode item) => item switch
    {
        YamlMap => (null, "associative list without keys has an element that's a map type"),
        YamlList => (null, "not supported: associative list with lists as elements"),
        YamlNull => (null, "associative list without keys has an element that's an explicit null"),
        _ => (PathElement.OfValue(item), ""),
    };
}
