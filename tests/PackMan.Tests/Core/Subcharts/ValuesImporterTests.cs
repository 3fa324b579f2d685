using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Subcharts;

public sealed class ValuesImporterTests
{
    [Fact]
    public void Exported_values_come_to_the_top_and_others_where_the_chart_wants_them()
    {
        var umbrella = new Umbrella()
            .Depends("{name: redis, import-values: [data, {child: service.port, parent: ports.redis}]}")
            .Values("name: shop")
            .Subchart("redis", "service: {port: 6379}\nexports: {data: {host: redis}}\n");

        var tree = umbrella.Resolve();

        JsonText.Write(tree.Values).ShouldBe("""{"name":"shop","host":"redis","ports":{"redis":6379},"redis":{"service":{"port":6379},"exports":{"data":{"host":"redis"}}}}""");
        tree.Values.Find("host")!.Origin.ShouldBe(new Origin.InFile("shop/charts/redis/values.yaml", 2, 24));
        tree.Imports.Select(import => $"{string.Join('.', import.From)} > {string.Join('.', import.To)}").ShouldBe(["redis.exports.data > ", "redis.service.port > ports.redis"]);
        tree.Reads.Select(path => string.Join('.', path)).ShouldBe(["redis.exports.data", "redis.service.port"]);
    }

    [Theory]
    [InlineData("host: own", "{}", "own")]
    [InlineData("host: null", "{}", "null")]
    [InlineData("{}", "host: user", "user")]
    [InlineData("{}", "redis: {exports: {data: {host: user}}}", "user")]
    [InlineData("redis: {exports: {data: {host: own}}}", "{}", "own")]
    public void The_own_values_win_and_what_was_given_to_the_subchart_is_imported(string values, string supplied, string host) =>
        new Umbrella().Depends("{name: redis, import-values: [data]}").Values(values).Subchart("redis", "exports: {data: {host: redis}}").Resolve(supplied)
            .Values.Find("host")!.ToString().ShouldBe(host);

    [Fact]
    public void Of_two_imports_of_a_key_the_first_dependency_wins() =>
        new Umbrella().Depends("{name: b, import-values: [data]}", "{name: a, import-values: [data]}")
            .Subchart("a", "exports: {data: {from: a, only: a}}").Subchart("b", "exports: {data: {from: b}}")
            .Resolve().Values.FindString("from").ShouldBe("b");

    [Fact]
    public void Values_can_be_handed_up_chart_by_chart_and_on_to_a_sibling()
    {
        var umbrella = new Umbrella()
            .Depends("{name: web, import-values: [{child: host, parent: mail.server}]}", "{name: mail}")
            .Subchart("web", "{}", dependencies: ["{name: redis, import-values: [data]}"])
            .Subchart("web/charts/redis", "exports: {data: {host: deep}}")
            .Subchart("mail", "server: none");

        umbrella.Resolve().Values.FindString("mail", "server").ShouldBe("deep");
    }

    [Fact]
    public void A_subchart_that_is_left_out_exports_nothing() =>
        new Umbrella().Depends("{name: redis, condition: redis.enabled, import-values: [data]}").Subchart("redis", "exports: {data: {host: redis}}")
            .Resolve("redis: {enabled: false}").Values.Find("host").ShouldBeNull();

    [Fact]
    public void An_import_of_nothing_is_an_error_at_its_place()
    {
        var error = new Umbrella().Depends("{name: redis, import-values: [dta]}").Subchart("redis", "exports: {data: {host: redis}}").Failure();

        error.Message.ShouldBe("Chart `shop` imports `exports.dta` from its subchart `redis`, whose values have no such key");
        error.Hint.ShouldBe("Did you mean `exports.data`?");
        error.Frame.ShouldBe(new CodeFrame("shop/Chart.yaml", 6, 33));
    }

    [Fact]
    public void Only_a_map_can_go_to_the_top() =>
        new Umbrella().Depends("{name: redis, import-values: [{child: port, parent: .}]}").Subchart("redis", "port: 1").Failure()
            .Message.ShouldBe("Chart `shop` imports a number from its subchart `redis` to the top of its values, where only a map can go");
}
