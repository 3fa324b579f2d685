using PackMan.Schemas;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Schemas;

public sealed class JsonSchemaTests
{
    [Theory]
    [InlineData("""{"type":"integer"}""", "\"3\"", "be an integer, got the string `\"3\"`")]
    [InlineData("""{"type":["object","null"]}""", "[]", "be a map or null, got a list")]
    [InlineData("""{"enum":["a",1]}""", "b", "be one of `\"a\"`, `1`, got the string `\"b\"`")]
    [InlineData("""{"const":{"a":1}}""", "null", "be `{\"a\":1}`, got `null`")]
    [InlineData("""{"minimum":1}""", "0.5", "be at least 1, got the number `0.5`")]
    [InlineData("""{"exclusiveMaximum":10}""", "10", "be less than 10, got the number `10`")]
    [InlineData("""{"minimum":1,"exclusiveMinimum":true}""", "1", "be more than 1, got the number `1`")]
    [InlineData("""{"multipleOf":0.1}""", "0.25", "be a multiple of 0.1")]
    [InlineData("""{"minLength":2}""", "😀", "have at least 2 characters, got the string")]
    [InlineData("""{"pattern":"^[a-z]+$"}""", "\"a\\n\"", "match the pattern `^[a-z]+$`")]
    [InlineData("""{"maxItems":1}""", "[1, 2]", "have at most 1 item, not 2")]
    [InlineData("""{"uniqueItems":true}""", "[{a: 1, b: 2}, 3, {b: 2.0, a: 1}]", "have different items only; item 2 is there before")]
    [InlineData("""{"required":["a","b"]}""", "{a: 1}", "have the key `b`")]
    [InlineData("""{"dependentRequired":{"a":["b"]}}""", "{a: 1}", "have the key `b`, because it has `a`")]
    [InlineData("""{"anyOf":[{"type":"integer"},{"type":"string","minLength":1}]}""", "true", "be an integer, or be a string, got `true`")]
    [InlineData("""{"anyOf":[{"required":["a"]},{"properties":{"b":{"type":"null"}}}]}""", "{b: 1}", "have the key `a`, or have a `b` that must be null, got a map")]
    [InlineData("""{"oneOf":[{"minimum":1},{"minimum":2}]}""", "3", "fit exactly one of 2 alternatives, but fits 2")]
    [InlineData("""{"not":{"title":"reserved names","const":"x"}}""", "x", "not be what the schema excludes: reserved names, got the string `\"x\"`")]
    [InlineData("""{"contains":{"const":1}}""", "[2]", "contain at least 1 item that the schema's `contains` describes, not 0")]
    public void A_violation_says_what_was_expected_and_what_came(string schema, string yaml, string expectation) =>
        Validate(schema, yaml).ShouldHaveSingleItem().ShouldStartWith($"`values` must {expectation}");

    [Fact]
    public void An_unknown_key_is_told_with_the_one_that_may_be_meant() =>
        Validate("""{"properties":{"replicaCount":{}},"additionalProperties":false}""", "replicaCuont: 3").ShouldBe(
            ["`values.replicaCuont` must not be set: the schema knows no such key (did you mean `replicaCount`?) (set in values.yaml:1:15)"]);

    [Fact]
    public void All_violations_are_told_at_once_with_path_and_origin() =>
        Validate(
            """{"properties":{"a":{"items":{"type":"integer"}},"b.c":{"type":"null"},"d":{"$ref":"#/$defs/d"}},"$defs":{"d":{"maximum":1}}}""",
            "a: [1, x]\nb.c: 1\nd: 2\n").ShouldBe(
        [
            "`values.a[1]` must be an integer, got the string `\"x\"` (set in values.yaml:1:8)",
            "`values['b.c']` must be null, got the number `1` (set in values.yaml:2:6)",
            "`values.d` must be at most 1, got the number `2` (set in values.yaml:3:4)",
        ]);

    [Theory]
    [InlineData("""{"$ref":"https://example.org/x.json"}""", "refers to `https://example.org/x.json`, which the chart does not hold")]
    [InlineData("""{"$ref":"#/$defs/x"}""", "refers to `#/$defs/x`, which it does not contain")]
    [InlineData("""{"$ref":"#"}""", "go round in a circle")]
    [InlineData("""{"pattern":"("}""", "is no regular expression")]
    [InlineData("""{"allOf":[{"$ref":"#/$defs/a"},{"$ref":"#/$defs/a"}],"$defs":{"a":{"allOf":[{"$ref":"#"},{"$ref":"#"}]}}}""", "go round in a circle")]
    public void A_schema_that_cannot_be_followed_is_an_error(string schema, string message) =>
        Should.Throw<SchemaException>(() => Validate(schema, "x")).Message.ShouldContain(message);

