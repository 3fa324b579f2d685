using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Charts.Scaffold;
using PackMan.Schemas;
using PackMan.Subcharts;
using PackMan.Tests.Core.Charts.Loading;
using PackMan.Values;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Examples;

/// <summary>The schemas of the examples and of the scaffold take what they should, and nothing else.</summary>
public sealed class ExampleSchemaTests
{
    [Theory]
    [MemberData(nameof(ExampleTests.Renderings), MemberType = typeof(ExampleTests))]
    public void The_values_of_every_example_satisfy_its_schema(string example, string valuesFile)
    {
        var supplied = valuesFile.Length == 0 ? "" : File.ReadAllText(Path.Combine(Repository.Examples, example, valuesFile));

        Check(Example(example), supplied);
    }

    [Theory]
    [InlineData("web", "replicas: two")]
    [InlineData("web", "replicaCount: 2")]
    [InlineData("web", "image: {repository: ''}")]
    [InlineData("web", "ingress: {hosts: [{name: a.example.org, paths: [static]}]}")]
    [InlineData("web", "env: {A: [1]}")]
    [InlineData("web", "autoscaling: {cpu: 0}")]
    [InlineData("store", "auth: {password: short}")]
    [InlineData("store", "persistence: {size: ten}")]
    [InlineData("store", "replicas: 0")]
    [InlineData("job", "schedule: every day")]
    [InlineData("job", "phases: [Running]")]
    [InlineData("job", "namespaces: [Builds]")]
    public void A_slip_in_the_values_is_caught(string example, string values) =>
        Should.Throw<ValuesSchemaException>(() => Check(Example(example), values));

    [Theory]
    [InlineData("job", "schedule: '@daily'")]
    [InlineData("job", "timeZone: Europe/Vienna")]
    [InlineData("store", "persistence: {size: 1.5Ti}")]
    [InlineData("web", "autoscaling: {cpu: null, memory: 70}")]
    [InlineData("web", "disruptionBudget: {maxUnavailable: 25%}")]
    public void What_kubernetes_takes_is_taken(string example, string values) => Check(Example(example), values);

    [Fact]
    public void The_password_of_the_store_is_never_printed()
    {
        var chart = Example("store");

        ValuesSchema.SensitiveIn(ChartTree.Resolve(chart, YamlMap.Empty)).Paths.ShouldBe(["auth.password"]);
    }

    [Fact]
    public void The_schema_of_the_scaffold_takes_its_values_and_catches_slips()
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "web");
        ChartScaffold.WriteTo(ChartName.Parse("web"), path);
        var chart = ChartLoader.LoadFolder(path, "web");

        Check(chart, "{ingress: {enabled: true}, livenessProbe: null}");
        Should.Throw<ValuesSchemaException>(() => Check(chart, "replicaCuont: 2"));
        Should.Throw<ValuesSchemaException>(() => Check(chart, "service: {port: http}"));
    }

    private static Chart Example(string name) => ChartLoader.LoadFolder(Path.Combine(Repository.Examples, name), name);

    private static void Check(Chart chart, string supplied) =>
        ValuesSchema.Check(ChartTree.Resolve(chart, SuppliedValuesReader.ReadLayers(supplied, "values.yaml")));
}
