using CsCheck;
using PackMan.KindSchemas;
using PackMan.Sandbox.FieldPaths;
using PackMan.Sandbox.Merging;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Sandbox;

/// <summary>The mathematics under apply: field sets, merging, comparing and removing, on types written in the schema's own notation.</summary>
public sealed class MergingTests
{
    private static readonly SchemaType Keyed = Type("{list:[(name){name:s value:n}] set:[*s] atomic:[!s] map:{*:s} solid:{!a:s b:s}}");

    private static readonly Gen<string> Names = Gen.Char['a', 'e'].Select(letter => letter.ToString());

    [Theory]
    [InlineData("abc", "b", "abc")]
    [InlineData("abc", "cb", "acb")]
    [InlineData("abc", "d", "abcd")]
    [InlineData("abc", "dc", "abdc")]
    [InlineData("abc", "cba", "cba")]
    [InlineData("ab", "acb", "acb")]
    [InlineData("", "ba", "ba")]
    [InlineData("ab", "", "ab")]
    [InlineData("abcd", "da", "bcda")]
    public void List_items_keep_the_order_of_the_configuration_and_their_neighbours(string live, string config, string merged) =>
        Items(Merger.Merge(List(live), List(config), Keyed)).ShouldBe(merged);

    [Fact]
    public void Merging_is_idempotent_and_never_loses_an_item() => Gen.Select(Names.Array[0, 5], Names.Array[0, 5]).Sample((left, right) =>
    {
        var (live, config) = (List(string.Concat(left.Distinct())), List(string.Concat(right.Distinct())));

        var once = Merger.Merge(live, config, Keyed);

        YamlNode.DeepEquals(Merger.Merge(once, config, Keyed), once).ShouldBeTrue();
        Items(once).Order().ShouldBe(left.Union(right).Select(name => name[0]).Order());
    });

    [Fact]
    public void What_two_values_differ_in_is_added_modified_or_removed_and_never_two_of_them()
    {
        var comparison = Comparison.Of(
            Json("""{"list":[{"name":"a","value":1},{"name":"b","value":1}],"set":["x"],"atomic":["1"],"map":{"k":"1","gone":"1"}}"""),
            Json("""{"list":[{"name":"a","value":2},{"name":"c","value":1}],"set":["y"],"atomic":["2"],"map":{"k":"1","new":"1"}}"""),
            Keyed);

        Paths(comparison.Added).ShouldBe([".map.new", ".list[name=\"c\"]", ".list[name=\"c\"].name", ".list[name=\"c\"].value", ".set[=\"y\"]"], ignoreOrder: true);
        Paths(comparison.Modified).ShouldBe([".atomic", ".list[name=\"a\"].value"], ignoreOrder: true);
        Paths(comparison.Removed).ShouldBe([".map.gone", ".list[name=\"b\"]", ".list[name=\"b\"].name", ".list[name=\"b\"].value", ".set[=\"x\"]"], ignoreOrder: true);
    }

    [Fact]
    public void Removing_what_a_value_owns_leaves_nothing()
    {
        var value = Json("""{"list":[{"name":"a","value":1}],"set":["x","y"],"atomic":["1"],"map":{"k":"1"},"solid":{"a":"1"}}""");
        var owned = FieldSetBuilder.Build(value, Keyed).WithNamedFieldsAsMembers(Keyed);

        Remover.Remove(value, owned, Keyed).ShouldBeNull();
    }