    [Theory]
    [InlineData("""{"type":"integr"}""", "`schema.type` must be one of")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-07/schema#","minLength":-1}""", "`schema.minLength` must be at least 0")]
    [InlineData("""{"properties":{"a":{"required":"b"}}}""", "`schema.properties.a.required` must be a list")]
    [InlineData("[]", "`schema` must be a map or a boolean")]
    public void A_schema_is_held_to_the_rules_of_its_draft(string schema, string message) =>
        Should.Throw<SchemaException>(() => JsonSchema.Parse(schema, "values.schema.json"))
            .Message.ShouldContain($"`values.schema.json` is no valid JSON Schema: {message}");

    [Fact]
    public void Text_that_is_no_json_is_an_error_with_its_line()
    {
        var error = Should.Throw<SchemaException>(() => JsonSchema.Parse("{\n  \"type\": \"object\",\n}\n", "values.schema.json"));

        error.Message.ShouldStartWith("`values.schema.json` is no JSON: ");
        error.Frame.ShouldNotBeNull().ToString().ShouldStartWith("values.schema.json:3:");
    }

    [Theory]
    [InlineData("{\n  \"type\": \"integr\"\n}", 2, 11)]
    [InlineData("{\n  \"a\": 1,\n  \"a\": 2\n}", 3, 3)]
    [InlineData("{\n  \"a\": 1\n}\n}", 4, 1)]
    [InlineData("{\n  \"properties\": {\n    \"é\": {\"minLength\": -1}}}", 3, 24)]
    [InlineData("{\n  \"properties\": {\"a\": {\n    \"pattern\": \"(\"}}}", 3, 16)]
    [InlineData("{\n  \"patternProperties\": {\n    \"(\": {}}}", 3, 10)]
    [InlineData("{\n  \"properties\": {\"a\": {\n    \"$ref\": \"#/$defs/x\"}}}", 3, 13)]
    [InlineData("{\n  \"allOf\": [{\"$ref\":\n    \"https://example.org/x.json\"}]}", 3, 5)]
    [InlineData("{\n  \"$ref\": \"#\"\n}", 2, 11)]
    [InlineData("{\n  \"$schema\": \"http://json-schema.org/draft-07/schema#\",\n  \"$ref\": \"#/definitions/x\"\n}", 3, 11)]
    public void What_is_wrong_with_a_schema_is_told_at_its_line(string schema, int line, int column)
    {
        var error = Should.Throw<SchemaException>(() => JsonSchema.Parse(schema, "web/values.schema.json").Validate(YamlReader.Read("a: x\n", "values.yaml")));

        error.Frame.ShouldNotBeNull().ToString().ShouldBe($"web/values.schema.json:{line}:{column}");
        error.Frame.LineText.ShouldBe(schema.Split('\n')[line - 1]);
    }

    [Fact]
    public void A_pattern_that_backtracks_without_end_is_stopped()
    {
        // A back-reference forces the engine that can explode.
        var schema = """{"pattern":"^(([a-z])+.)+\\2[A-Z]([a-z])+$"}""";

        Should.Throw<SchemaException>(() => Validate(schema, new string('a', 4000))).Message.ShouldContain("takes too long to match");
    }

    [Theory]
    [InlineData("1e999999999", """{"maximum":1e999999998}""", false)]
    [InlineData("1e999999999", """{"multipleOf":7}""", false)]
    [InlineData("1e-999999999", """{"multipleOf":0.5}""", false)]
    [InlineData("123456789012345678901234567890", """{"maximum":123456789012345678901234567890.0}""", true)]
    [InlineData("1.0", """{"type":"integer","const":1}""", true)]
    [InlineData("0.3", """{"multipleOf":0.1}""", true)]
    public void Numbers_are_exact_and_cost_nothing_however_large(string number, string schema, bool fits) =>
        JsonSchema.Parse(schema, "s.json").Validate(JsonText.Parse(number)).IsEmpty.ShouldBe(fits);

    [Fact]
    public void A_resolver_opens_remote_references()
    {
        var schema = JsonSchema.Parse("""{"$ref":"https://example.org/x.json#/$defs/a"}""", "s.json", uri =>
            uri.AbsoluteUri == "https://example.org/x.json" ? JsonText.Parse("""{"$defs":{"a":{"type":"null"}}}""") : null);

        schema.Validate(new YamlNumber(1)).ShouldHaveSingleItem().Expected.ShouldBe("be null");
    }

    private static IEnumerable<string> Validate(string schema, string yaml) =>
        JsonSchema.Of(JsonText.Parse(schema), "values.schema.json").Validate(YamlReader.Read(yaml, "values.yaml")).Select(violation => violation.Describe());
}
