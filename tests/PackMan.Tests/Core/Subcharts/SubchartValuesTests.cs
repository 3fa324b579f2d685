using PackMan.Subcharts;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Subcharts;

public sealed class SubchartValuesTests
{
    [Fact]
    public void A_subchart_has_its_defaults_under_what_the_charts_around_and_the_user_say()
    {
        var umbrella = new Umbrella()
            .Values("name: shop\nredis:\n  port: 2\n  size: 2\n")
            .Subchart("redis", "port: 1\nsize: 1\nmode: single\n");

        umbrella.Json("redis: {size: 3}").ShouldBe("""{"name":"shop","redis":{"port":2,"size":3,"mode":"single"}}""");
        var tree = umbrella.Resolve("redis: {size: 3}");
        JsonText.Write(tree.Root.Subcharts[0].Values).ShouldBe("""{"port":2,"size":3,"mode":"single"}""");
        tree.Values.Find("redis", "mode")!.Origin.ShouldBe(new Origin.InFile("shop/charts/redis/values.yaml", 3, 7));
        tree.Values.Find("redis", "port")!.Origin.ShouldBe(new Origin.InFile("shop/values.yaml", 3, 9));
        tree.Values.Find("redis", "size")!.Origin.ShouldBe(new Origin.InFile("supplied.yaml", 1, 15));
    }

    [Fact]
    public void Values_reach_charts_at_every_depth_from_every_chart_around()
    {
        var umbrella = new Umbrella()
            .Values("web: {redis: {a: shop}}")
            .Subchart("web", "redis: {a: web, b: web}")
            .Subchart("web/charts/redis", "a: redis\nb: redis\nc: redis\n");

        umbrella.Json("web: {redis: {c: user}}").ShouldBe("""{"web":{"redis":{"a":"shop","b":"web","c":"user"}}}""");
    }

    [Fact]
    public void One_chart_may_stand_under_several_aliases_with_values_of_their_own()
    {
        var umbrella = new Umbrella()
            .Depends("{name: redis, alias: cache}", "{name: redis, alias: queue}")
            .Values("queue: {size: 2}")
            .Subchart("redis", "size: 1\n");

        umbrella.Json("cache: {size: 3}").ShouldBe("""{"queue":{"size":2},"cache":{"size":3}}""");
        umbrella.Resolve().Root.Subcharts.Select(subchart => subchart.Folder).ShouldBe(["shop/charts/cache", "shop/charts/queue"]);
    }

    [Fact]
    public void Global_flows_down_to_every_chart_and_the_outer_one_wins()
    {
        var umbrella = new Umbrella()
            .Values("global: {registry: shop, tls: {strict: true}}\nweb: {global: {registry: lost, zone: a}}")
            .Subchart("web", "global: {registry: lost, theme: dark, tls: {port: 443}}")
            .Subchart("web/charts/redis", "{}");

        var tree = umbrella.Resolve("global: {region: eu}");

        JsonText.Write(tree.Values.Find("global")!).ShouldBe("""{"registry":"shop","tls":{"strict":true},"region":"eu"}""");
        JsonText.Write(tree.Values.Find("web", "global")!).ShouldBe("""{"registry":"shop","theme":"dark","tls":{"port":443,"strict":true},"zone":"a","region":"eu"}""");
        JsonText.Write(tree.Values.Find("web", "redis", "global")!).ShouldBe(JsonText.Write(tree.Values.Find("web", "global")!));
        tree.Values.Find("web", "redis", "global", "registry")!.Origin.ShouldBe(new Origin.InFile("shop/values.yaml", 1, 20));
    }

    [Theory]
    [InlineData("redis: {probe: {path: /a}}", "redis: {probe: null}", """{"redis":{"probe":null}}""")]
    [InlineData("redis: {probe: null}", "{}", """{"redis":{"probe":null}}""")]
    [InlineData("redis: {probe: {path: null}}", "{}", """{"redis":{"probe":{"path":null,"port":80}}}""")]
    [InlineData("redis: {probe: {port: 81}}", "redis: null", """{"redis":{"probe":{"path":"/","port":80}}}""")]
    public void Null_takes_away_what_a_subchart_has_by_default(string values, string supplied, string computed) =>
        new Umbrella().Values(values).Subchart("redis", "probe: {path: /, port: 80}\n").Json(supplied).ShouldBe(computed);

    [Fact]
    public void Values_of_a_subchart_that_are_no_map_are_an_error_with_their_place()
    {
        var umbrella = new Umbrella().Depends("{name: redis, condition: redis.enabled}").Values("redis: hunter2\n").Subchart("redis");

        var error = umbrella.Failure();

        error.Message.ShouldBe("`values.redis` must be a map, because it holds the values of the subchart `redis`; it is a string (set in shop/values.yaml:1:8)");
        error.Frame.ShouldBe(new CodeFrame("shop/values.yaml", 1, 8));
        error.Hint.ShouldBe("To leave the subchart out, set `redis.enabled=false`");
        new Umbrella().Values("global: 5").Subchart("redis").Failure().Message.ShouldContain("`values.global` must be a map");
    }

    [Fact]
    public void Lists_of_a_subchart_merge_by_the_key_of_its_own_schema()
    {
        var umbrella = new Umbrella()
            .Depends("{name: redis, alias: cache}")
            .Values("cache: {env: [{name: B, value: 2}]}")
            .Subchart("redis", "env: [{name: A, value: 1}, {name: B, value: 1}]\n")
            .File("charts/redis/values.schema.json", """{"properties":{"env":{"type":"array","x-packman-merge-key":"name"}}}""");

        umbrella.Json("cache: {env: [{name: A, value: 3}]}").ShouldBe("""{"cache":{"env":[{"name":"A","value":3},{"name":"B","value":2}]}}""");
    }

    [Fact]
    public void A_value_may_have_been_set_in_its_slice_or_as_global_further_out()
    {
        var redis = new Umbrella().Subchart("web").Subchart("web/charts/redis").Resolve().Root.Subcharts[0].Subcharts[0];

        redis.PlacesOf(["port"]).Select(path => string.Join('.', path)).ShouldBe(["web.redis.port"]);
        redis.PlacesOf(["global", "zone"]).Select(path => string.Join('.', path)).ShouldBe(["global.zone", "web.global.zone", "web.redis.global.zone"]);
    }

    [Fact]
    public void Aliases_of_aliases_end_at_a_limit()
    {
        string[] Aliases(string name) => [.. Enumerable.Range(0, 20).Select(i => $"{{name: {name}, alias: a{i}}}")];
        var umbrella = new Umbrella()
            .Depends(Aliases("b")).Subchart("b", dependencies: Aliases("c")).Subchart("b/charts/c", dependencies: Aliases("d")).Subchart("b/charts/c/charts/d");

        umbrella.Failure().Message.ShouldBe("Chart `shop` uses more than 1000 charts, each alias counted");
    }

    [Fact]
    public void Values_that_aliases_multiply_end_at_a_limit()
    {
        var list = string.Join(',', Enumerable.Range(0, 20_000));
        var aliases = Enumerable.Range(0, 60).Select(i => $"{{name: b, alias: a{i}}}");
        var umbrella = new Umbrella().Depends([.. aliases]).Subchart("b", $"x: [{list}]\n");

        umbrella.Failure().Message.ShouldBe("The values of chart `shop` and its subcharts together have more than 1000000 nodes");
    }
}
