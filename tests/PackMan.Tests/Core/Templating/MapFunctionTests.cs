using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Templating;

public sealed class MapFunctionTests
{
    private const string Values = "image: {tag: 1.10, pull: null, debug: false, ports: [80, 443]}\nlabels: {b: x, a: web}\nnames: [a, tag]\n";

    [Theory]
    [InlineData("values.image | merge {tag: 2, extra: 'e'}", """{"tag":1.10,"debug":false,"ports":[80,443],"extra":"e"}""")]
    [InlineData("{extra: 'e', tag: 2} | merge values.image", """{"extra":"e","tag":2,"debug":false,"ports":[80,443]}""")]
    [InlineData("{a: false, b: 0, c: '', d: null} | merge {a: 1, b: 1, c: 1, d: 1}", """{"a":false,"b":0,"c":"","d":1}""")]
    [InlineData("{a: {b: {c: 1}}} | merge {a: {b: {d: 2}}} {a: {b: {c: 3, e: 4}}}", """{"a":{"b":{"c":1,"d":2,"e":4}}}""")]
    [InlineData("{a: [1]} | merge {a: [2, 3]}", """{"a":[1]}""")]
    [InlineData("{a: 's'} | merge {a: {b: 1}}", """{"a":"s"}""")]
    [InlineData("null | merge {a: 1}", """{"a":1}""")]
    [InlineData("values.labels | pick 'a' 'b' 'c'", """{"b":"x","a":"web"}""")]
    [InlineData("values.image | pick values.names", """{"tag":1.10}""")]
    [InlineData("values.image | omit 'ports' 'debug'", """{"tag":1.10}""")]
    [InlineData("values.image | omit values.names 'ports'", """{"debug":false}""")]
    [InlineData("values.labels | set 'b' {n: 1}", """{"b":{"n":1},"a":"web"}""")]
    [InlineData("values.labels | set 'c' null", """{"b":"x","a":"web","c":null}""")]
    [InlineData("values | dig ['image', 'ports', 1]", "443")]
    [InlineData("values | dig ['image', 'ports', 2] 8080", "8080")]
    [InlineData("values | dig ['image', 'debug'] true", "false")]
    [InlineData("values | dig ['image', 'tag', 'x'] 'd'", "\"d\"")]
    [InlineData("values | dig ['image', 'pull'] 'Always'", "\"Always\"")]
    [InlineData("values.labels | dig 'a'", "\"web\"")]
    public void Maps_come_from_maps(string expression, string json) =>
        TestCharts.Render($"a: |\n  {{{{ {expression} | to_json }}}}\n", Values).ShouldBe($"a: |\n  {json}\n");

    [Fact]
    public void The_values_stay_as_they_are() =>
        TestCharts.Render("{{ x = values.labels | set 'a' 'z' | merge {c: 1} }}a: {{ values.labels.a }}\nb: {{ x.a }}\n", Values).ShouldBe("a: web\nb: z\n");

    [Theory]
    [InlineData("'x' | merge {a: 1}", "`merge` takes a map as `map`, not a string")]
    [InlineData("{a: 1} | merge [1]", "`merge` takes a map as `others`, not a list")]
    [InlineData("{a: 1} | dig [{}]", "`dig` takes keys and positions as `path`, not a map")]
    public void A_wrong_argument_is_named(string expression, string message) =>
        TestCharts.Failure($"a: {{{{ {expression} }}}}\n").Message.ShouldBe(message);

    [Fact]
    public void Nesting_results_in_a_loop_ends_at_the_limit() =>
        TestCharts.Failure("{{ m = {}; for i in 1..1000; m = set {} 'a' m; end }}a: 1\n").Message.ShouldBe("The value nests too deep");

    [Fact]
    public void Doubling_a_tree_in_a_loop_ends_at_the_limit() =>
        TestCharts.Failure("{{ m = {}; for i in 1..90; m = {a: m, b: m} | pick 'a' 'b'; end }}a: 1\n").Message.ShouldBe("The value has more than 1000000 items");
}
