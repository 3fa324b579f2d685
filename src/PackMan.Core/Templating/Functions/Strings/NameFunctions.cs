using System.Security.Cryptography;
using System.Text;

namespace PackMan.Templating.Functions.Strings;

/// <summary>Names from texts: in another case, or as Kubernetes takes them.</summary>
internal static class NameFunctions
{
    // A label of DNS: https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names
    private const int LabelLength = 63;
    private const int HashLength = 8;

    public static object? SnakeCase(FunctionCall call) => string.Join('_', Words(call.Text(0))).ToLowerInvariant();

    public static object? KebabCase(FunctionCall call) => string.Join('-', Words(call.Text(0))).ToLowerInvariant();

    public static object? CamelCase(FunctionCall call) => string.Concat(Words(call.Text(0)).Select((word, index) => index == 0 ? word.ToLowerInvariant() : Capitalised(word)));

    public static object? PascalCase(FunctionCall call) => string.Concat(Words(call.Text(0)).Select(Capitalised));

    /// <summary>
    /// A valid label of DNS. A text that has to be cut ends in a hash of the whole, so that two long names that begin alike stay
    /// apart, which cutting alone (Helm's `trunc 63`) does not give.
    /// </summary>
    public static object? DnsLabel(FunctionCall call)
    {
        var (text, limit) = (call.Text(0), call.Has(1) ? call.Integer(1) : LabelLength);
        if (limit is <= HashLength + 1 or > LabelLength)
        {
            throw call.Error($"`dns_label` takes a length from {HashLength + 2} to {LabelLength}, not {limit}");
        }

        var label = Label(text);
        if (label.Length == 0)
        {
            throw call.Error($"`{text}` has no letter or digit to make a name of");
        }

        return label.Length <= limit ? label : $"{label[..(limit - HashLength - 1)].TrimEnd('-')}-{Hash(text)}";
    }

    private static string Capitalised(string word) => char.ToUpperInvariant(word[0]) + word[1..].ToLowerInvariant();

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashLength];

    // Anything else than a letter or a digit counts as one dash, at the ends as none.
    private static string Label(string text)
    {
        var label = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (char.IsAsciiLetterOrDigit(character))
            {
                label.Append(char.ToLowerInvariant(character));
            }
            else if (label.Length > 0 && label[^1] != '-')
            {
                label.Append('-');
            }
        }

        return label.ToString().TrimEnd('-');
    }

    // Words end at what is no letter or digit, before a capital (`fooBar`), and before the last of several (`HTTPServer`).
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var start = 0;
        for (var i = 0; i <= text.Length; i++)
        {
            var isSeparator = i == text.Length || !char.IsLetterOrDigit(text[i]);
            if (!isSeparator && !(i > start && BeginsWord(text, i)))
            {
                continue;
            }

            if (i > start)
            {
                words.Add(text[start..i]);
            }

            start = isSeparator ? i + 1 : i;
        }

        return words;
    }

    private static bool BeginsWord(string text, int index) =>
        char.IsUpper(text[index])
        && (!char.IsUpper(text[index - 1]) || index + 1 < text.Length && char.IsLower(text[index + 1]));
}
