using System.Text;

namespace PackMan.Fuzz.Generation;

/// <summary>Strings that readers of YAML take for something else, break, hide or lose, and random ones of every class of code points.</summary>
internal static class HostileTexts
{
    /// <summary>Each has broken some writer of YAML.</summary>
    public static IReadOnlyList<string> Known { get; } =
    [
        "", " ", "\n", "\n\n", " \n", "a\nb", "a\nb\n", "\na", "  a\nb\n\n", "\ta\nb", "a\r\nb", "x\r", "\u2028", "a: b", "a:", ": ", "#", " # c", "- x", "-", "? y", "---", "...", "--- x\n",
        "null", "~", "true", "No", "y", "=", "<<", "010", "0x1F", "1e3", "1.10", "+1", ".5", ".inf", "12:30:45", "2024-01-01", "1_000", "[a]", "{a: b}", "]", "}", ",", "*a", "&a", "!t", "|", ">", "|-",
        "'", "\"", "'q'", "\"q\"", "it's", "\\", "\\n", "%", "@", "`", "a'\"b\\", "\0\u0007", "\u0085", "\uFEFF", "é🚀", "{{ x }}", "a\n: b\n# c", "x\n---\ny", "- a\n- b", "k: v\nl: w\n", "a  b ", "a\t",
        "\n---\n", "---\nkind: Secret", "...\n", "\"\n}", "' #", "\\\"", "a #b", "a# b", "a:b", "::", "?", "?a", "!!binary aGk=", "&a *a", "<<: *a", "0b11", "0o17", "018", "1e1000", "-0", "-.inf", "0x", "1:2",
        "true ", " true", "yes", "On", "2001-12-14t21:59:43.10-05:00", "1,000", "+.", "9223372036854775808", "\uFFFE", "\u200B", "\u202Eabc", "a\u00A0b", "\u0300", "%YAML 1.1", "#!/bin/sh\nset -e\n",
    ];

    /// <summary>What YAML and its readers look for, and harmless letters between.</summary>
    public static IReadOnlyList<string> Marks { get; } =
    [
        "a", "B", "1", "0", ".", ":", " ", "#", "-", "\n", "\t", "'", "\"", "[", "]", "{", "}", ",", "&", "*", "!", "|", ">", "%", "@", "`", "\\", "?", "~", "=", "<", "\r", "\u2029", "ü", "  ", "\n\n", ": ", " #", "- ",
    ];

    // Control, white, printable, and all that looks like none or is none; lone surrogates are no text and refused elsewhere.
    private static readonly (int First, int Last)[] Classes =
    [
        (0x00, 0x08), (0x09, 0x0A), (0x0B, 0x0C), (0x0D, 0x0D), (0x0E, 0x1F), (0x20, 0x2F), (0x30, 0x39), (0x3A, 0x40), (0x41, 0x7E), (0x7F, 0x7F), (0x80, 0x84), (0x85, 0x85), (0x86, 0x9F), (0xA0, 0xFF),
        (0x300, 0x36F), (0x5D0, 0x6FF), (0x2000, 0x200F), (0x2028, 0x2029), (0x202A, 0x202F), (0x2060, 0x206F), (0x3000, 0x30FF), (0xD7FF, 0xD7FF), (0xE000, 0xF8FF), (0xFDD0, 0xFDEF), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
        (0xFFF9, 0xFFFD), (0xFFFE, 0xFFFF), (0x10000, 0x10FFF), (0x1F300, 0x1FAFF), (0x1FFFE, 0x1FFFF), (0xE0000, 0xE01EF), (0xF0000, 0xFFFFD), (0x10FFFE, 0x10FFFF),
    ];

    public static string Next(Random random) => random.Next(6) switch
    {
        0 or 1 => random.Pick(Known),
        2 or 3 => Joined(random, () => random.Pick(Marks)),
        4 => Joined(random, () => CodePoint(random)),
        _ => Joined(random, () => random.Next(3) switch { 0 => random.Pick(Known), 1 => CodePoint(random), _ => random.Pick(Marks) }),
    };

    /// <summary>A code point of any class, each class as likely as the others.</summary>
    private static string CodePoint(Random random)
    {
        var (first, last) = random.Pick(Classes);
        return char.ConvertFromUtf32(random.Next(first, last + 1));
    }

    private static string Joined(Random random, Func<string> part)
    {
        var text = new StringBuilder();
        for (var rest = random.Next(10); rest > 0; rest--)
        {
            text.Append(part());
        }

        return text.ToString();
    }
}
