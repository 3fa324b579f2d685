using PackMan.Schemas;
using PackMan.Subcharts;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Subcharts;

public sealed class SubchartSchemaTests
{
    [Fact]
    public void Each_schema_sees_its_own_slice_and_violations_name_the_alias()
    {
        var umbrella = new Umbrella()
            .Depends("{name: redis, alias: cache}", "{name: redis, alias: queue}")
            .Values("queue: {port: no number}")
            .Subchart("redis", "port: 1")
            .File("charts/redis/values.schema.json", """{"properties":{"port":{"type":"integer"}}}""");

        Violations(umbrella, "cache: {port: x}").ShouldBe(
        [
            "`values.cache.port` must be an integer, got the string `\"x\"` (set in supplied.yaml:1:15)",
            "`values.queue.port` must be an integer, got the string `\"no number\"` (set in shop/values.yaml:1:15)",
        ]);
    }

    [Fact]
    public void A_strict_schema_is_not_broken_by_what_comes_from_other_charts()
    {
        const string Strict = """{"additionalProperties":false,"properties":{"own":{}}}""";
        var umbrella = new Umbrella()
            .Depends("{name: redis, tags: [data]}")
            .Values("own: 1\nglobal: {a: 1}\ntags: {data: true}")
            .File("values.schema.json", Strict)
            .Subchart("redis", "own: 2").File("charts/redis/values.schema.json", Strict);

        ValuesSchema.Check(umbrella.Resolve());
        Violations(umbrella, "typo: 1\nredis: {typo: 1}").Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("""{"properties":{"global":{"properties":{"a":{"type":"string"}}}}}""")]
    [InlineData("""{"properties":{"redis":{"properties":{"own":{"type":"string"}}}}}""")]
    [InlineData("""{"required":["mail"]}""")]
    public void What_a_schema_names_it_is_asked_about(string schema)
    {
        var umbrella = new Umbrella().Values("global: {a: 1}").File("values.schema.json", schema).Subchart("redis", "own: 2").Subchart("mail");

        if (schema.Contains("mail", StringComparison.Ordinal))
        {
            ValuesSchema.Check(umbrella.Resolve());
        }
        else
        {
            Violations(umbrella, "").Length.ShouldBe(1);
        }
    }

    [Fact]
    public void A_subchart_that_is_left_out_is_not_checked() => ValuesSchema.Check(new Umbrella()
        .Depends("{name: redis, condition: redis.enabled}").Subchart("redis").File("charts/redis/values.schema.json", """{"required":["port"]}""")
        .Resolve("redis: {enabled: false}"));

    [Fact]
    public void A_sensitive_value_stays_so_under_an_alias_as_global_and_imported()
    {
        var tree = new Umbrella()
            .Depends("{name: redis, alias: cache, import-values: [{child: auth, parent: redisAuth}]}")
            .Values("global: {token: t}")
            .Subchart("redis", "auth: {password: p, user: u}")
            .File("charts/redis/values.schema.json", """{"properties":{"auth":{"properties":{"password":{"writeOnly":true}}},"global":{"properties":{"token":{"writeOnly":true}}}}}""")
            .Subchart("web")
            .Resolve();

        ValuesSchema.SensitiveIn(tree).Paths.ShouldBe(["cache.auth.password", "cache.global.token", "global.token", "redisAuth.password", "web.global.token"]);
    }

    [Fact]
    public void What_lies_in_something_sensitive_is_sensitive_where_it_is_imported() => ValuesSchema.SensitiveIn(new Umbrella()
        .Depends("{name: redis, import-values: [{child: auth.password, parent: redisPassword}]}")
        .Subchart("redis", "auth: {password: p}").File("charts/redis/values.schema.json", """{"properties":{"auth":{"writeOnly":true}}}""")
        .Resolve()).Paths.ShouldContain("redisPassword");

    [Fact]
    public void What_one_schema_hides_no_other_tells()
    {
        var umbrella = new Umbrella()
            .File("values.schema.json", """{"properties":{"redis":{"properties":{"password":{"minLength":12}}}}}""")
            .Subchart("redis").File("charts/redis/values.schema.json", """{"properties":{"password":{"writeOnly":true}}}""");

        Violations(umbrella, "redis: {password: hunter2}").ShouldHaveSingleItem().ShouldNotContain("hunter2");
    }

    private static string[] Violations(Umbrella umbrella, string supplied) =>
        [.. Should.Throw<ValuesSchemaException>(() => ValuesSchema.Check(umbrella.Resolve(supplied))).Violations.Select(violation => violation.Describe())];
}
