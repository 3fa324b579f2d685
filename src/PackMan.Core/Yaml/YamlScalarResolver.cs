using System.Collections.Frozen;
using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace PackMan.Yaml;

/// <summary>
/// What a plain scalar means: the rules of go-yaml v2 as Kubernetes vendors it (sigs.k8s.io/yaml/goyaml.v2/resolve.go), a mix of
/// YAML 1.1 and 1.2 that charts have to live with.
/// </summary>
internal static partial class YamlScalarResolver
{
    private static readonly FrozenSet<string> True = Cased("y", "yes", "true", "on");
    private static readonly FrozenSet<string> False = Cased("n", "no", "false", "off");
    private static readonly FrozenSet<string> Null = FrozenSet.Create(StringComparer.Ordinal, ["", "~", "null", "Null", "NULL"]);

    private static readonly FrozenSet<string> NonFinite = FrozenSet.Create(
        StringComparer.Ordinal,
        [".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF"]);

    public static YamlNode Resolve(string text, Origin? origin)
    {
        if (text.Length == 0 || text[0] is '~' or 'n' or 'N' && Null.Contains(text))
        {
            return new YamlNull(origin);
        }

        return text[0] switch
        {
            'y' or 'Y' or 't' or 'T' or 'o' or 'O' or 'n' or 'N' or 'f' or 'F' => ResolveWord(text, origin),
            '.' or '+' or '-' or (>= '0' and <= '9') => ResolveNumber(text, origin),
            _ => new YamlString(text, origin),
        };
    }

    private static YamlNode ResolveWord(string text, Origin? origin) =>
        True.Contains(text) ? new YamlBoolean(true, origin)
        : False.Contains(text) ? new YamlBoolean(false, origin)
        : new YamlString(text, origin);

    private static YamlNode ResolveNumber(string text, Origin? origin)
    {
        if (NonFinite.Contains(text))
        {
            return new YamlNumber(text, null, origin);
        }

        // A leading point keeps go-yaml from looking at underscores.
        var digits = text[0] == '.' ? text : text.Replace("_", "", StringComparison.Ordinal);
        return (IntegerJson(digits) ?? FloatJson(digits)) is { } json ? new YamlNumber(text, json, origin) : new YamlString(text, origin);
    }

    /// <summary>Go's integer literals: `0x`, `0o`, `0b`, and a leading zero for octal too.</summary>
    private static string? IntegerJson(string text)
    {
        var digits = text.AsSpan(text[0] is '-' or '+' ? 1 : 0);
        var value = digits switch
        {
            [] => null,
            ['0'] => "0",
            ['0', 'x' or 'X', ..] => InBase(digits[2..], 16),
            ['0', 'o' or 'O', ..] => InBase(digits[2..], 8),
            ['0', 'b' or 'B', ..] => InBase(digits[2..], 2),
            ['0', ..] => InBase(digits[1..], 8),
            _ => digits.ContainsAnyExceptInRange('0', '9') ? null : digits.ToString(),
        };
        return value is null ? null : Signed(text[0] == '-' && value != "0", value);
    }

    private static string? FloatJson(string text)
    {
        if (!Float().IsMatch(text) || !double.IsFinite(double.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture)))
        {
            return null;
        }

        var exponentAt = text.AsSpan().IndexOfAny('e', 'E');
        var mantissa = (exponentAt < 0 ? text : text[..exponentAt]).TrimStart('+', '-').TrimStart('0');
        mantissa = mantissa is "" or ['.', ..] ? "0" + mantissa : mantissa;
        mantissa = mantissa.EndsWith('.') ? mantissa + "0" : mantissa;
        return Signed(text[0] == '-', mantissa + (exponentAt < 0 ? "" : text[exponentAt..]));
    }

    private static string? InBase(ReadOnlySpan<char> digits, int numberBase)
    {
        // Far more than 64 bits in any base; the bound keeps the conversion from growing with the square of a hostile text.
        if (digits.IsEmpty || digits.Length > 256)
        {
            return null;
        }

        var value = BigInteger.Zero;
        foreach (var digit in digits)
        {
            var weight = char.IsAsciiHexDigit(digit) ? Convert.ToInt32(digit.ToString(), 16) : int.MaxValue;
            if (weight >= numberBase)
            {
                return null;
            }

            value = (value * numberBase) + weight;
        }

        return value.ToString(CultureInfo.InvariantCulture);
    }

    private static string Signed(bool isNegative, string digits) => isNegative ? "-" + digits : digits;

    private static FrozenSet<string> Cased(params string[] words) => FrozenSet.Create(
        StringComparer.Ordinal,
        [.. words, .. words.Select(word => char.ToUpperInvariant(word[0]) + word[1..]), .. words.Select(word => word.ToUpperInvariant())]);

    [GeneratedRegex(@"^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Float();
}
