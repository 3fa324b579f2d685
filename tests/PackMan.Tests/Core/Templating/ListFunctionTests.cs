using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Templating;

public sealed class ListFunctionTests
{
    private const string Values = "ports: [{name: a, port: 1}, {port: 1, name: a}, {name: b, port: 1}]\nnumbers: [1.10, 2, 1.10]\n";

    [Theory]
    [InlineData("['a', 'b', 'a', 'c'] | without 'a' 'c'", """["b"]""")]
    [InlineData("[1, '1', null] | without 1", """["1",null]""")]
    [InlineData("values.ports | without {port: 1, name: 'a'}", """[{"name":"b","port":1}]""")]
    [InlineData("null | without 1", "[]")]
    [InlineData("values.numbers | chunk 2", "[[1.10,2],[1.10]]")]
    [InlineData("[] | chunk 2", "[]")]
    [InlineData("values.ports | array.uniq", """[{"name":"a","port":1},{"name":"b","port":1}]""")]
    [InlineData("values.numbers | array.uniq", "[1.10,2]")]
    [InlineData("['b', 'a', 'b', null, null] | array.uniq", """["b","a",null]""")]
    public void Lists_come_from_lists(string expression, string json) =>
        TestCharts.Render($"a: |\n  {{{{ {expression} | to_json }}}}\n", Values).ShouldBe($"a: |\n  {json}\n");

    [Theory]
    [InlineData("'x' | without 'x'", "`without` takes a list as `list`, not a string")]
    [InlineData("[1] | chunk 0", "`chunk` takes a size of at least 1, not 0")]
    [InlineData("{a: 1} | array.uniq", "`array.uniq` takes a list as `list`, not a map")]
    public void A_wrong_argument_is_named(string expression, string message) =>
        TestCharts.Failure($"a: {{{{ {expression} }}}}\n").Message.ShouldBe(message);

    [Fact]
    public void Nesting_results_in_a_loop_ends_at_the_limit() =>
        TestCharts.Failure("{{ l = []; for i in 1..1000; l = [l] | chunk 1; end }}a: {{ l }}\n").Message.ShouldBe("The value nests deeper than 100 levels, or contains itself");
}
