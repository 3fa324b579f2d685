using System.Collections.Immutable;
using Scriban.Functions;
using Scriban.Runtime;

namespace PackMan.Templating.Functions;

/// <summary>Scriban's own functions, by the object that holds them (`string.capitalize`), without those that are unsafe or not repeatable.</summary>
internal static class ScribanFunctions
{
    // Left out below: text made by code, clock and chance; and as whole objects HTML, which has no place in YAML, and Scriban's includes.
    private static readonly ImmutableArray<(string Object, string Name)> Removed =
    [
        ("object", "eval"), ("object", "eval_template"), ("object", "to_json"), ("object", "from_json"),
        ("math", "uuid"), ("math", "random"), ("date", "now"), ("date", "utc_now"),
    ];

    /// <summary>Each object with the way to make it; making one reads its methods, which costs a millisecond.</summary>
    public static ImmutableSortedDictionary<string, Func<ScriptObject>> Groups { get; } = new Dictionary<string, Func<ScriptObject>>
    {
        ["array"] = () => Allowed("array", new ArrayFunctions()),
        ["date"] = () => Allowed("date", new DateTimeFunctions()),
        ["math"] = () => Allowed("math", new MathFunctions()),
        ["object"] = () => Allowed("object", new ObjectFunctions()),
        ["regex"] = () => Allowed("regex", new RegexFunctions()),
        ["string"] = Strings,
        ["timespan"] = () => Allowed("timespan", new TimeSpanFunctions()),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static ScriptObject Strings()
    {
        var strings = Allowed("string", new StringFunctions());
        strings.IsReadOnly = false;
        foreach (var (name, body) in LayoutFunctions.OfStringObject)
        {
            strings.Remove(name);
            strings.SetValue(name, new TemplateFunction($"string.{name}", ["text"], body), true);
        }

        strings.IsReadOnly = true;
        return strings;
    }

    private static ScriptObject Allowed(string owner, ScriptObject functions)
    {
        foreach (var (_, name) in Removed.Where(entry => entry.Object == owner))
        {
            functions.Remove(name);
        }

        functions.IsReadOnly = true;
        return functions;
    }
}
