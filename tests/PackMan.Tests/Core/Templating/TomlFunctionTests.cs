using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Templating;

public sealed class TomlFunctionTests
{
    [Fact]
    public void Toml_is_read_as_a_tree()
    {
        const string Text = """"
            title = "a\tb"
            bare-key."quoted key" = 'C:\x'
            count = 1_000
            mask = 0xFF
            price = 1.10
            big = 9223372036854775807
            on = true
            at = 2026-01-31T12:00:00Z
            day = 2026-01-31
            lines = """
            one
            two"""
            mixed = [1, "x", [2, 3], {a = 1, b.c = 2},]

            [server.http]
            port = 8080

            [[server.hosts]]
            name = "a"
            [server.hosts.tls]
            on = false
            [[server.hosts]]
            name = "b"
            """";
        const string Json = """
            {"title":"a\tb","bare-key":{"quoted key":"C:\\x"},"count":1000,"mask":255,"price":1.10,"big":9223372036854775807,"on":true,"at":"2026-01-31T12:00:00Z","day":"2026-01-31","lines":"one\ntwo","mixed":[1,"x",[2,3],{"a":1,"b":{"c":2}}],"server":{"http":{"port":8080},"hosts":[{"name":"a","tls":{"on":false}},{"name":"b"}]}}
            """;

        Generated.GeneratedValueTests.Value("values.toml | from_toml | to_json", YamlMap.OfStrings([new("toml", Text)])).ShouldBe(Json);
    }

    [Theory]
    [InlineData("a = ", "line 1")]
    [InlineData("a = 1\\na = 2", "line 2")]
    [InlineData("[a]\\n[a]", "line 2")]
    [InlineData("a = 1\\n[a.b]", "")]
    [InlineData("a = [1", "line 1")]
    public void What_is_no_toml_is_told_with_its_line(string text, string place)
    {
        var error = TestCharts.Failure($"a: {{{{ from_toml \"{text}\" }}}}\n").Message;

        error.ShouldStartWith("The text is no TOML: ");
        error.ShouldContain(place);
        error.ShouldNotContain("Tomlyn");
    }

    [Theory]
    [InlineData("'a = ' + ('[' | repeat 100000)")]
    [InlineData("'a = ' + ('{b=' | repeat 100000)")]
    [InlineData("'a' + ('.a' | repeat 100000) + ' = 1'")]
    [InlineData("'[a' + ('.a' | repeat 100000) + ']'")]
    public void What_nests_too_deep_is_one_error(string text) =>
        TestCharts.Failure($"a: {{{{ from_toml ({text}) }}}}\n").Message.ShouldStartWith("The text is no TOML: ");
}
