using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Yaml;

public sealed class YamlReaderTests
{
    [Theory]
    [InlineData("y Y yes Yes YES true True TRUE on On ON", "true")]
    [InlineData("n N no No NO false False FALSE off Off OFF", "false")]
    [InlineData("~ null Null NULL", "null")]
    [InlineData("0 00 -0 +0 0x0", "0")]
    [InlineData("8 010 +8 0o10 0x8 0b1000 0X8 08 8_", "8")]
    [InlineData("-31 -0x1F -0b11111 -037 -3_1", "-31")]
    [InlineData("18 018 1_8 0x12", "18")]
    [InlineData("18446744073709551616 0x10000000000000000 1_8446744073709551616", "18446744073709551616")]
    [InlineData("1000 1_000 1__000", "1000")]
    [InlineData("1.10 +1.10 01.10 1_.10", "1.10")]
    [InlineData("0.5 .5 00.5", "0.5")]
    [InlineData("5.0 5. +5.", "5.0")]
    [InlineData("1e3 +1e3 01e3", "1e3")]
    [InlineData("-1.5E-3", "-1.5E-3")]
    [InlineData("'8'", "\"8\"")]
    [InlineData("!!str 8 ", "\"8\"")]
    [InlineData("!!int '8'", "8")]
    [InlineData("!thing 8", "\"8\"")]
    public void Plain_scalars_mean_what_they_mean_to_Kubernetes(string spellings, string json)
    {
        var texts = spellings.Contains('!', StringComparison.Ordinal) ? [spellings] : spellings.Split(' ');

        foreach (var text in texts)
        {
            JsonText.Write(YamlReader.Read($"a: {text}", "x.yaml")).ShouldBe($$"""{"a":{{json}}}""", text);
        }
    }

    [Theory]
    [InlineData("12:30:45")]
    [InlineData("2024-01-01")]
    [InlineData("2024-01-01T00:00:00Z")]
    [InlineData("=")]
    [InlineData("tRue")]
    [InlineData("yES")]
    [InlineData("nULL")]
    [InlineData("0x")]
    [InlineData("0b12")]
    [InlineData("0o8")]
    [InlineData("1,000")]
    [InlineData("1e")]
    [InlineData("1e400")]
    [InlineData("+")]
    [InlineData(".")]
    [InlineData(".5_0")]
    [InlineData("_1")]
    [InlineData("1.2.3")]
    [InlineData("<<")]
    public void What_only_looks_like_something_else_is_a_string(string text) =>
        YamlReader.Read($"a: {text}", "x.yaml").FindString("a").ShouldBe(text);

    [Fact]
    public void Numbers_keep_their_spelling()
    {
        var number = YamlReader.Read("0x1F", "x.yaml").ShouldBeOfType<YamlNumber>();

        (number.Text, number.Json, number.AsInt64).ShouldBe(("0x1F", "31", 31));
    }

    [Theory]
    [InlineData("8080", "8080")]
    [InlineData("010", "8")]
    [InlineData("true", "true")]
    [InlineData("on", "true")]
    [InlineData("'on'", "on")]
    [InlineData("1.10", "1.1")]
    [InlineData("1e7", "1e+07")]
    [InlineData("1234567.5", "1.2345675e+06")]
    [InlineData("0.00001", "1e-05")]
    [InlineData("123456.0", "123456")]
    [InlineData("-0.25", "-0.25")]
    [InlineData("2024-01-01", "2024-01-01")]
    public void Keys_become_the_strings_that_Kubernetes_makes_of_them(string key, string text) =>
        ((YamlMap)YamlReader.Read($"{key}: x", "x.yaml")).Keys.ShouldBe([text]);

    [Fact]
    public void Infinite_numbers_are_read_where_values_may_hold_them()
    {
        var number = YamlReader.Read("-.Inf", "values.yaml", YamlReaderLimits.ForValues).ShouldBeOfType<YamlNumber>();

        (number.Text, number.IsFinite).ShouldBe(("-.Inf", false));
    }

    [Fact]
    public void Every_node_knows_its_place()
    {
        var root = YamlReader.Read("a:\r\n  - b: 1\r\n    c: |\r\n      x\r\n", "web/values.yaml");

        var item = ((YamlList)root.Find("a")!)[0];
        item.Origin.ShouldBe(new Origin.InFile("web/values.yaml", 2, 5));
        item.Find("b")!.Origin!.ToString().ShouldBe("web/values.yaml:2:8");
        item.FindString("c").ShouldBe("x\n");
    }

    [Fact]
    public void Documents_know_their_lines()
    {
        var documents = YamlReader.ReadAll("# head\n---\na: 1\n# tail\n---\n---\nb: 2\n...\n", "x.yaml");

        documents.Select(document => (document.Root.KindName, document.StartLine, document.EndLine))
            .ShouldBe([("map", 2, 4), ("null", 5, 5), ("map", 6, 8)]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\ufeff")]
    [InlineData("# only a comment\n")]
    public void A_text_without_content_has_no_document(string text)
    {
        YamlReader.ReadAll(text, "x.yaml").ShouldBeEmpty();
        YamlReader.Read(text, "x.yaml").ShouldBeOfType<YamlNull>();
        YamlReader.ReadMap(text, "x.yaml").Count.ShouldBe(0);
    }

    [Fact]
    public void A_byte_order_mark_is_no_part_of_the_first_key() =>
        ((YamlMap)YamlReader.Read("\ufeffa: 1", "x.yaml")).Keys.ShouldBe(["a"]);

    [Fact]
    public void Aliases_stand_for_their_anchor()
    {
        var root = YamlReader.Read("a: &x {b: [1]}\nc: *x\nd: &k key\n*k : 2", "x.yaml");

        JsonText.Write(root).ShouldBe("""{"a":{"b":[1]},"c":{"b":[1]},"d":"key","key":2}""");
    }

    [Theory]
    [InlineData("<<: *b\nx: 2", """{"x":2,"w":1}""")]
    [InlineData("x: 2\n<<: *b", """{"x":2,"w":1}""")]
    [InlineData("<<: [{x: 9}, *b]", """{"x":9,"w":1}""")]
    [InlineData("<<: *b\n<<: {z: 3}", """{"x":1,"w":1,"z":3}""")]
    [InlineData("\"<<\": 1", """{"<<":1}""")]
    public void Merge_keys_give_way_to_the_maps_own_keys(string content, string json)
    {
        var root = YamlReader.Read($"base: &b {{x: 1, w: 1}}\nmap:\n  {content.Replace("\n", "\n  ", StringComparison.Ordinal)}\n", "x.yaml");

        JsonText.Write(root.Find("map")!).ShouldBe(json);
    }
}
