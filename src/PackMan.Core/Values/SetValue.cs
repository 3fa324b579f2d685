using System.Globalization;
using PackMan.Yaml;

namespace PackMan.Values;

/// <summary>What the text behind `--set key=` means.</summary>
internal static class SetValue
{
    /// <summary>
    /// Helm's typing: true, false and null in any case, and decimal 64-bit integers without leading zero. All else is text, so
    /// that `tag=1.10` keeps its digits.
    /// </summary>
    public static YamlNode Typed(string text) => text.ToUpperInvariant() switch
    {
        "TRUE" => new YamlBoolean(true),
        "FALSE" => new YamlBoolean(false),
        "NULL" => YamlNull.Instance,
        "0" => new YamlNumber(0),
        _ when !text.StartsWith('0') && long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) => new YamlNumber(number),
        _ => new YamlString(text),
    };
}
