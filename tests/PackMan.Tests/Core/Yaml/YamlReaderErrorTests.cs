using System.Text;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Yaml;

public sealed class YamlReaderErrorTests
{
    [Theory]
    [InlineData("a: 1\nb: 2\na: 3", 3, 1, "duplicate key `a`; the first one stands at x.yaml:1:1")]
    [InlineData("8080: 1\n\"8080\": 3", 2, 1, "duplicate key `8080`")]
    [InlineData("a:\n\tb: 1", 2, 1, "A tab cannot indent YAML")]
    [InlineData("\ta: 1", 1, 1, "A tab cannot indent YAML")]
    [InlineData("a: 1\nb:\n  \tc: 1", 3, 3, "A tab cannot indent YAML")]
    [InlineData("-\t- a", 1, 2, "A tab cannot indent YAML")]
    [InlineData("a: *x", 1, 4, "alias `*x` refers to an anchor that no earlier line defines")]
    [InlineData("a: &x [*x]", 1, 8, "stands inside the node it refers to")]
    [InlineData("a: .inf", 1, 4, "`.inf` is a number that Kubernetes cannot take")]
    [InlineData("a: 1\n~: 2", 2, 1, "A null cannot be the key of a map")]
    [InlineData("? [a]\n: 2", 1, 3, "A list cannot be the key of a map")]
    [InlineData("a: !!int x", 1, 4, "`x` does not fit its tag `!!int`")]
    [InlineData("<<: 1", 1, 1, "The merge key `<<` takes a map or a list of maps, not a number")]
    [InlineData("a: b: c", 1, 5, "A `: ` stands where no key can be")]
    [InlineData("a: [1, 2", 1, 9, "not closed")]
    [InlineData("a: {b: 1", 1, 9, "not closed")]
    [InlineData("a: \"b", 1, 4, "no closing quote")]
    [InlineData("a: \"\\q\"", 1, 4, "unknown escape sequence")]
    [InlineData("a *b: 1", 1, 1, "A `: ` stands behind ` *` in plain text")]
    [InlineData("a: @b", 1, 4, "A plain text cannot begin with `@`")]
    [InlineData("a: 1\n  b: 2", 2, 4, "A `: ` stands where no key can be")]
    [InlineData("a:\n    b: 1\n  c: 2", 3, 3, "A key is expected here")]
    [InlineData("a: 1\nb", 2, 1, "A `:` is missing")]
    [InlineData("- a\nb: 1", 2, 1, "A list item is expected here")]
    [InlineData("a: \u0007", 1, 4, "The character U+0007 cannot stand in YAML")]
    [InlineData("---\na: 1\n---\nb: 2", 3, 1, "`x.yaml` holds 2 documents where one is expected")]
    public void Errors_name_the_place_and_the_cause(string text, int line, int column, string message)
    {
        var error = Should.Throw<YamlException>(() => YamlReader.Read(text, "x.yaml"));

        error.Message.ShouldContain(message);
        error.Frame.ShouldNotBeNull().ToString().ShouldBe($"x.yaml:{line}:{column}");
        error.Frame.LineText.ShouldBe(text.Split('\n')[line - 1]);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("{a: ")]
    [InlineData("- ")]
    public void Nesting_beyond_reason_ends_early(string opening)
    {
        var text = string.Concat(Enumerable.Repeat(opening, 100_000));

        Should.Throw<YamlException>(() => YamlReader.Read(text, "x.yaml")).Message.ShouldContain("deeper than 100 levels");
    }

    [Fact]
    public void Aliases_that_multiply_hit_the_node_limit()
    {
        var text = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (var i = 1; i < 10; i++)
        {
            text.Append(System.Globalization.CultureInfo.InvariantCulture, $"a{i}: &a{i} [{string.Join(", ", Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        Should.Throw<YamlException>(() => YamlReader.Read(text.ToString(), "x.yaml")).Message.ShouldContain("more than 1000000 nodes");
    }

    [Fact]
    public void Aliases_that_deepen_hit_the_depth_limit()
    {
        var text = string.Concat(Enumerable.Range(0, 120).Select(i => i == 0 ? "a0: &a0 [x]\n" : $"a{i}: &a{i} [*a{i - 1}]\n"));

        Should.Throw<YamlException>(() => YamlReader.Read(text, "x.yaml")).Message.ShouldContain("deeper than 100 levels");
    }

    [Fact]
    public void A_text_beyond_the_size_limit_is_refused() =>
        Should.Throw<YamlException>(() => YamlReader.Read(new string('a', 11 << 20), "x.yaml")).Message.ShouldContain("larger than 10 MiB");

    [Fact]
    public void A_file_whose_top_level_is_no_map_is_refused_where_a_map_must_be() =>
        Should.Throw<YamlException>(() => YamlReader.ReadMap("- a", "values.yaml"))
            .Message.ShouldBe("The top level of `values.yaml` must be a map, not a list");

    [Fact]
    public void A_byte_that_is_no_UTF8_is_named_with_its_place()
    {
        var error = Should.Throw<YamlException>(() => Utf8Text.Decode([.. "a: 1\nü: "u8, 0xE9, (byte)'x'], "x.yaml"));

        error.Message.ShouldBe("`x.yaml` is no UTF-8 text: byte 0xE9 at offset 9");
        error.Frame!.ToString().ShouldBe("x.yaml:2:4");
    }
}
