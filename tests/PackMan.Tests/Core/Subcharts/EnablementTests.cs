using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Subcharts;

public sealed class EnablementTests
{
    [Theory]
    [InlineData("{name: redis}", "{}", true)]
    [InlineData("{name: redis, condition: redis.enabled}", "{}", true)]
    [InlineData("{name: redis, condition: redis.enabled}", "{redis: {enabled: false}}", false)]
    [InlineData("{name: redis, condition: redis.enabled}", "{redis: {enabled: null}}", true)]
    [InlineData("{name: redis, condition: 'a.use, redis.enabled'}", "{redis: {enabled: false}}", false)]
    [InlineData("{name: redis, condition: 'a.use,redis.enabled'}", "{a: {use: true}, redis: {enabled: false}}", true)]
    [InlineData("{name: redis, condition: global.redis}", "{global: {redis: false}}", false)]
    [InlineData("{name: redis, tags: [data, back]}", "{tags: {data: false}}", false)]
    [InlineData("{name: redis, tags: [data, back]}", "{tags: {data: false, back: true}}", true)]
    [InlineData("{name: redis, tags: [data], condition: redis.enabled}", "{tags: {data: false}, redis: {enabled: true}}", true)]
    [InlineData("{name: redis, tags: [data], condition: redis.enabled}", "{tags: {data: true}, redis: {enabled: false}}", false)]
    [InlineData("{name: redis, tags: [data], condition: redis.enabled}", "{tags: {data: false}}", false)]
    public void The_first_condition_with_a_value_decides_and_else_the_tags(string dependency, string supplied, bool isEnabled) =>
        new Umbrella().Depends(dependency).Subchart("redis").Resolve(supplied).Root.Subcharts.Length.ShouldBe(isEnabled ? 1 : 0);

    [Fact]
    public void A_condition_may_look_at_the_defaults_of_the_subchart_itself()
    {
        var umbrella = new Umbrella().Depends("{name: redis, alias: cache, condition: cache.enabled}").Subchart("redis", "enabled: false\n");

        umbrella.Resolve().Root.Subcharts.ShouldBeEmpty();
        umbrella.Resolve("cache: {enabled: true}").Root.Subcharts.Length.ShouldBe(1);
        umbrella.Resolve("cache: {enabled: null}").Root.Subcharts.Length.ShouldBe(1);
    }

    [Fact]
    public void A_subchart_that_is_left_out_says_why_and_brings_no_values()
    {
        var umbrella = new Umbrella().Depends("{name: redis, condition: redis.enabled}", "{name: db, tags: [data]}").Subchart("redis", "port: 1").Subchart("db", "port: 2");

        var tree = umbrella.Resolve("redis: {enabled: false}\ntags: {data: false}\n");

        tree.Root.Disabled.Select(disabled => $"{disabled.Name}: {disabled.Reason}").ShouldBe(
            ["redis: its condition `redis.enabled` is false (set in supplied.yaml:1:18)", "db: its tag `data` is false (set in supplied.yaml:2:14)"]);
        JsonText.Write(tree.Values).ShouldBe("""{"redis":{"enabled":false},"tags":{"data":false}}""");
        tree.Reads.Select(path => string.Join('.', path)).ShouldBe(["redis.enabled", "redis", "tags.data", "db"]);
    }

    [Fact]
    public void Tags_of_the_outermost_chart_reach_all_charts_and_win_over_those_of_inner_ones()
    {
        var umbrella = new Umbrella().Subchart("web", "tags: {data: false}", dependencies: ["{name: redis, tags: [data]}"]).Subchart("web/charts/redis");

        umbrella.Resolve().Root.Subcharts[0].Subcharts.ShouldBeEmpty();
        umbrella.Resolve("tags: {data: true}").Root.Subcharts[0].Subcharts.Length.ShouldBe(1);
    }

    [Fact]
    public void Conditions_of_an_inner_chart_are_paths_in_its_own_values()
    {
        var umbrella = new Umbrella().Subchart("web", dependencies: ["{name: redis, condition: redis.enabled}"]).Subchart("web/charts/redis");

        umbrella.Resolve("redis: {enabled: false}").Root.Subcharts[0].Subcharts.Length.ShouldBe(1);
        umbrella.Resolve("web: {redis: {enabled: false}}").Root.Subcharts[0].Subcharts.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("redis: {enabled: 'false'}", "The condition `redis.enabled` of dependency `redis` of chart `shop` must be `true` or `false`; it is a string (set in supplied.yaml:1:18)")]
    [InlineData("redis: {enabled: {}}", "The condition `redis.enabled` of dependency `redis` of chart `shop` must be `true` or `false`; it is a map (set in supplied.yaml:1:18)")]
    [InlineData("tags: {data: 0}", "The tag `data` of dependency `redis` of chart `shop` must be `true` or `false`; it is a number (set in supplied.yaml:1:14)")]
    public void What_is_no_boolean_is_an_error(string supplied, string message) =>
        new Umbrella().Depends("{name: redis, condition: redis.enabled, tags: [data]}").Subchart("redis").Failure(supplied).Message.ShouldBe(message);

    [Fact]
    public void A_condition_that_was_probably_misspelt_is_warned_of()
    {
        var umbrella = new Umbrella().Depends("{name: redis, condition: redis.enabeld}", "{name: db, condition: db.enabled}").Subchart("redis", "enabled: true").Subchart("db");

        umbrella.Resolve().Warnings.ShouldBe(["The condition `redis.enabeld` of dependency `redis` names no value, so the subchart is in use; did you mean `redis.enabled`?"]);
    }
}
