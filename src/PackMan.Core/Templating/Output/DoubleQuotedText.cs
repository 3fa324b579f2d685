using System.Globalization;
using System.Text;

namespace PackMan.Templating.Output;

/// <summary>Reads the escapes of a double-quoted scalar of one line, to compare keys as readers see them.</summary>
internal static class DoubleQuotedText
{
    public static string Read(string text)
    {
        if (!text.Contains('\\', StringComparison.Ordinal))
        {
            return text;
        }

        var output = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] != '\\' || i + 1 == text.Length)
            {
                output.Append(text[i]);
                continue;
            }

            i++;
            var digits = text[i] switch { 'x' => 2, 'u' => 4, 'U' => 8, _ => 0 };
            if (digits > 0 && i + digits < text.Length && uint.TryParse(text.AsSpan(i + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code))
            {
                output.Append(Rune.TryCreate(code, out var rune) ? rune.ToString() : "");
                i += digits;
                continue;
            }

            output.Append(text[i] switch
            {
                'n' => '\n',
                't' => '\t',
                'r' => '\r',
                '0' => '\0',
                var other => other,
            });
        }

        return output.ToString();
    }
}
