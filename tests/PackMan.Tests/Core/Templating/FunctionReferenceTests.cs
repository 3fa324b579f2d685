using System.Text.RegularExpressions;
using PackMan.Templating.Functions;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Templating;

/// <summary>The reference of functions names every function with its parameters, and its examples are true.</summary>
public sealed partial class FunctionReferenceTests
{
    private static string Reference { get; } = File.ReadAllText(Path.Combine(Repository.Root, "docs", "reference", "functions.md"));

    public static IEnumerable<TheoryDataRow<string, string>> Examples => Example().Matches(Reference).Select(match => new TheoryDataRow<string, string>(match.Groups[1].Value, match.Groups[2].Value));

    [Fact]
    public void Every_function_is_listed_with_its_parameters()
    {
        var listed = Signature().Matches(Reference).Select(match => match.Groups[1].Value);

        listed.Order().ShouldBe(FunctionTable.Own.Select(function => string.Join(' ', [function.Name, .. function.Parameters])).Order());
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_is_true(string expression, string expected) =>
        TestCharts.Render($"# {{{{ {expression} }}}}\n", "", ("_greeting", "hello {{ $1 }}")).ShouldBe($"# {expected}\n");

    [GeneratedRegex("^- `([^`]+)`: ", RegexOptions.Multiline)]
    private static partial Regex Signature();

    [GeneratedRegex("`([^`]+)` gives `([^`]*)`")]
    private static partial Regex Example();
}
