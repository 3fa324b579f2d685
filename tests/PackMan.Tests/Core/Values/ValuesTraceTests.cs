using System.Collections.Immutable;
using PackMan.Values;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Values;

public sealed class ValuesTraceTests
{
    [Theory]
    [InlineData("a: 1", new string[0], "a Set 1@0")]
    [InlineData("a: 1", new[] { "b: 2" }, "a Set 1@0; b Set 2@1")]
    [InlineData("a: 1", new[] { "a: 2", "b: 1", "a: 3" }, "a Set 3@3 < 2@1 < 1@0; b Set 1@2")]
    [InlineData("a: 1", new[] { "a: 1" }, "a Set 1@1 < 1@0")]
    [InlineData("a: {b: 1, c: 2}", new[] { "a: {c: 3}" }, "a.b Set 1@0; a.c Set 3@1 < 2@0")]
    [InlineData("a: {b: 1}", new[] { "a: {c: 2}", "a: x" }, "a Set x@2 < {b: 1, c: 2}@0")]
    [InlineData("a: x", new[] { "a: {b: 1}" }, "a.b Set 1@1")]
    [InlineData("a: {b: 1}", new[] { "a: {b: null}" }, "a.b Deleted null@1 < 1@0")]
    [InlineData("a: {b: 1}", new[] { "a: null", "a: {c: 2}" }, "a.b Set 1@0; a.c Set 2@2")]
    [InlineData("a: 1", new[] { "a: null", "a: 2" }, "a Set 2@2 < null@1 < 1@0")]
    [InlineData("a: null", new[] { "b: null" }, "a Declared null@0; b Declared null@1")]
    [InlineData("a: {}", new[] { "b: []" }, "a Set {}@0; b Set []@1")]
    [InlineData("a: [1, 2, 3]", new[] { "a: [4]" }, "a[0] Set 4@1 < 1@0; a[1] Dropped [4]@1 < 2@0; a[2] Dropped [4]@1 < 3@0")]
    [InlineData("a: [1]", new[] { "a: []" }, "a[0] Dropped []@1 < 1@0")]
    [InlineData("a: [1]", new[] { "a: [null]" }, "a[0] Set null@1 < 1@0")]
    [InlineData("a: [{b: 1, c: 2}]", new[] { "a: [{b: 3}]" }, "a[0].b Set 3@1 < 1@0")]
    [InlineData("keyed: [{name: x, v: 1}]", new[] { "keyed: [{name: w, v: 2}]", "keyed: [{name: x, v: 3}]" },
        "keyed[0].name Set x@2 < x@0; keyed[0].v Set 3@2 < 1@0; keyed[1].name Set w@1; keyed[1].v Set 2@1")]
    public void A_leaf_tells_what_it_overrode_nearest_first(string defaults, string[] layers, string expected)
    {
        var trees = layers.Prepend(defaults).Select((text, index) => YamlReader.ReadMap(text, $"{index}")).ToArray();
        var steps = ImmutableArray.Create(trees[0]);
        for (var count = 2; count <= trees.Length; count++)
        {
            steps = steps.Add(ValuesMerger.Merge(trees[0], trees[1..count].Aggregate((earlier, later) => ValuesMerger.Merge(earlier, later, Key)), Key));
        }

        string.Join("; ", ValuesTrace.Of(steps).Select(Text)).ShouldBe(expected);
    }

    private static MergeRule? Key(ImmutableArray<string> path) => path is ["keyed"] ? new MergeRule.ByKey("name") : null;

    private static string Text(TracedValue row) =>
        $"{PathStep.Text(row.Path.AsSpan())} {row.State} {string.Join(" < ", row.Overridden.Prepend(row.Value).Select(node => $"{YamlWriter.WriteFlow(node)}@{((Origin.InFile)node.Origin!).File}"))}";
}
