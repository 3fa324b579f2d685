using System.Text;
using PackMan.Charts;
using PackMan.Schemas;
using PackMan.Subcharts;
using PackMan.Values;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Schemas;

public sealed class ValuesSchemaTests
{
    private const string WebSchema =
        """
        {
          "type": "object",
          "required": ["image"],
          "properties": {
            "replicaCount": {"type": "integer"},
            "image": {"type": "string"},
            "db": {"properties": {"password": {"type": "string", "minLength": 12, "writeOnly": true}, "user": {"type": "string"}}},
            "tokens": {"items": {"$ref": "#/$defs/secret"}},
            "tls": {"x-packman-sensitive": true, "properties": {"key": {"type": "string"}}}
          },
          "$defs": {"secret": {"type": "string", "x-packman-sensitive": true}}
        }
        """;

    [Fact]
    public async Task A_violation_names_the_flag_that_set_the_value()
    {
        var values = await SuppliedAsync(new SuppliedValues { SetString = ["replicaCount=3"], Set = ["image=nginx"] });

        var error = Should.Throw<ValuesSchemaException>(() => ValuesSchema.Check(ChartTree.Resolve(Chart("web", WebSchema), values)));

        error.Message.ShouldBe(
            """
            The values do not fit the schema of chart `web`:
            - `values.replicaCount` must be an integer, got the string `"3"` (set by --set-string replicaCount=3)
            """);
    }

    [Fact]
    public void Every_chart_and_subchart_is_checked_and_all_is_told_at_once()
    {
        var chart = Chart("web", WebSchema) with { Subcharts = [Chart("redis", """{"properties":{"port":{"type":"integer"}},"required":["port"]}""")] };
        var values = YamlReader.ReadMap("replicaCount: x\nredis:\n  port: p\n", "prod.yaml");

        var error = Should.Throw<ValuesSchemaException>(() => ValuesSchema.Check(ChartTree.Resolve(chart, values)));

        error.Violations.Select(violation => violation.Describe()).ShouldBe(
        [
            "`values` must have the key `image` (set in prod.yaml:1:1)",
            "`values.replicaCount` must be an integer, got the string `\"x\"` (set in prod.yaml:1:15)",
            "`values.redis.port` must be an integer, got the string `\"p\"` (set in prod.yaml:3:9)",
        ]);
    }

    [Fact]
    public void A_declared_null_is_not_there_for_the_schema()
    {
        var chart = Chart("web", WebSchema);

        ValuesSchema.Check(ChartTree.Resolve(chart, YamlReader.ReadMap("image: nginx\nreplicaCount: null\ndb: {user: ~}\n", "values.yaml")));

        Should.Throw<ValuesSchemaException>(() => ValuesSchema.Check(ChartTree.Resolve(chart, YamlReader.ReadMap("image: null\n", "values.yaml"))))
            .Message.ShouldContain("must have the key `image`");
    }

