using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Templating;

/// <summary>Arguments that a function cannot take: one error that names it, the argument and both kinds.</summary>
public sealed class ArgumentTests
{
    [Theory]
    [InlineData("[1] | trim", "`trim` takes a string as `text`, not a list")]
    [InlineData("'a' | trunc 'x'", "`trunc` takes a whole number as `length`, not a string")]
    [InlineData("'a' | trunc 1.5", "`trunc` takes a whole number as `length`, not a number")]
    [InlineData("'x' | math.plus 1", "`math.plus` takes a number as `number`, not a string")]
    [InlineData("'x' | array.size", "`array.size` takes a list as `list`, not a string")]
    [InlineData("{a: 1} | array.first", "`array.first` takes a list as `list`, not a map")]
    [InlineData("[1] | object.keys", "`object.keys` takes a map as `map`, not a list")]
    [InlineData("[1] | array.each 'upper'", "`array.each` takes a function as `function`, not a string")]
    [InlineData("'soon' | date.to_string '%Y'", "`date.to_string` takes a date as `date`, not a string")]
    [InlineData("'2026-01-31' | date.to_string '%Q'", "`date.to_string` failed: `%Q` is no part of a date; known are letters like `%Y-%m-%dT%H:%M:%S`")]
    [InlineData("'31.31.2026' | date.parse '%d.%m.%Y'", "`date.parse` failed: `31.31.2026` does not follow the pattern")]
    [InlineData("'2026-01-31' | date.add_days 1e9", "`date.add_days` leaves the years 1 to 9999")]
    [InlineData("timespan.parse '5 minutes'", "`timespan.parse` takes a duration as `text`, not a string")]
    [InlineData("timespan.from_days 1e9", "`timespan.from_days` gives more than 29,000 years")]
    [InlineData("1 | math.divided_by 0", "`math.divided_by` cannot divide by zero")]
    [InlineData("9e27 | math.times 9e27", "`math.times` gives a number of more than 28 digits")]
    [InlineData("math.max", "`math.max` takes at least one number")]
    [InlineData("1 | math.format 'D999999999'", "`math.format` takes a format of at most 64 characters and 99 digits")]
    [InlineData("'1.5x' | quantity.to_number", "`1.5x` is no quantity")]
    [InlineData("'1.5' | string.to_int", "`string.to_int` takes a whole number")]
    [InlineData("'a' | string.to_int", "`string.to_int` takes a text that is a number")]
    [InlineData("['a', 1] | array.sort", "`array.sort` cannot order a string and a number")]
    [InlineData("[[1]] | array.join ','", "`array.join` takes a list of strings, and this one holds a list")]
    [InlineData("array.range 0 1 0", "`array.range` takes a step that is not 0")]
    [InlineData("array.range 0 100000000 1", "The list has more than 1000000 items")]
    [InlineData("'%' | base64_decode", "`base64_decode` takes the base64 form of a UTF-8 text")]
    [InlineData("'abc' | base32_decode", "`base32_decode` takes the base32 form of a UTF-8 text")]
    [InlineData("'/path' | url_parse", "`url_parse` takes an absolute URL")]
    [InlineData("trunc 'a'", "`trunc` takes 2 arguments, not 1")]
    [InlineData("sha1 'a' 'b'", "`sha1` takes 1 argument, not 2")]
    public void A_wrong_argument_is_named(string expression, string message) =>
        TestCharts.Failure($"a: {{{{ {expression} }}}}\n").Message.ShouldBe(message);

    [Fact]
    public void A_wrong_count_of_arguments_shows_how_the_call_is_written() =>
        TestCharts.Failure("a: {{ 'x' | trunc }}\n").Hint.ShouldBe("Write `trunc text length`, or its first argument in front of a pipe");

    [Fact]
    public void A_text_many_times_in_a_tree_is_not_written_out() =>
        TestCharts.Failure("{{ s = 'x' | repeat 1000000; l = [s, s, s, s, s, s, s, s] }}a: {{ l | to_json }}\n").Message.ShouldBe("`to_json` gives a text that is longer than 4 MiB");

    [Fact]
    public void A_tree_that_shares_its_branches_counts_each_of_them() =>
        TestCharts.Failure("{{ m = {a: 1}; for i in 1..90; m = [m, m] | array.reverse; end }}a: {{ m }}\n").Message.ShouldContain("items");
}
