using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Templating;

public sealed class FunctionTests
{
    [Theory]
    [InlineData("'abcdef' | trunc 3", "abc")]
    [InlineData("'abcdef' | trunc (-2)", "ef")]
    [InlineData("'web-' | trim_suffix '-'", "web")]
    [InlineData("'v1x' | trim_prefix 'v'", "1x")]
    [InlineData("'  x ' | trim", "x")]
    [InlineData("'a.b' | replace '.' '-'", "a-b")]
    [InlineData("'Ab' | string.upcase", "AB")]
    [InlineData("'abc' | sha256", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("'abc' | sha1", "a9993e364706816aba3e25717850c26c9cd0d89d")]
    [InlineData("'abc' | md5", "900150983cd24fb0d6963f7d28e17f72")]
    [InlineData("'grüße' | base64_encode", "Z3LDvMOfZQ==")]
    [InlineData("'Z3LDvMOfZQ==' | base64_decode", "grüße")]
    [InlineData("capabilities.kube_version.version | semver_compare '>=1.21-0'", "true")]
    [InlineData("'1.2.3' | semver_compare '^2.0'", "false")]
    [InlineData("(semver 'v1.36.1').minor + 1", "37")]
    [InlineData("semver '1.2.3-rc.1+b5' | to_json | string.remove '\"'", "{major:1,minor:2,patch:3,prerelease:rc.1,build:b5}")]
    [InlineData("'ü&=/~' | url_encode", "%C3%BC%26%3D%2F~")]
    [InlineData("'abcdef' | string.slice 1 2", "bc")]
    [InlineData("'abcdef' | string.slice (-2)", "ef")]
    [InlineData("'abcdef' | string.index_of 'c'", "2")]
    [InlineData("{a: null} | object.has_key 'a'", "true")]
    [InlineData("{a: null} | object.has_value 'a'", "false")]
    [InlineData("(date.parse '2024-01-02T23:00:00-02:00').day", "3")]
    [InlineData("date.parse '2024-01-02' | date.to_string '%Y-%m'", "2024-01")]
    [InlineData("(timespan.from_hours 36).days", "1")]
    [InlineData("'' | default 'd'", "d")]
    [InlineData("coalesce null '' 'c'", "c")]
    [InlineData("(from_json '{\"a\": [1.10, \"x\"]}').a[1]", "x")]
    [InlineData("(from_yaml \"a: {b: z}\").a.b", "z")]
    [InlineData("tpl 'hi {{ release.name }}'", "hi shop")]
    [InlineData("(tpl ['{{ release.name }}', 1])[0]", "shop")]
    [InlineData("(lookup 'v1' 'Secret' 'ns' 'n').data?.x ?? 'none'", "none")]
    [InlineData("{a: {b: [1, 2]}, c: 'x'} | to_toml | string.strip_newlines", "c = \"x\"[a]b = [1, 2]")]
    public void Functions_do_what_their_names_say(string expression, string expected) =>
        TestCharts.Render($"a: {{{{ {expression} }}}}-\n").TrimEnd('\n').TrimEnd('-')["a: ".Length..].Trim('\'', '"', '-').ShouldBe(expected);

    [Fact]
    public void Real_indentation_is_done_to_strings() =>
        TestCharts.Render("a: |\n  x{{ \"1\\n2\" | nindent 2 }}\n").ShouldBe("a: |\n  x\n    1\n    2\n");
}
