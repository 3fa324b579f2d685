using System.Collections.Immutable;
using System.Text.RegularExpressions;
using PackMan.Templating.Functions;
using PackMan.Yaml;

namespace PackMan.Tests.Core.Templating;

/// <summary>The entries of docs/reference/functions.md.</summary>
internal static partial class FunctionReference
{
    public static string Text { get; } = File.ReadAllText(Path.Combine(Repository.Root, "docs", "reference", "functions.md"));

    public static ImmutableArray<FunctionEntry> Entries { get; } = Read(Text);

    public static IEnumerable<FunctionExample> Examples => Entries.SelectMany(entry => entry.Examples);

    /// <summary>What the example of `include` includes.</summary>
    public static (string Name, string Text) Partial => ("_greeting", "hello {{ $1 }}");

    /// <summary>The templates that stand in the text as blocks.</summary>
    public static IEnumerable<string> Snippets => Snippet().Matches(Text).Select(match => match.Groups["text"].Value);

    public static ImmutableArray<FunctionEntry> Read(string text) =>
    [
        .. Entry().Matches(text).Select(match => new FunctionEntry(
            match.Groups["signature"].Value,
            [.. Example().Matches(match.Value).Select(example => new FunctionExample(example.Groups["expression"].Value, example.Groups["expected"].Value, example.Groups["verb"].Value == "fails with"))])),
    ];

    /// <summary>Functions that the entries do not have with their parameters, and entries of no function.</summary>
    public static IEnumerable<string> WithoutEntry(IEnumerable<FunctionEntry> entries)
    {
        var (known, listed) = (FunctionTable.All.Select(function => function.Signature).ToList(), entries.Select(entry => entry.Signature).ToList());
        return known.Except(listed).Concat(listed.Except(known)).Concat(listed.GroupBy(signature => signature).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    /// <summary>Functions that no example of their entry calls.</summary>
    public static IEnumerable<string> WithoutExample(IEnumerable<FunctionEntry> entries) =>
        entries.Where(entry => !entry.Examples.Any(example => Calls(example.Expression, entry.Signature.Split(' ')[0]))).Select(entry => entry.Signature);

    /// <summary>What an example gives and what it says it gives, both as JSON.</summary>
    public static (string Given, string Expected) Run(FunctionExample example) =>
        (Json(TestCharts.Render($"- [{{{{ {example.Expression} }}}}]\n", "", Partial)), Json($"- [{example.Expected}]\n"));

    private static bool Calls(string expression, string name) => Regex.IsMatch(expression, $@"(^|[^\w.]){Regex.Escape(name)}($|[^\w])");

    private static string Json(string yaml) => JsonText.Write(YamlReader.Read(yaml, "example"));

    [GeneratedRegex("^```yaml\n(?<text>.+?)^```$", RegexOptions.Multiline | RegexOptions.Singleline | RegexOptions.ExplicitCapture)]
    private static partial Regex Snippet();

    [GeneratedRegex("^- `(?<signature>[^`]+)`: .*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Entry();

    [GeneratedRegex("`(?<expression>[^`]+)` (?<verb>gives|fails with) `(?<expected>[^`]*)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Example();
}

/// <summary>A function of the reference.</summary>
internal sealed record FunctionEntry(string Signature, ImmutableArray<FunctionExample> Examples);

/// <summary>What an expression gives, or the error it ends in.</summary>
internal sealed record FunctionExample(string Expression, string Expected, bool Fails);
