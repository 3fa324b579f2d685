using System.Collections.Immutable;
using System.Globalization;
using PackMan.Templating.Scope;
using PackMan.Yaml;

namespace PackMan.Templating.Functions;

/// <summary>
/// Functions of Scriban's objects that are ours: the trims, which would turn YAML text into a string; those that a native binary
/// lacks, because Scriban binds them by reflection (seen with 7.5.3); `array.uniq`, which would take equal maps for different; and the most used ones, so that a usual chart pays for none of it.
/// </summary>
internal static class ScribanReplacements
{
    public static ImmutableArray<(string Owner, string Name, string[] Parameters, Func<FunctionCall, object?> Body)> All { get; } =
    [
        ("string", "strip", ["text"], LayoutFunctions.Trim),
        ("string", "lstrip", ["text"], LayoutFunctions.TrimStart),
        ("string", "rstrip", ["text"], LayoutFunctions.TrimEnd),
        ("string", "contains", ["text", "search"], call => call.Text(0).Contains(call.Text(1), StringComparison.Ordinal)),
        ("string", "starts_with", ["text", "start"], call => call.Text(0).StartsWith(call.Text(1), StringComparison.Ordinal)),
        ("string", "ends_with", ["text", "end"], call => call.Text(0).EndsWith(call.Text(1), StringComparison.Ordinal)),
        ("string", "slice", ["text", "start", "length?"], Slice),
        ("string", "index_of", ["text", "search"], call => call.Text(0).IndexOf(call.Text(1), StringComparison.Ordinal)),
        ("array", "uniq", ["list"], ListFunctions.Uniq),
        ("object", "has_key", ["map", "key"], call => Find(call) is not null),
        ("object", "has_value", ["map", "key"], call => Find(call) is not null and not YamlNull),
        ("date", "parse", ["text"], call => ParseDate(call)),
    ];

    private static YamlNode? Find(FunctionCall call) => call.Node(0) is YamlMap map ? map.Find(call.Text(1)) : null;

    private static string Slice(FunctionCall call)
    {
        var text = call.Text(0);
        var start = call.Integer(1) < 0 ? Math.Max(0, text.Length + call.Integer(1)) : Math.Min(call.Integer(1), text.Length);
        var length = call.Has(2) ? Math.Clamp(call.Integer(2), 0, text.Length - start) : text.Length - start;
        return text.Substring(start, length);
    }

    // In UTC whatever the machine's zone is, so that the same chart gives the same bytes everywhere.
    private static DateTime ParseDate(FunctionCall call) =>
        DateTime.TryParse(call.Text(0), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var date)
            ? date
            : throw call.Error($"`{call.Text(0)}` is no date", "Write it like `2026-01-31` or `2026-01-31T12:00:00Z`");
}
