using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace PackMan.Tests.Core.Templating;

/// <summary>The entries of docs/reference/functions.md.</summary>
internal static partial class FunctionReference
{
    public static string Text { get; } = File.ReadAllText(Path.Combine(Repository.Root, "docs", "reference", "functions.md"));

    public static ImmutableArray<FunctionEntry> Entries { get; } =
    [
        .. Entry().Matches(Text).Select(match => new FunctionEntry(
            match.Groups["signature"].Value,
            [.. Example().Matches(match.Value).Select(example => new FunctionExample(example.Groups["expression"].Value, example.Groups["expected"].Value, example.Groups["verb"].Value == "fails with"))])),
    ];

    public static IEnumerable<FunctionExample> Examples => Entries.SelectMany(entry => entry.Examples);

    /// <summary>What the example of `include` includes.</summary>
    public static (string Name, string Text) Partial => ("_greeting", "hello {{ $1 }}");

    [GeneratedRegex("^- `(?<signature>[^`]+)`: .*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Entry();

    [GeneratedRegex("`(?<expression>[^`]+)` (?<verb>gives|fails with) `(?<expected>[^`]*)`", RegexOptions.ExplicitCapture)]
    private static partial Regex Example();
}

/// <summary>A function of the reference.</summary>
internal sealed record FunctionEntry(string Signature, ImmutableArray<FunctionExample> Examples);

/// <summary>What an expression gives, or the error it ends in.</summary>
internal sealed record FunctionExample(string Expression, string Expected, bool Fails);
