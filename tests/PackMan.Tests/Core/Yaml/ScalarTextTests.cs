using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Yaml;

public sealed class ScalarTextTests
{
    [Theory]
    [InlineData("hello world", "nginx:1.27", "--verbose", "http://x.org/?q=1#top", "it's 5% \"off\"", "a  b", "a, [b]", "a# b", "a:b")]
    [InlineData("trueish", "yes!", "nullable", "~/bin", "a=b", "0x1G", "1a", "1-2", "1.2.3", "10.0.0.1", "1.10-alpine", "inf", "1e3x", "e3")]
    [InlineData("2024-01", "12:30pm", "--", "a---", "-a", "C:\\dir", "ünïcödé 😀", "a\u00A0b", "+", "1e", "20240-01-01")]
    public void Text_that_reads_back_as_itself_stays_plain(params string[] texts)
    {
        foreach (var text in texts)
        {
            ScalarText.PlainOrQuoted(text).ShouldBe(text);
        }
    }

    [Theory]
    [InlineData("~", "null", "NULL", "True", "false", "yes", "No", "on", "OFF", "y", "N", "=", "<<", "")]
    [InlineData("0", "-1", "+1", "012", "08", "0o17", "0x1F", "0XaF", "0b101", "-0b1", "1_000", "1,000", "18446744073709551616")]
    [InlineData("1.10", "1.", ".5", ".", "+.", "1e3", "1E-3", "1.5e+10", ".inf", "-.INF", "+.inf", ".NaN", "1_0.5")]
    [InlineData("12:30:45", "1:20", "8080:80", "1:20.5", "-1:20", "2024-01-01", "2024-1-1 10:00:00", "2024-01-01T00:00:00Z", "2024-01-01t1")]
    [InlineData("- x", "-", "? x", "?x", ":x", "@x", "`x", "%x", "*x", "&x", "!x", "#x", "|", ">x", "[a]", "{a}", ",x", "]x", "}x", "'x'")]
    [InlineData("a: b", "a:", "a #b", " a", "a ", "   ", "---", "--- a", "...", "---a", "...a")]
    public void Text_that_could_be_misread_is_double_quoted(params string[] texts)
    {
        foreach (var text in texts)
        {
            ScalarText.PlainOrQuoted(text).ShouldBe($"\"{text}\"");
        }
    }

    [Theory]
    [InlineData("a,b")]
    [InlineData("a]")]
    [InlineData("{a")]
    [InlineData("a:b")]
    public void Brackets_commas_and_colons_are_quoted_in_flow_only(string text)
    {
        ScalarText.IsPlainSafe(text.TrimStart('{')).ShouldBeTrue();

        ScalarText.IsPlainSafe(text, inFlow: true).ShouldBeFalse();
    }

    [Theory]
    [InlineData("\"x\"", "'\"x\"'")]
    [InlineData("'x'", "\"'x'\"")]
    [InlineData("{\"k\": \"it's\"}", "'{\"k\": \"it''s\"}'")]
    [InlineData("- C:\\dir", "'- C:\\dir'")]
    [InlineData("\"a\"\tb", "\"\\\"a\\\"\\tb\"")]
    [InlineData("a\nb\r\0\a\b\u001b\f\v", "\"a\\nb\\r\\0\\a\\b\\e\\f\\v\"")]
    [InlineData("\u0001\u007f\u0085\u2028\ufeff\ufffe", "\"\\x01\\x7F\\x85\\u2028\\uFEFF\\uFFFE\"")]
    [InlineData("\U0001FFFE\t😀é", "\"\\U0001FFFE\\t😀é\"")]
    public void Quotes_are_single_where_that_saves_escapes(string text, string written) => ScalarText.PlainOrQuoted(text).ShouldBe(written);

    [Fact]
    public void Half_a_surrogate_pair_is_refused() =>
        Should.Throw<YamlException>(() => ScalarText.PlainOrQuoted("a\ud83d")).Message.ShouldContain("U+D83D");

    [Fact]
    public void A_key_longer_than_readers_look_is_refused() =>
        Should.Throw<YamlException>(() => ScalarText.Key(new string('k', 1025))).Message.ShouldContain("longer than 1024 characters");

    [Theory]
    [InlineData("a\nb", "|-")]
    [InlineData("a\nb\n", "|")]
    [InlineData("a\n", "|")]
    [InlineData("a\nb\n\n", "|+")]
    [InlineData("\na", "|2-")]
    [InlineData("  a\nb\n", "|2")]
    [InlineData("\ta\nb\n\n\n", "|2+")]
    [InlineData("a\n\tb", "|-")]
    [InlineData("one line", null)]
    [InlineData("\n", null)]
    [InlineData(" \n ", null)]
    [InlineData("a\r\nb", null)]
    [InlineData("a\u0085\nb", null)]
    [InlineData("a\n\u0007", null)]
    public void Several_lines_take_a_literal_block_where_one_can_hold_them(string text, string? header) =>
        ScalarText.BlockHeader(text).ShouldBe(header);

    [Theory]
    [InlineData("1.10", null, "1.10")]
    [InlineData("123456789012345678901234567890", null, "123456789012345678901234567890")]
    [InlineData("-0", null, "-0")]
    [InlineData("0x1F", "31", "31")]
    [InlineData(".5", "0.5", "0.5")]
    [InlineData("5.", "5.0", "5.0")]
    [InlineData("1e3", null, "1.0e+3")]
    [InlineData("1.5E3", null, "1.5e+3")]
    [InlineData("-2E-7", null, "-2.0e-7")]
    public void Numbers_keep_their_digits_in_the_one_notation_all_readers_share(string text, string? json, string written) =>
        ScalarText.NumberText(new YamlNumber(text, json)).ShouldBe(written);

    [Theory]
    [InlineData(".inf")]
    [InlineData("-.INF")]
    [InlineData(".NaN")]
    public void Numbers_without_value_are_refused(string text) =>
        Should.Throw<YamlException>(() => ScalarText.NumberText(new YamlNumber(text))).Message.ShouldContain("Kubernetes cannot take");
}
