using System.Buffers;
using System.Text;
using System.Text.RegularExpressions;

namespace PackMan.Yaml;

/// <summary>
/// How a single scalar is written so that every YAML 1.1 and 1.2 reader takes it for what it is. The writer of trees and the
/// template engine share these decisions.
/// </summary>
public static partial class ScalarText
{
    /// <summary>YAML readers give up looking for the colon of a one-line key after so many characters.</summary>
    public const int MaxKeyLength = 1024;

    private const string UnsafeStarts = "?:,[]{}#&*!|>'\"%@`";

    // Kubernetes' parser takes `?` for the mark of a key wherever it stands in a flow collection.
    private static readonly SearchValues<char> FlowIndicators = SearchValues.Create(",[]{}:?");

    private static readonly HashSet<string> ResolvingWords =
        new(["~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "=", "<<"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Whether the text may stand without quotes; when in doubt it may not, because a needless quote costs nothing.</summary>
    public static bool IsPlainSafe(string text, bool inFlow = false) =>
        text.Length > 0
        && text[0] != ' '
        && text[^1] is not (' ' or ':')
        && !text.Contains(": ", StringComparison.Ordinal)
        && !text.Contains(" #", StringComparison.Ordinal)
        && HasSafeStart(text)
        && !(inFlow && text.AsSpan().ContainsAny(FlowIndicators))
        && !ResolvesToOther(text)
        && IsPrintable(text);

    /// <summary>The text as a plain scalar where that is safe, else quoted.</summary>
    public static string PlainOrQuoted(string text, bool inFlow = false) => IsPlainSafe(text, inFlow) ? text : Quote(text);

    /// <summary>Double quotes; single ones where they save escaping (readable JSON and paths).</summary>
    /// <exception cref="YamlException">The text holds half a surrogate pair.</exception>
    public static string Quote(string text) =>
        text.AsSpan().ContainsAny('"', '\\') && IsPrintable(text) ? SingleQuote(text) : DoubleQuote(text);

    /// <summary>The text in single quotes; only right for text without line breaks and characters that need an escape.</summary>
    public static string SingleQuote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <exception cref="YamlException">The text holds half a surrogate pair.</exception>
    public static string DoubleQuote(string text)
    {
        var output = new StringBuilder(text.Length + 2).Append('"');
        AppendDoubleQuoted(output, text);
        return output.Append('"').ToString();
    }

    /// <summary>A key of a block or flow map: plain or quoted, always on one line.</summary>
    /// <exception cref="YamlException">The key is too long for YAML.</exception>
    public static string Key(string key, bool inFlow = false)
    {
        // YamlDotNet does not see the colon behind a plain key that has ` *` in it, and takes the line for text.
        var written = IsPlainSafe(key, inFlow) && !key.Contains(" *", StringComparison.Ordinal) ? key : Quote(key);
        return written.Length <= MaxKeyLength
            ? written
            : throw new YamlException($"The key `{key[..32]}…` is longer than {MaxKeyLength} characters, which YAML does not allow");
    }

    /// <summary>Whether the text would be read as something else than a string by any YAML 1.1 or 1.2 reader.</summary>
    public static bool ResolvesToOther(string text) => text.Length == 0
        || ResolvingWords.Contains(text)
        || (text[0] is '+' or '-' or '.' or (>= '0' and <= '9') && NumberOrTime().IsMatch(text));

    /// <summary>Whether all characters may stand in a scalar as they are (line breaks, tabs and invisible marks may not).</summary>
    public static bool IsPrintable(string text) => FirstUnprintable(text) < 0;

    private static bool HasSafeStart(string text) =>
        !UnsafeStarts.Contains(text[0], StringComparison.Ordinal)
        && text != "-"
        && !text.StartsWith("- ", StringComparison.Ordinal)
        && !text.StartsWith("---", StringComparison.Ordinal)
        && !text.StartsWith("...", StringComparison.Ordinal);

    [GeneratedRegex(
        """
        ^(?:[-+]?(?:0x[0-9a-f_]+|0o[0-9_]+|0b[01_]+             # other bases
        |(?:[0-9][0-9_,]*\.?[0-9_]*|\.[0-9_]*)(?:e[-+]?[0-9]+)? # integers, floats, a lone point
        |\.inf|\.nan
        |[0-9][0-9_]*(?::[0-9]+)+(?:\.[0-9_]*)?)                # base 60 of YAML 1.1
        |[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[t\ ].*)?)\z          # dates and times
        """,
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace | RegexOptions.Singleline)]
    private static partial Regex NumberOrTime();
}
