using System.Globalization;
using PackMan.Yaml;

namespace PackMan.Tests.Core.Templating.Output;

/// <summary>Compares trees as readers see them: numbers by value, everything else exactly.</summary>
internal static class TreeComparer
{
    public static string Show(YamlNode node) => node switch
    {
        YamlMap map => "{" + string.Join(", ", map.Entries.Select(entry => $"{Quote(entry.Key)}: {Show(entry.Value)}")) + "}",
        YamlList list => "[" + string.Join(", ", list.Items.Select(Show)) + "]",
        YamlString text => Quote(text.Value),
        YamlNumber number => decimal.TryParse(number.Json, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? (value / 1.000000000000000000000000000m).ToString(CultureInfo.InvariantCulture)
            : number.Json,
        _ => node.ToString()!,
    };

    private static string Quote(string text) => JsonText.Write(new YamlString(text));
}
