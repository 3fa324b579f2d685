using PackMan.Manifests;
using PackMan.Planning;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Planning;

public sealed class FieldDiffTests
{
    [Theory]
    [InlineData("""{"spec":{"replicas":1}}""", """{"spec":{"replicas":3}}""", "spec.replicas: 1 -> 3")]
    [InlineData("""{"spec":{"a":1}}""", """{"spec":{"a":1,"b":"x"}}""", "spec.b: - -> x")]
    [InlineData("""{"spec":{"a":1,"b":{"c":[1]}}}""", """{"spec":{"a":1}}""", "spec.b: {c: [1]} -> -")]
    [InlineData("""{"metadata":{"annotations":{"a.b/c":"1"}}}""", """{"metadata":{"annotations":{"a.b/c":"2"}}}""", "metadata.annotations[\"a.b/c\"]: \"1\" -> \"2\"")]
    [InlineData("""{"c":[{"name":"a","image":"1"},{"name":"b","image":"1"}]}""", """{"c":[{"name":"b","image":"2"},{"name":"a","image":"1"}]}""", "c[name=b].image: \"1\" -> \"2\"")]
    [InlineData("""{"c":[{"name":"a"}]}""", """{"c":[{"name":"a"},{"name":"b"}]}""", "c[name=b]: - -> {name: b}")]
    [InlineData("""{"p":[{"port":80,"targetPort":1}]}""", """{"p":[{"port":80,"targetPort":2}]}""", "p[port=80].targetPort: 1 -> 2")]
    [InlineData("""{"a":["x","y"]}""", """{"a":["x","z"]}""", "a: [x, \"y\"] -> [x, z]")]
    [InlineData("""{"r":[{"verbs":["get"]},{"verbs":["list"]}]}""", """{"r":[{"verbs":["get"]},{"verbs":["watch"]}]}""", "r[1].verbs: [list] -> [watch]")]
    [InlineData("""{"status":{"x":1},"metadata":{"resourceVersion":"1","generation":1,"managedFields":[]}}""", """{"metadata":{"resourceVersion":"2","generation":2}}""", "")]
    [InlineData("""{"a":1,"b":2}""", """{"b":2,"a":1}""", "")]
    public void Differences_are_told_field_by_field(string before, string after, string expected) => Diff(before, after).ShouldBe(expected);

    [Theory]
    [InlineData("""{"apiVersion":"v1","kind":"Secret","data":{"password":"b2xk"}}""", """{"apiVersion":"v1","kind":"Secret","data":{"password":"bmV3"}}""", "data.password: (differs) -> (differs)")]
    [InlineData("""{"apiVersion":"v1","kind":"Secret"}""", """{"apiVersion":"v1","kind":"Secret","data":{"password":"bmV3"}}""", "data: - -> (differs)")]
    [InlineData("""{"apiVersion":"v1","kind":"Secret","metadata":{"annotations":{"a":"bmV3"}}}""", """{"apiVersion":"v1","kind":"Secret"}""", "metadata: (differs) -> -")]
    [InlineData("""{"apiVersion":"v1","kind":"Secret","type":"a"}""", """{"apiVersion":"v1","kind":"Secret","type":"b"}""", "type: a -> b")]
    [InlineData("""{"apiVersion":"v1","kind":"Pod","spec":{"env":[{"name":"P","value":"pre-hunter2"}]}}""", """{"apiVersion":"v1","kind":"Pod","spec":{"env":[{"name":"P","value":"x"}]}}""", "spec.env[name=P].value: (differs) -> x")]
    public void Secret_values_are_never_printed(string before, string after, string expected) => Diff(before, after).ShouldBe(expected);

    private static string Diff(string before, string after) => string.Join("\n", FieldDiff
        .Compare(Parse(before), Parse(after), new Redaction(["hunter2"]))
        .Select(change => $"{change.Path}: {change.Before ?? "-"} -> {change.After ?? "-"}"));

    private static KubernetesObject Parse(string json) => new((YamlMap)JsonText.Parse(json));
}
