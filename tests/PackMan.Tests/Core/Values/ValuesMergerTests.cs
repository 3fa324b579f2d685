using PackMan.Values;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Values;

public sealed class ValuesMergerTests
{
    [Theory]
    [InlineData("""{"a":1,"b":2}""", """{"b":3,"c":4}""", """{"a":1,"b":3,"c":4}""")]
    [InlineData("""{"a":{"b":{"c":1,"d":2}}}""", """{"a":{"b":{"d":3}}}""", """{"a":{"b":{"c":1,"d":3}}}""")]
    [InlineData("""{"a":[1,2,3]}""", """{"a":[4]}""", """{"a":[4]}""")]
    [InlineData("""{"a":{"b":1}}""", """{"a":"x"}""", """{"a":"x"}""")]
    [InlineData("""{"a":"x"}""", """{"a":{"b":1}}""", """{"a":{"b":1}}""")]
    [InlineData("""{"a":{"b":1,"c":2}}""", """{"a":{"b":null}}""", """{"a":{"b":null,"c":2}}""")]
    [InlineData("""{"a":{"b":1}}""", """{"a":null}""", """{"a":null}""")]
    [InlineData("""{"a":null}""", """{}""", """{"a":null}""")]
    [InlineData("""{"a":null}""", """{"a":{"b":1}}""", """{"a":{"b":1}}""")]
    [InlineData("""{}""", """{"a":null}""", """{"a":null}""")]
    public void Maps_merge_all_else_replaces_and_null_stays_declared(string defaults, string supplied, string merged) =>
        JsonText.Write(ValuesMerger.Merge(Map(defaults), Map(supplied))).ShouldBe(merged);

    [Fact]
    public void Lists_with_a_merge_key_match_their_items_by_it()
    {
        var defaults = Map("""{"env":[{"name":"A","value":"1"},{"name":"B","value":"2"}],"args":[{"name":"A"}]}""");
        var supplied = Map("""{"env":[{"name":"B","value":"3"},{"name":"C","value":"4"}],"args":[{"name":"B"}]}""");

        var merged = ValuesMerger.Merge(defaults, supplied, path => path is ["env"] ? new MergeRule.ByKey("name") : null);

        JsonText.Write(merged).ShouldBe(
            """{"env":[{"name":"A","value":"1"},{"name":"B","value":"3"},{"name":"C","value":"4"}],"args":[{"name":"B"}]}""");
    }

    [Theory]
    [InlineData("""{"a":[1]}""", """{"a":[2,1]}""", """{"a":[1,2,1]}""")]
    [InlineData("""{"a":[1]}""", """{"a":[]}""", """{"a":[1]}""")]
    [InlineData("""{"a":[1]}""", """{"a":null}""", """{"a":null}""")]
    [InlineData("""{"a":null}""", """{"a":[2]}""", """{"a":[2]}""")]
    [InlineData("""{"a":{"b":1}}""", """{"a":{"c":1}}""", """{"a":{"b":1,"c":1}}""")]
    public void A_list_can_be_appended_to(string defaults, string supplied, string merged) =>
        JsonText.Write(ValuesMerger.Merge(Map(defaults), Map(supplied), path => path is ["a"] ? new MergeRule.Append() : null)).ShouldBe(merged);

    [Theory]
    [InlineData("""{"a":{"b":{"c":1}}}""", """{"a":{"b":{"d":1}}}""", """{"a":{"b":{"d":1}}}""")]
    [InlineData("""{"a":{"b":{"c":1},"x":1}}""", """{"a":{"b":{}}}""", """{"a":{"b":{},"x":1}}""")]
    [InlineData("""{"a":{"b":{"c":1},"x":1}}""", """{"a":{"x":2}}""", """{"a":{"b":{"c":1},"x":2}}""")]
    [InlineData("""{"a":{"b":[1]}}""", """{"a":{"b":[2]}}""", """{"a":{"b":[2]}}""")]
    public void A_map_can_be_replaced_whole(string defaults, string supplied, string merged) =>
        JsonText.Write(ValuesMerger.Merge(Map(defaults), Map(supplied), path => path is ["a", "b"] ? new MergeRule.Replace() : null)).ShouldBe(merged);

    [Fact]
    public void Merged_nodes_keep_the_origin_of_the_layer_that_won()
    {
        var defaults = YamlReader.ReadMap("a: 1\nb: 2\n", "web/values.yaml");
        var supplied = YamlReader.ReadMap("b: 3\n", "prod.yaml");

        var merged = ValuesMerger.Merge(defaults, supplied);

        merged.Find("a")!.Origin!.ToString().ShouldBe("web/values.yaml:1:4");
        merged.Find("b")!.Origin!.ToString().ShouldBe("prod.yaml:1:4");
    }

    private static YamlMap Map(string json) => (YamlMap)JsonText.Parse(json);
}
