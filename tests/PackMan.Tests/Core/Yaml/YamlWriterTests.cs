using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Yaml;

public sealed class YamlWriterTests
{
    [Fact]
    public void Collections_stand_two_columns_right_of_their_key()
    {
        var tree = JsonText.Parse("""{"a":{"b":[1,{"c":"x","d":[]},[2,[3]],{}]},"8080":"yes","z":null,"t":true}""");

        YamlWriter.Write(tree).ShouldBe(
            """
            a:
              b:
                - 1
                - c: x
                  d: []
                - - 2
                  - - 3
                - {}
            "8080": "yes"
            z: null
            t: true

            """.ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Several_lines_become_literal_blocks_that_keep_every_break()
    {
        var tree = JsonText.Parse("""{"a":"x\ny","b":["p\n\nq\n",{"c":"  r\ns\n\n"}],"d":"t\r\nu"}""");

        YamlWriter.Write(tree).ShouldBe(
            """
            a: |-
              x
              y
            b:
              - |
                p

                q
              - c: |2+
                    r
                  s

            d: "t\r\nu"

            """.ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData("{}", "{}\n")]
    [InlineData("[]", "[]\n")]
    [InlineData("\"a\\nb\"", "\"a\\nb\"\n")]
    [InlineData("null", "null\n")]
    [InlineData("1.10", "1.10\n")]
    [InlineData("[[]]", "- []\n")]
    public void Roots_that_are_no_open_collection_take_one_line(string json, string written) =>
        YamlWriter.Write(JsonText.Parse(json)).ShouldBe(written);

    [Theory]
    [InlineData("""{"a":1,"b":["x",{"c":null}],"d":{}}""", "{a: 1, b: [x, {c: null}], d: {}}")]
    [InlineData("""["a,b","a:b","l\nm",1e3]""", "[\"a,b\", \"a:b\", \"l\\nm\", 1.0e+3]")]
    public void The_flow_form_takes_one_line(string json, string written) =>
        YamlWriter.WriteFlow(JsonText.Parse(json)).ShouldBe(written);
}
