using System.Text;
using PackMan.Yaml;

namespace PackMan.Schemas;

/// <summary>Equality as JSON Schema means it: `1.0` is `1`, the order of keys does not count.</summary>
internal static class SchemaEquality
{
    /// <summary>A text that is the same for equal trees, and only for them.</summary>
    public static string Canonical(YamlNode node)
    {
        var text = new StringBuilder();
        Append(text, node);
        return text.ToString();
    }

    private static void Append(StringBuilder text, YamlNode node)
    {
        switch (node)
        {
            case YamlMap map:
                text.Append('{');
                foreach (var (key, value) in map.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal))
                {
                    Append(text, new YamlString(key));
                    Append(text.Append(':'), value);
                    text.Append(',');
                }

                text.Append('}');
                break;
            case YamlList list:
                text.Append('[');
                foreach (var item in list.Items)
                {
                    Append(text, item);
                    text.Append(',');
                }

                text.Append(']');
                break;
            case YamlString value:
                text.Append('"').Append(value.Value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)).Append('"');
                break;
            default:
                text.Append(node is YamlNumber number && SchemaNumber.Of(number) is { } exact ? exact.ToString() : node.ToString());
                break;
        }
    }
}
