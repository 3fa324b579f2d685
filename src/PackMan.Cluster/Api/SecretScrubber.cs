using System.Text;
using System.Text.RegularExpressions;
using PackMan.Live;
using PackMan.Yaml;

namespace PackMan.Cluster.Api;

/// <summary>
/// Takes the values of a Secret out of what the server says about it: validation quotes the value it refuses
/// (`Invalid value: "…": must be …`), and decoding errors may quote the text around them.
/// </summary>
internal sealed partial class SecretScrubber(YamlMap? secret)
{
    private const string Hidden = "[hidden]";

    // Shorter ones would tear ordinary words apart, and are covered by the quoting rule.
    private const int ShortestSearched = 4;

    private static readonly string[] Sections = ["data", "stringData"];

    private readonly string[] _values = [.. ValuesOf(secret).OrderByDescending(value => value.Length)];

    public ApiCause Scrub(ApiCause cause) => cause with { Message = Scrub(cause.Message) };

    public string Scrub(string message)
    {
        foreach (var value in _values)
        {
            message = message.Replace(value, Hidden, StringComparison.Ordinal);
        }

        // Greedy on purpose: a value may itself contain what ends it, and too much hidden is no harm.
        message = QuotedValue().Replace(message, $"value: {Hidden}: ");
        return BareValue().Replace(message, $"value: {Hidden}");
    }

    private static IEnumerable<string> ValuesOf(YamlMap? secret) =>
        from section in Sections
        from entry in (secret?.Find(section) as YamlMap ?? YamlMap.Empty).Entries
        from form in FormsOf(entry.Value is YamlNumber or YamlBoolean or YamlString ? entry.Value.ToString()! : JsonText.Write(entry.Value))
        where form.Length >= ShortestSearched
        select form;

    private static IEnumerable<string> FormsOf(string value)
    {
        string[] plain = Decoded(value) is { } decoded ? [value, decoded, decoded.Trim()] : [value, value.Trim()];
        return plain.Concat(plain.Select(Escaped)).Distinct();
    }

    private static string? Decoded(string value)
    {
        var buffer = new byte[value.Length];
        return Convert.TryFromBase64String(value, buffer, out var length) ? Encoding.UTF8.GetString(buffer, 0, length) : null;
    }

    private static string Escaped(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal).Replace("\t", "\\t", StringComparison.Ordinal);

    [GeneratedRegex("""value: ["`{\[m](?!hidden\]).*["`}\]]: """, RegexOptions.Singleline)]
    private static partial Regex QuotedValue();

    [GeneratedRegex("""value: (?!\[hidden\])\S+""")]
    private static partial Regex BareValue();
}
