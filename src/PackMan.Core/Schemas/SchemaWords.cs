using PackMan.Yaml;

namespace PackMan.Schemas;

/// <summary>How values and types are called in messages.</summary>
internal static class SchemaWords
{
    private const int ShownLength = 60;

    /// <summary>What a value is: scalars with their text, maps and lists by kind only.</summary>
    public static string Got(YamlNode node) => node switch
    {
        YamlString text => $"the string `{Short(JsonText.Write(text))}`",
        YamlNumber number => $"the number `{Short(number.Text)}`",
        YamlBoolean or YamlNull => $"`{node}`",
        _ => $"a {node.KindName}",
    };

    /// <summary>What a sensitive value is: its kind.</summary>
    public static string Hidden(YamlNode node) => $"a {node.KindName} (hidden)";

    public static string Type(string type) => type switch
    {
        "integer" => "an integer",
        "array" => "a list",
        "object" => "a map",
        "null" => "null",
        _ => $"a {type}",
    };

    public static string Value(YamlNode node) => $"`{Short(JsonText.Write(node))}`";

    public static string Count(int count, string one, string many) => count == 1 ? $"1 {one}" : $"{count} {many}";

    private static string Short(string text) => text.Length <= ShownLength ? text : text[..ShownLength] + "…";
}