    [Fact]
    public void Removing_an_item_leaves_its_siblings()
    {
        var value = Json("""{"list":[{"name":"a","value":1},{"name":"b","value":2}],"map":{"k":"1","l":"2"}}""");
        var gone = FieldsV1.TryDecode(Json("""{"f:list":{"k:{\"name\":\"a\"}":{".":{},"f:name":{},"f:value":{}}},"f:map":{"f:k":{}}}"""))!;

        YamlNode.DeepEquals(Remover.Remove(value, gone, Keyed), Json("""{"list":[{"name":"b","value":2}],"map":{"l":"2"}}""")).ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"f:a":{}}""")]
    [InlineData("""{"f:a":{".":{},"f:b":{}}}""")]
    [InlineData("""{"f:list":{"k:{\"containerPort\":80,\"protocol\":\"TCP\"}":{".":{},"f:containerPort":{}}}}""")]
    [InlineData("""{"f:set":{"v:\"x\"":{},"v:5":{}},"f:x":{"i:3":{}}}""")]
    public void Fields_in_managedFields_notation_read_back_as_they_were(string json)
    {
        var again = JsonText.Write(FieldsV1.Encode(FieldsV1.TryDecode(Json(json))!));

        YamlNode.DeepEquals(JsonText.Parse(again), JsonText.Parse(json)).ShouldBeTrue(again);
    }

    [Theory]
    [InlineData("""{"x:a":{}}""")]
    [InlineData("""{"f:a":7}""")]
    [InlineData("""{"k:[":{}}""")]
    [InlineData("""{"i:one":{}}""")]
    public void Notation_that_is_none_is_refused(string json) => FieldsV1.TryDecode(Json(json)).ShouldBeNull();

    [Fact]
    public void Field_sets_obey_the_laws_of_sets()
    {
        var path = Names.Array[1, 3].Select(names => names.Select(PathElement.OfField).ToArray());
        var sets = path.Array[0, 6].Select(paths =>
        {
            var set = new FieldSet();
            Array.ForEach(paths, item => set.Insert(item));
            return set;
        });

        Gen.Select(sets, sets).Sample((left, right) =>
        {
            left.Union(right).IsSameAs(right.Union(left)).ShouldBeTrue();
            left.Intersection(right).IsSameAs(right.Intersection(left)).ShouldBeTrue();
            left.Difference(right).Union(left.Intersection(right)).IsSameAs(left).ShouldBeTrue();
            left.Difference(right).Intersection(right).IsEmpty.ShouldBeTrue();
            left.RecursiveDifference(right).Difference(left.Difference(right)).IsEmpty.ShouldBeTrue();
        });
    }

    [Theory]
    [InlineData("""{"list":[{"value":1}]}""", """.list: element 0: associative list with keys has an element that omits all key fields ["name"] (and doesn't have default values for any key fields)""")]
    [InlineData("""{"list":[{"name":"a"},{"name":"a"}]}""", """.list: duplicate entries for key [name="a"]""")]
    [InlineData("""{"list":["a"]}""", ".list: element 0: associative list with keys may not have non-map elements")]
    [InlineData("""{"set":[{}]}""", ".set: element 0: associative list without keys has an element that's a map type")]
    [InlineData("""{"set":[null]}""", ".set: element 0: associative list without keys has an element that's an explicit null")]
    [InlineData("""{"nope":1}""", ".nope: field not declared in schema")]
    [InlineData("""{"map":[]}""", ".map: expected map, got []")]
    public void A_value_that_misses_its_type_is_told_in_the_words_of_the_server(string json, string error) =>
        TypeCheck.Errors(Json(json), Keyed).ShouldBe(error);

    private static SchemaType Type(string notation) => new(new SchemaNotation(notation, SchemaCatalog.BuiltIn.Find("__deduced").Atom is { } atom ? _ => atom : null!).ReadAtom());

    private static YamlMap Json(string json) => (YamlMap)JsonText.Parse(json);

    private static YamlMap List(string names) => names.Length == 0
        ? YamlMap.Empty
        : YamlMap.Empty.With("list", YamlList.Of(names.Select(name => YamlMap.Empty.With("name", new YamlString(name.ToString())))));

    private static string Items(YamlNode? value) => string.Concat((value ?? YamlMap.Empty).Items("list").Select(item => item.FindString("name")));

    private static IEnumerable<string> Paths(FieldSet set) => set.Paths().Select(path => path.ToString());
}
