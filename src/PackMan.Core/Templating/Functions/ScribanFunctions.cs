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

    public static ImmutableArray<FunctionGroup> Groups { get; } =
    [
        new("array", () => Allowed("array", new ArrayFunctions())),
        new("date", () => Allowed("date", new DateTimeFunctions())),
        new("math", () => Allowed("math", new MathFunctions())),
        new("object", () => Allowed("object", new ObjectFunctions())),
        new("regex", () => Allowed("regex", new RegexFunctions())),
        new("string", () => Allowed("string", new StringFunctions())),
        new("timespan", () => Allowed("timespan", new TimeSpanFunctions())),
    ];

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
