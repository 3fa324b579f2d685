using System.Text;
using PackMan.Fuzz.Generation;
using PackMan.Schemas;
using PackMan.Yaml;

namespace PackMan.Fuzz.Targets;

/// <summary>Schemas of strangers: read, asked about values, names, merge keys and secrets.</summary>
internal sealed class SchemasTarget(Corpus corpus) : IFuzzTarget
{
    private static readonly string[] Words =
    [
        "\"$ref\": \"#\"", "\"$ref\": \"#/$defs/a\"", "\"$ref\": \"http://x/y\"", "\"$dynamicRef\": \"#a\"", "\"$id\": \"x\"", "\"$anchor\": \"a\"", "\"$defs\": {\"a\": {\"$ref\": \"#/$defs/a\"}}", "\"allOf\": [", "\"anyOf\": [{}, ", "\"not\": {", "\"if\": {",
        "\"pattern\": \"(a+)+$\"", "\"pattern\": \"[\"", "\"multipleOf\": 1e-300", "\"minimum\": 1e400", "\"type\": \"object\"", "\"type\": [", "\"unevaluatedProperties\": false", "\"unevaluatedItems\": false", "\"items\": ", "\"prefixItems\": [", "\"uniqueItems\": true",
        "\"required\": [\"a\"]", "\"dependentSchemas\": {", "\"patternProperties\": {\"^(a|a)*$\": true", "\"x-packman-merge-key\": \"name\"", "\"x-packman-sensitive\": true", "\"const\": null", "{", "}", "[", "]", ",", ":", "true", "0", "-1", "\"\"",
    ];

    private readonly TextMutator _mutator = new([.. corpus.Schemas, "{\"properties\": {\"a\": {\"$ref\": \"#/$defs/a\"}}, \"$defs\": {\"a\": {\"anyOf\": [{\"type\": \"string\"}, {\"items\": {\"$ref\": \"#/$defs/a\"}}]}}}"], Words);

    public string Name => "schemas";

    public byte[] Make(Random random) => Encoding.UTF8.GetBytes(_mutator.Next(random));

    public void Run(byte[] input, CancellationToken cancellationToken)
    {
        var schema = JsonSchema.Parse(Encoding.UTF8.GetString(input), "values.schema.json");
        var values = YamlMap.Of([KeyValuePair.Create("a", ValueTrees.Next(new Random(input.Length), 4)), KeyValuePair.Create("replicas", (YamlNode)new YamlNumber("1e30")), KeyValuePair.Create("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab", (YamlNode)YamlNull.Instance)]);
        _ = schema.Names;
        _ = schema.MergeRuleAt(["a", "b"]);
        _ = schema.SensitiveIn(values);
        _ = schema.Validate(values);
    }
}
