using PackMan.Actions.Inspect;
using PackMan.Subcharts;
using PackMan.Values;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Subcharts;

public sealed class LayersTests
{
    [Fact]
    public void A_trace_goes_from_the_innermost_chart_out_to_the_flags()
    {
        var umbrella = new Umbrella()
            .Values("web: {redis: {port: 3}}\nglobal: {zone: a}")
            .Subchart("web", "redis: {port: 2}\nglobal: {zone: b}")
            .Subchart("web/charts/redis", "port: 1");

        Trace(umbrella, "web: {redis: {port: 4}}", "web: {redis: {port: 5}}").ShouldBe(
        [
            "web.redis.port = 5 < 4 < 3 < 2 < 1",
            "web.redis.global.zone = a < b",
            "web.global.zone = a < b",
            "global.zone = a",
        ]);
    }

    [Fact]
    public void What_a_chart_imports_lies_beneath_its_own_defaults()
    {
        var umbrella = new Umbrella().Depends("{name: redis, import-values: [data]}").Values("host: own").Subchart("redis", "exports: {data: {host: redis, port: 1}}");

        Trace(umbrella, "host: user").ShouldBe(["host = user < own < redis", "port = 1", "redis.exports.data.host = redis", "redis.exports.data.port = 1"]);
    }

    [Fact]
    public void A_step_that_would_be_an_error_by_itself_is_passed_over() =>
        Trace(new Umbrella().Subchart("redis", "port: 1"), "redis: 5", "redis: {size: 2}").ShouldBe(["redis.size = 2", "redis.port = 1"], ignoreOrder: true);

    [Fact]
    public void The_last_layer_is_the_whole()
    {
        var umbrella = new Umbrella().Depends("{name: redis, condition: redis.enabled, import-values: [data]}").Values("global: {a: 1}").Subchart("redis", "exports: {data: {b: 2}}").Subchart("web", "c: 3");
        var tree = umbrella.Resolve("web: {c: 4}");

        YamlNode.DeepEquals(tree.Layers([Umbrella.Map("web: {c: 4}")])[^1].Values, tree.Values).ShouldBeTrue();
    }

    private static string[] Trace(Umbrella umbrella, params string[] supplied)
    {
        var values = InspectValuesAction.Run(umbrella.Load(), [.. supplied.Select(Umbrella.Map)], skipSchemaValidation: false);
        return [.. ValuesTrace.Of(values.Steps).Select(traced => $"{PathStep.Text(traced.Path.AsSpan())} = {string.Join(" < ", traced.Overridden.Prepend(traced.Value).Select(node => node.ToString()))}")];
    }
}
