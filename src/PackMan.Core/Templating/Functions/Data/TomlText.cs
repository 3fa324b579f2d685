using System.Globalization;
using System.Text;
using PackMan.Yaml;

namespace PackMan.Templating.Functions.Data;

/// <summary>Writes a map as TOML 1.0: scalars first, then tables, in the order of the map.</summary>
internal static class TomlText
{
    public static string Write(YamlMap map)
    {
        var output = new StringBuilder();
        WriteTable(output, map, "");
        return output.ToString();
    }

    private static void WriteTable(StringBuilder output, YamlMap map, string path)
    {
        foreach (var (key, value) in map.Entries.Where(entry => entry.Value is not (YamlNull or YamlMap) && !IsTables(entry.Value)))
        {
            output.Append(Key(key)).Append(" = ").Append(Inline(value)).Append('\n');
        }

        foreach (var (key, value) in map.Entries)
        {
            var name = path.Length == 0 ? Key(key) : $"{path}.{Key(key)}";
            if (value is YamlMap table)
            {
                WriteSection(output, table, name, "[", "]");
            }
            else if (IsTables(value))
            {
                foreach (var item in (YamlList)value)
                {
                    WriteSection(output, (YamlMap)item, name, "[[", "]]");
                }
            }
        }
    }

    private static void WriteSection(StringBuilder output, YamlMap table, string name, string open, string close)
    {
        output.Append(output.Length > 0 ? "\n" : "").Append(open).Append(name).Append(close).Append('\n');
        WriteTable(output, table, name);
    }

    private static bool IsTables(YamlNode node) => node is YamlList { Count: > 0 } list && list.Items.All(item => item is YamlMap);

    private static string Inline(YamlNode node) => node switch
    {
        YamlString text => Text(text.Value),
        YamlNumber number => ScalarText.NumberText(number),
        YamlBoolean boolean => boolean.Value ? "true" : "false",
        YamlList list => $"[{string.Join(", ", list.Items.Where(item => item is not YamlNull).Select(Inline))}]",
        YamlMap map => $"{{{string.Join(", ", map.Entries.Where(entry => entry.Value is not YamlNull).Select(entry => $"{Key(entry.Key)} = {Inline(entry.Value)}"))}}}",
        _ => "\"\"",
    };

    private static string Key(string key) =>
        key.Length > 0 && key.All(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_') ? key : Text(key);

    private static string Text(string text)
    {
        var output = new StringBuilder("\"");
        foreach (var character in text)
        {
            output.Append(character switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                '\n' => "\\n",
                '\t' => "\\t",
                '\r' => "\\r",
                < ' ' or '\x7F' => string.Create(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}"),
                _ => character.ToString(),
            });
        }

        return output.Append('"').ToString();
    }
}
