using System.Text.RegularExpressions;
using PackMan.Templating.Functions;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Templating;

/// <summary>The reference of functions names every function with its parameters, and its examples are true.</summary>
public sealed class FunctionReferenceTests
{
    public static IEnumerable<TheoryDataRow<string, string>> Examples => FunctionReference.Examples
        .Where(example => !example.Fails)
        .Select(example => new TheoryDataRow<string, string>(example.Expression, example.Expected));

    public static IEnumerable<TheoryDataRow<string, string>> Failures => FunctionReference.Examples
        .Where(example => example.Fails)
        .Select(example => new TheoryDataRow<string, string>(example.Expression, example.Expected));

    [Fact]
    public void Every_function_is_listed_once_with_its_parameters() =>
        FunctionReference.Entries.Select(entry => entry.Signature).Order().ShouldBe(FunctionTable.All.Select(function => function.Signature).Order());

    [Fact]
    public void Every_function_has_an_example_that_calls_it() =>
        FunctionReference.Entries.Where(entry => !entry.Examples.Any(example => Calls(example.Expression, entry.Signature.Split(' ')[0])))
            .Select(entry => entry.Signature).ShouldBeEmpty();

    [Theory]
    [MemberData(nameof(Examples))]
    public void Every_example_is_true(string expression, string expected) =>
        JsonText.Write(YamlReader.Read(TestCharts.Render($"- [{{{{ {expression} }}}}]\n", "", FunctionReference.Partial), "rendered"))
            .ShouldBe(JsonText.Write(YamlReader.Read($"- [{expected}]\n", "expected")));

    [Theory]
    [MemberData(nameof(Failures))]
    public void Every_error_is_told(string expression, string expected) =>
        TestCharts.Failure($"- [{{{{ {expression} }}}}]\n").Message.ShouldBe(expected);

    private static bool Calls(string expression, string name) => Regex.IsMatch(expression, $@"(^|[^\w.]){Regex.Escape(name)}($|[^\w])");
}
