using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PackMan.Schemas;

/// <summary>Patterns of ECMA 262, which JSON Schema prescribes, as .NET understands them, with a bound on their time.</summary>
internal static class SchemaPattern
{
    private const string Space = @"\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff";

    private static readonly TimeSpan TimeLimit = TimeSpan.FromMilliseconds(250);

    private static readonly Dictionary<string, string> UnicodeNames = new(StringComparer.Ordinal)
    {
        ["Letter"] = "L",
        ["Lowercase_Letter"] = "Ll",
        ["Uppercase_Letter"] = "Lu",
        ["Number"] = "N",
        ["Decimal_Number"] = "Nd",
        ["digit"] = "Nd",
        ["Punctuation"] = "P",
        ["punct"] = "P",
        ["Symbol"] = "S",
        ["Separator"] = "Z",
        ["Mark"] = "M",
        ["Other"] = "C",
        ["Control"] = "Cc",
    };

    /// <exception cref="SchemaException">The pattern is no regular expression.</exception>
    public static Regex Compile(string pattern)
    {
        var translated = Translate(pattern);
        try
        {
            return new Regex(translated, RegexOptions.CultureInvariant | RegexOptions.NonBacktracking, TimeLimit);
        }
        catch (NotSupportedException)
        {
            // Look-around and back-references need backtracking, which the time limit keeps at bay.
            return new Regex(translated, RegexOptions.CultureInvariant, TimeLimit);
        }
        catch (ArgumentException error)
        {
            throw new SchemaException($"The schema's pattern `{pattern}` is no regular expression: {error.Message.TrimEnd('.')}", null, error);
        }
    }

    /// <summary>Whether a text matches; what runs out of time counts for nothing, whoever asks.</summary>
    /// <exception cref="RegexMatchTimeoutException">It takes too long.</exception>
    public static bool IsMatch(Regex pattern, string text) => BoundedMatch.Ask(pattern, () => pattern.IsMatch(text));

    private static string Translate(string pattern)
    {
        var text = new StringBuilder();
        var isInClass = false;
        for (var i = 0; i < pattern.Length; i++)
        {
            switch (pattern[i])
            {
                case '\\' when i + 1 < pattern.Length:
                    AppendEscape(text, pattern, ref i, isInClass);
                    break;
                case '[' when !isInClass && pattern.AsSpan(i).StartsWith("[^]"):
                    text.Append(@"[\s\S]");
                    i += 2;
                    break;
                case '[' when !isInClass && pattern.AsSpan(i).StartsWith("[]"):
                    text.Append("(?!)");
                    i++;
                    break;
                case '[':
                    // Inside a class .NET would take `-[` for a subtraction.
                    text.Append(isInClass ? @"\[" : "[");
                    isInClass = true;
                    break;
                case ']':
                    text.Append(']');
                    isInClass = false;
                    break;
                case '$' when !isInClass:
                    // `$` of .NET also matches before a final line break.
                    text.Append(@"\z");
                    break;
                case var first when !isInClass && char.IsHighSurrogate(first) && i + 1 < pattern.Length:
                    // One character to ECMA 262, two units to .NET: grouped, so that a quantifier takes both.
                    text.Append("(?:").Append(first).Append(pattern[++i]).Append(')');
                    break;
                default:
                    text.Append(pattern[i]);
                    break;
            }
        }

        return text.ToString();
    }

    private static void AppendEscape(StringBuilder text, string pattern, ref int i, bool isInClass)
    {
        var letter = pattern[++i];
        var set = letter switch
        {
            'd' or 'D' => "0-9",
            'w' or 'W' => "A-Za-z0-9_",
            's' or 'S' => Space,
            _ => null,
        };
        if (set is not null && (char.IsLower(letter) || !isInClass))
        {
            text.Append(isInClass ? set : $"[{(char.IsUpper(letter) ? "^" : "")}{set}]");
        }
        else if (letter is 'p' or 'P' or 'u' && i + 1 < pattern.Length && pattern[i + 1] == '{' && pattern.IndexOf('}', i) is var end and > 0)
        {
            var name = pattern[(i + 2)..end];
            text.Append(letter == 'u' ? CodePoint(name) : $"\\{letter}{{{UnicodeNames.GetValueOrDefault(name, name)}}}");
            i = end;
        }
        else
        {
            text.Append('\\').Append(letter);
        }
    }

    private static string CodePoint(string hex) =>
        int.TryParse(hex, NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var code) && Rune.IsValid(code)
            ? Regex.Escape(new Rune(code).ToString())
            : throw new SchemaException($"The schema's pattern holds `\\u{{{hex}}}`, which is no character");
}
