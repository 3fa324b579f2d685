using System.Globalization;
using System.Text;

namespace PackMan.Yaml;

public static partial class ScalarText
{
    /// <summary>The index of the first character that a reader could take for a line break, drop or refuse; -1 when there is none.</summary>
    public static int FirstUnprintable(ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is >= ' ' and <= '~')
            {
                continue;
            }

            if (Rune.DecodeFromUtf16(text[i..], out var rune, out var length) != System.Buffers.OperationStatus.Done || !IsPrintable(rune))
            {
                return i;
            }

            i += length - 1;
        }

        return -1;
    }

    /// <summary>Appends the inside of a double-quoted scalar: only what must be escaped is, other Unicode stays readable.</summary>
    /// <exception cref="YamlException">The text holds half a surrogate pair.</exception>
    public static void AppendDoubleQuoted(StringBuilder output, ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out var rune, out var length) != System.Buffers.OperationStatus.Done)
            {
                throw new YamlException($"The text holds half a character (the lone surrogate U+{(int)text[0]:X4}), which no YAML can express");
            }

            AppendEscaped(output, rune);
            text = text[length..];
        }
    }

    private static void AppendEscaped(StringBuilder output, Rune rune)
    {
        var escape = rune.Value switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            0 => "\\0",
            7 => "\\a",
            8 => "\\b",
            0x1B => "\\e",
            '\f' => "\\f",
            '\v' => "\\v",
            _ when IsPrintable(rune) => null,
            <= 0xFF => string.Create(CultureInfo.InvariantCulture, $"\\x{rune.Value:X2}"),
            <= 0xFFFF => string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}"),
            _ => string.Create(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}"),
        };
        if (escape is null)
        {
            output.Append(rune.ToString());
        }
        else
        {
            output.Append(escape);
        }
    }

    private static bool IsPrintable(Rune rune) => rune.Value switch
    {
        < 0x20 or (>= 0x7F and <= 0x9F) => false,
        0x2028 or 0x2029 or 0xFEFF => false,
        >= 0xFDD0 and <= 0xFDEF => false,
        // The last two code points of every plane are noncharacters.
        _ => (rune.Value & 0xFFFE) != 0xFFFE,
    };
}
