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
        ("math", "uuid"), ("math", "random"), ("date", "now"), ("date", "utc_now"), ("timespan", "zero"),
    ];

    /// <summary>Each object with the way to make it; making one reads its methods, which costs a millisecond.</summary>
    public static ImmutableSortedDictionary<string, Func<ScriptObject>> Groups { get; } = new Dictionary<string, Func<ScriptObject>>
    {
        ["array"] = () => Allowed("array", new ArrayFunctions()),
        ["date"] = () => Allowed("date", new DateTimeFunctions()),
        ["math"] = () => Allowed("math", new MathFunctions()),
        ["object"] = () => Allowed("object", new ObjectFunctions()),
        ["regex"] = () => Allowed("regex", new RegexFunctions()),
        ["string"] = () => Allowed("string", new StringFunctions()),
        ["timespan"] = () => Allowed("timespan", new TimeSpanFunctions()),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static ScriptObject Allowed(string owner, ScriptObject functions)
    {
        foreach (var (_, name) in Removed.Where(entry => entry.Object == owner))
        {
            functions.Remove(name);
        }

        foreach (var (_, name, parameters, body) in ScribanReplacements.All.Where(entry => entry.Owner == owner))
        {
            functions.Remove(name);
            functions.SetValue(name, new TemplateFunction($"{owner}.{name}", parameters, body), true);
        }

        functions.IsReadOnly = true;
        return functions;
    }
}
