using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Templating;

public sealed class RegexFunctionTests
{
    [Theory]
    [InlineData("'abc' | regex.match 'x'", "[]")]
    [InlineData("'ab' | regex.match '(a)|(b)'", """["a","a",null]""")]
    [InlineData("'WEB' | regex.match 'web' 'i'", """["WEB"]""")]
    [InlineData("'a-b' | regex.replace '-' '$$'", "\"a$b\"")]
    [InlineData("'abc' | regex.replace '' '.'", "\".a.b.c.\"")]
    [InlineData("'a,b;c' | regex.split '[,;]' 2", """["a","b;c"]""")]
    [InlineData("'aXbxc' | regex.split 'x' 9 'i'", """["a","b","c"]""")]
    [InlineData("'a-b' | regex.split '(-)'", """["a","b"]""")]
    [InlineData("'abab' | regex.match '(ab)(?=ab)'", """["ab","ab"]""")]
    [InlineData("'aa' | regex.match '(a)\\\\1'", """["aa","a"]""")]
    public void Patterns_match(string expression, string json) =>
        TestCharts.Render($"a: |\n  {{{{ {expression} | to_json }}}}\n").ShouldBe($"a: |\n  {json}\n");

    [Fact]
    public void No_pattern_without_lookarounds_can_hang() =>
        TestCharts.Render("a: {{ ('a' | repeat 100000) + '!' | regex.match '^(a+)+$' | array.size }}\n").ShouldBe("a: 0\n");

    [Theory]
    [InlineData("'a' | regex.match 'a(b'", "The pattern `a(b` is wrong at character 3: Not enough )'s")]
    [InlineData("'a' | regex.match '[z-a]'", "The pattern `[z-a]` is wrong at character 4: [x-y] range in reverse order")]
    [InlineData("'a' | regex.match 'a' 'g'", "`regex.match` knows the options `i` (any case), `m` (`^` and `$` at lines), `s` (`.` takes line ends) and `x` (blanks do not count), not `g`")]
    [InlineData("'a' | regex.split 'a' 0", "`regex.split` takes a count of at least 1, not 0")]
    [InlineData("[1] | regex.match 'a'", "`regex.match` takes a string as `text`, not a list")]
    [InlineData("('a' | repeat 100000) | regex.replace 'a' ('b' | repeat 1000)", "`regex.replace` gives a text that is longer than 4 MiB")]
    [InlineData("('a' | repeat 100000) | regex.replace 'a' '$_'", "`regex.replace` gives a text that is longer than 4 MiB")]
    [InlineData("('a' | repeat 200000) | regex.matches 'a'", "`regex.matches` finds more than 100000 matches")]
    [InlineData("('a' | repeat 100000) | regex.matches '(?=(.*))'", "`regex.matches` gives a text that is longer than 4 MiB")]
    [InlineData("('a' | repeat 1000000) | regex.match '(((((.*)))))'", "`regex.match` gives a text that is longer than 4 MiB")]
    [InlineData("('a' | repeat 90000) | regex.matches (('()' | repeat 20) + 'a')", "`regex.matches` finds more than 1000000 groups")]
    [InlineData("('a' | repeat 40) + '!' | regex.match '(?=a)^(a+)+$'", "The regular expression takes too long")]
    public void What_cannot_be_is_one_error(string expression, string message) =>
        TestCharts.Failure($"a: {{{{ {expression} }}}}\n").Message.ShouldBe(message);
}
