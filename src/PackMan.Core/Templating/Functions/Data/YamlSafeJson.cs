using System.Globalization;
using System.Text;
using PackMan.Yaml;

namespace PackMan.Templating.Functions.Data;

/// <summary>JSON that readers of YAML take as it is: what they refuse is escaped, and pairs of surrogates, which none of them puts together, are not.</summary>
internal static class YamlSafeJson
{
    private const int EscapeLength = 6;

    public static string Of(string json)
    {
        var output = new StringBuilder(json.Length);
        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] != '\\')
            {
                Append(output, json[i]);
            }
            else if (Surrogate(json, i) is { } high && Surrogate(json, i + EscapeLength) is { } low && char.IsSurrogatePair(high, low))
            {
                output.Append(high).Append(low);
                i += (2 * EscapeLength) - 1;
            }
            else
            {
                output.Append(json[i]).Append(json[++i]);
            }
        }

        return output.ToString();
    }

    // Line ends stand between the tokens of indented JSON and never within a string.
    private static void Append(StringBuilder output, char character)
    {
        if (character == '\n' || char.IsSurrogate(character) || ScalarText.FirstUnprintable([character]) < 0)
        {
            output.Append(character);
        }
        else
        {
            output.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:X4}");
        }
    }

    private static char? Surrogate(string json, int at) =>
        at + EscapeLength <= json.Length && json[at] == '\\' && json[at + 1] == 'u'
        && ushort.TryParse(json.AsSpan(at + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code) && char.IsSurrogate((char)code)
            ? (char)code
            : null;
}