    [Fact]
    public async Task A_sensitive_value_is_never_told()
    {
        var values = await SuppliedAsync(new SuppliedValues
        {
            Set = ["image=nginx", "db.password=hunter2", "tokens={1234567}"],
            SetJson = ["""{"tls":{"key":7654321}}"""],
        });

        var error = Should.Throw<ValuesSchemaException>(() => ValuesSchema.Check(ChartTree.Resolve(Chart("web", WebSchema), values)));

        error.Violations.Select(violation => violation.Describe()).ShouldBe(
        [
            "`values.db.password` must have at least 12 characters, got a string (hidden) (set by --set db.password=…)",
            "`values.tokens[0]` must be a string, got a number (hidden) (set by --set tokens=…)",
            "`values.tls.key` must be a string, got a number (hidden) (set by --set-json …)",
        ], ignoreOrder: true);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_flag_that_also_set_a_secret_is_cut_where_a_harmless_value_breaks_the_schema(bool isOverridden)
    {
        var supplied = new SuppliedValues
        {
            SetJson = ["""{"replicas":"x","db":{"password":"seeded"}}"""],
            Set = isOverridden ? ["db.password=other"] : [],
        };
        var chart = Chart("web", """{"properties":{"replicas":{"type":"integer"},"db":{"properties":{"password":{"writeOnly":true}}}}}""");
        var values = await SuppliedAsync(supplied);

        var error = Should.Throw<ValuesSchemaException>(() => ValuesSchema.Check(ChartTree.Resolve(chart, values)));

        error.Message.ShouldContain("`values.replicas` must be an integer, got the string `\"x\"` (set by --set-json …)");
        error.Message.ShouldNotContain("seeded");
    }

    [Fact]
    public void Sensitive_values_of_chart_and_subcharts_are_found_and_redacted()
    {
        var chart = Chart("web", """{"properties":{"redis":{"properties":{"own":{"writeOnly":true}}}}}""") with { Subcharts = [Chart("redis", WebSchema)] };
        var values = YamlReader.ReadMap("redis: {own: a, db: {password: b, user: c}, tokens: [d, e], tls: {key: f}}\n", "values.yaml");

        var sensitive = ValuesSchema.SensitiveIn(ChartTree.Resolve(chart, values));

        sensitive.Paths.ShouldBe(["redis.db.password", "redis.own", "redis.tls", "redis.tokens[0]", "redis.tokens[1]"]);
        sensitive.Contains(new PathStep.Key("redis"), new PathStep.Key("tls"), new PathStep.Key("key")).ShouldBeTrue();
        YamlWriter.WriteFlow(sensitive.Redact(values)).ShouldBe(
            "{redis: {own: (hidden), db: {password: (hidden), user: c}, tokens: [(hidden), (hidden)], tls: (hidden)}}");
    }

    [Fact]
    public void References_lead_to_other_files_of_the_chart()
    {
        var chart = Chart("web", """{"properties":{"port":{"$ref":"schemas/port.json#/$defs/port"},"password":{"$ref":"schemas/secret.json"}}}""") with
        {
            Files =
            [
                new ChartFile("schemas/port.json", Encoding.UTF8.GetBytes("""{"$defs":{"port":{"allOf":[{"$ref":"number.json"},{"maximum":65535}]}}}""")),
                new ChartFile("schemas/number.json", Encoding.UTF8.GetBytes("""{"type":"integer"}""")),
                new ChartFile("schemas/secret.json", Encoding.UTF8.GetBytes("""{"type":"string","minLength":9,"writeOnly":true}""")),
            ],
        };

        var error = Should.Throw<ValuesSchemaException>(() => ValuesSchema.Check(ChartTree.Resolve(chart, YamlReader.ReadMap("port: 70000\npassword: hunter2\n", "prod.yaml"))));

        error.Violations.Select(violation => violation.Describe()).ShouldBe(
        [
            "`values.port` must be at most 65535, got the number `70000` (set in prod.yaml:1:7)",
            "`values.password` must have at least 9 characters, got a string (hidden) (set in prod.yaml:2:11)",
        ]);
    }

    [Fact]
    public void A_reference_to_a_url_leads_to_the_file_of_the_chart_that_has_it_for_its_id()
    {
        var chart = Chart("web", """{"properties":{"port":{"$ref":"https://example.org/schemas/port.json#/$defs/port"},"password":{"$ref":"https://example.org/secret"}}}""") with
        {
            Files =
            [
                new ChartFile("schemas/port.json", Encoding.UTF8.GetBytes("""{"$id":"https://example.org/schemas/port.json#","$defs":{"port":{"allOf":[{"$ref":"number.json"},{"maximum":65535}]}}}""")),
                new ChartFile("schemas/number.json", Encoding.UTF8.GetBytes("""{"$id":"https://EXAMPLE.org/schemas/number.json","type":"integer"}""")),
                new ChartFile("files/secret.json", Encoding.UTF8.GetBytes("""{"$id":"https://example.org/secret","type":"string","minLength":9,"writeOnly":true}""")),
                new ChartFile("files/no-schema.json", "{{ not even JSON }}"u8.ToArray()),
            ],
        };

        var error = Should.Throw<ValuesSchemaException>(() => ValuesSchema.Check(ChartTree.Resolve(chart, YamlReader.ReadMap("port: 70000\npassword: hunter2\n", "prod.yaml"))));

        error.Violations.Select(violation => violation.Describe()).ShouldBe(
        [
            "`values.port` must be at most 65535, got the number `70000` (set in prod.yaml:1:7)",
            "`values.password` must have at least 9 characters, got a string (hidden) (set in prod.yaml:2:11)",
        ]);
    }

    [Theory]
    [InlineData("schemas/none.json", "refers to `schemas/none.json`, but the chart has no such file")]
    [InlineData("../../etc/passwd", "refers to `../../etc/passwd`, but the chart has no such file")]
    [InlineData("https://example.org/schemas/missing.json", "refers to `https://example.org/schemas/missing.json`, which the chart does not hold")]
    [InlineData("file:///etc/passwd", "refers to `file:///etc/passwd`, which the chart does not hold; nothing is fetched")]
    [InlineData("https://example.org/schemas/port.json", "refers to `https://example.org/schemas/port.json`, which the chart does not hold; nothing is fetched")]
    public void A_reference_out_of_the_chart_is_refused_at_its_line(string reference, string message)
    {
        var error = Should.Throw<SchemaException>(() => ValuesSchema.Check(ChartTree.Resolve(Chart("web", $$"""{"$ref":"{{reference}}"}"""), YamlMap.Empty)));

        error.Message.ShouldContain(message);
        error.Frame.ShouldNotBeNull().ToString().ShouldBe("./web/values.schema.json:1:9");
        error.Hint.ShouldNotBeNull().ShouldContain(reference.Contains(':') ? "\"$ref\": \"schemas/" : "Correct the `$ref`");
    }

    [Fact]
    public void A_file_that_a_reference_leads_to_is_held_to_json()
    {
        var chart = Chart("web", """{"$ref":"schemas/port.json"}""") with { Files = [new ChartFile("schemas/port.json", "{\n  \"type\"\n}"u8.ToArray())] };

        Should.Throw<SchemaException>(() => ValuesSchema.Check(ChartTree.Resolve(chart, YamlMap.Empty))).Frame.ShouldNotBeNull().ToString().ShouldStartWith("./web/schemas/port.json:3:");
    }

    [Fact]
    public void A_reference_that_leads_nowhere_hides_no_other_secret()
    {
        var chart = Chart("web", """{"allOf":[{"$ref":"https://example.org/x.json"}],"properties":{"a":{"writeOnly":true}}}""");

        ValuesSchema.SensitiveIn(ChartTree.Resolve(chart, YamlReader.ReadMap("a: x", "values.yaml"))).Paths.ShouldBe(["a"]);
    }

    [Fact]
    public void Layers_merge_as_the_schema_says()
    {
        const string Schema =
            """
            {
              "properties": {"env": {"$ref": "#/$defs/env"}, "pods": {"items": {"properties": {"env": {"$ref": "#/$defs/env"}}}}, "args": {"type": "array", "x-packman-merge-strategy": "append"}, "limits": {"x-packman-merge-strategy": "replace"}, "rest": {}},
              "$defs": {"env": {"type": "array", "x-packman-merge-key": "name"}}
            }
            """;
        var chart = Chart("web", "{}") with { Subcharts = [Chart("redis", Schema)] };

        var rules = ValuesSchema.MergeRulesOf(chart).ShouldNotBeNull();

        rules(["redis", "env"]).ShouldBe(new MergeRule.ByKey("name"));
        rules(["redis", "pods", "env"]).ShouldBe(new MergeRule.ByKey("name"));
        rules(["redis", "args"]).ShouldBe(new MergeRule.Append());
        rules(["redis", "limits"]).ShouldBe(new MergeRule.Replace());
        rules(["redis", "rest"]).ShouldBeNull();
        rules(["env"]).ShouldBeNull();
        ValuesSchema.MergeRulesOf(Chart("web", "{}")).ShouldBeNull();
        Should.Throw<SchemaException>(() => ValuesSchema.SchemaOf(Chart("web", """{"properties":{"a":{"x-packman-merge-strategy":"prepend"}}}""")))
            .Message.ShouldContain("`schema.properties.a.x-packman-merge-strategy` must be one of `\"append\"`, `\"replace\"`");
    }

    private static Task<YamlMap> SuppliedAsync(SuppliedValues supplied) => new SuppliedValuesReader(new ValuesFiles()).ReadAsync(supplied);

    private static Chart Chart(string name, string schema) => new()
    {
        Metadata = new ChartMetadata { ApiVersion = ChartMetadata.NativeApiVersion, Name = name, Version = new SemanticVersion(1, 0, 0) },
        Location = $"./{name}",
        Schema = new ChartFile("values.schema.json", Encoding.UTF8.GetBytes(schema)),
        Digest = new Lazy<string>("sha256:0"),
    };
}
