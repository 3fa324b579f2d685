using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Templating;

/// <summary>The reference of functions names every function with its parameters, and its examples are true.</summary>
public sealed class FunctionReferenceTests
{
    private static readonly string Upcase = FunctionReference.Text.Split('\n').Single(line => line.StartsWith("- `string.upcase text`", StringComparison.Ordinal));

    public static IEnumerable<TheoryDataRow<string, string>> Examples => FunctionReference.Examples
        .Where(example => !example.Fails)
        .Select(example => new TheoryDataRow<string, string>(example.Expression, example.Expected));

    public static IEnumerable<TheoryDataRow<string, string>> Failures => FunctionReference.Examples
        .Where(example => example.Fails)
        .Select(example => new TheoryDataRow<string, string>(example.Expression, example.Expected));

    public static IEnumerable<TheoryDataRow<string>> Snippets => FunctionReference.Snippets.Select(text => new TheoryDataRow<string>(text));

    [Fact]
    public void Every_function_is_listed_once_with_its_parameters() =>
        FunctionReference.WithoutEntry(FunctionReference.Entries).ShouldBeEmpty();

    [Fact]
    public void Every_function_has_an_example_that_calls_it() =>
        FunctionReference.WithoutExample(FunctionReference.Entries).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_is_true(string expression, string expected)
    {
        var (given, promised) = FunctionReference.Run(new FunctionExample(expression, expected, Fails: false));

        given.ShouldBe(promised);
    }

    [Theory]
    [MemberData(nameof(Failures))]
    public void Every_error_is_told(string expression, string expected) =>
        TestCharts.Failure($"- [{{{{ {expression} }}}}]\n").Message.ShouldBe(expected);

    [Theory]
    [MemberData(nameof(Snippets))]
    public void Every_snippet_can_be_rendered(string text) => TestCharts.Render(text).ShouldStartWith("data:\n");

    [Fact]
    public void A_function_without_an_entry_is_found() =>
        FunctionReference.WithoutEntry(FunctionReference.Read(FunctionReference.Text.Replace(Upcase, "", StringComparison.Ordinal))).ShouldBe(["string.upcase text"]);

    [Fact]
    public void An_entry_with_other_parameters_is_found() =>
        FunctionReference.WithoutEntry(FunctionReference.Read(FunctionReference.Text.Replace(Upcase, Upcase.Replace("upcase text`", "upcase word`", StringComparison.Ordinal), StringComparison.Ordinal)))
            .ShouldBe(["string.upcase text", "string.upcase word"]);

    [Theory]
    [InlineData("- `string.upcase text`: in upper case")]
    [InlineData("- `string.upcase text`: in upper case: `'A' | string.downcase` gives `a`")]
    public void An_entry_without_an_example_is_found(string entry) =>
        FunctionReference.WithoutExample(FunctionReference.Read(FunctionReference.Text.Replace(Upcase, entry, StringComparison.Ordinal))).ShouldBe(["string.upcase text"]);

    [Theory]
    [InlineData("'web' | string.upcase", "web")]
    [InlineData("'1' | string.upcase", "1")]
    [InlineData("1 | math.abs", "'1'")]
    public void An_example_that_is_wrong_is_found(string expression, string expected)
    {
        var (given, promised) = FunctionReference.Run(new FunctionExample(expression, expected, Fails: false));

        given.ShouldNotBe(promised);
    }
}
