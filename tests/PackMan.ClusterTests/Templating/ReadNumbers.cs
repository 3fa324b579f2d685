using System.Globalization;
using PackMan.Yaml;

namespace PackMan.ClusterTests.Templating;

/// <summary>Trees as kubectl prints them: whole numbers of 64 bits exactly, others as the nearest binary one.</summary>
internal static class ReadNumbers
{
    public static string Show(YamlNode node) => node switch
    {
        // Two writers may order keys as they like.
        YamlMap map => "{" + string.Join(", ", map.Entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{JsonText.Write(new YamlString(entry.Key))}: {Show(entry.Value)}")) + "}",
        YamlList list => "[" + string.Join(", ", list.Items.Select(Show)) + "]",
        YamlNumber { AsInt64: { } whole } => whole.ToString(CultureInfo.InvariantCulture),
        YamlNumber number => double.Parse(number.Json, CultureInfo.InvariantCulture) is var value && value == Math.Truncate(value) && Math.Abs(value) < 1e15
            ? ((long)value).ToString(CultureInfo.InvariantCulture)
            : value.ToString("R", CultureInfo.InvariantCulture),
        YamlString text => JsonText.Write(text),
        _ => node.ToString()!,
    };
}
