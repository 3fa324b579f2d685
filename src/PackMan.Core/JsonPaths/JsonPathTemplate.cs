using System.Collections.Immutable;
using System.Text;
using PackMan.Yaml;

namespace PackMan.JsonPaths;

/// <summary>A template of `kubectl -o jsonpath` (https://kubernetes.io/docs/reference/kubectl/jsonpath/).</summary>
public sealed class JsonPathTemplate
{
    private readonly string _text;
    private readonly ImmutableArray<JsonPathPart> _parts;

    private JsonPathTemplate(string text, ImmutableArray<JsonPathPart> parts) => (_text, _parts) = (text, parts);

    /// <param name="text">A template, or a bare path such as `.image.tag`.</param>
    /// <exception cref="JsonPathException">The text is no template.</exception>
    public static JsonPathTemplate Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var template = text.Contains('{', StringComparison.Ordinal) ? text : $"{{{(text.StartsWith('.') || text.StartsWith('$') ? "" : ".")}{text}}}";
        return new JsonPathTemplate(text, new JsonPathParser(new JsonPathScanner(text, template)).ReadTemplate());
    }

    /// <summary>What the template prints of a tree: strings as they are, maps and lists as JSON with sorted keys, several nodes with a blank between them.</summary>
    /// <exception cref="JsonPathException">It asks for what is not there.</exception>
    public string Print(YamlNode root)
    {
        ArgumentNullException.ThrowIfNull(root);
        var output = new StringBuilder();
        Print(_parts, new JsonPathSearch(_text, root), root, output);
        return output.ToString();
    }

    private static void Print(ImmutableArray<JsonPathPart> parts, JsonPathSearch search, YamlNode node, StringBuilder output)
    {
        foreach (var part in parts)
        {
            switch (part)
            {
                case JsonPathPart.Text text:
                    output.Append(text.Value);
                    break;
                case JsonPathPart.Print print:
                    output.AppendJoin(' ', search.Find(print.Query, node).Select(Show));
                    break;
                case JsonPathPart.Range range:
                    foreach (var item in search.Find(range.Query, node))
                    {
                        Print(range.Body, search, item, output);
                    }

                    break;
            }
        }
    }

    private static string Show(YamlNode node) => node is YamlMap or YamlList ? JsonText.Write(Sorted(node)) : node.ToString() ?? "";

    // As kubectl and Helm print maps.
    private static YamlNode Sorted(YamlNode node) => node switch
    {
        YamlMap map => YamlMap.Of(map.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => KeyValuePair.Create(entry.Key, Sorted(entry.Value)))),
        YamlList list => YamlList.Of(list.Items.Select(Sorted)),
        _ => node,
    };
}
