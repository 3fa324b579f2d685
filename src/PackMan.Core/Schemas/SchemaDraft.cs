using PackMan.Yaml;

namespace PackMan.Schemas;

/// <summary>The dialects that differ for us. 2019-09 is read as 2020-12, and everything before as draft 7.</summary>
internal enum SchemaDraft
{
    Draft7,
    Draft202012,
}

/// <summary>Where schemas stand inside schemas.</summary>
internal static class SchemaKeywords
{
    /// <summary>Keywords whose value is a schema (`items` may be a list of them, too).</summary>
    public static readonly string[] OneSchema =
    [
        "additionalItems", "additionalProperties", "propertyNames", "contains", "not", "if", "then", "else", "items",
        "unevaluatedItems", "unevaluatedProperties", "contentSchema",
    ];

    /// <summary>Keywords whose value is a list of schemas.</summary>
    public static readonly string[] ListOfSchemas = ["allOf", "anyOf", "oneOf", "prefixItems", "items"];

    /// <summary>Keywords whose value maps names to schemas.</summary>
    public static readonly string[] MapOfSchemas = ["properties", "patternProperties", "$defs", "definitions", "dependentSchemas", "dependencies"];

    private static readonly string[] NotInDraft7 =
    [
        "$dynamicRef", "prefixItems", "dependentRequired", "dependentSchemas", "unevaluatedItems", "unevaluatedProperties", "minContains", "maxContains",
    ];

    /// <summary>The schema without keywords its draft does not know, which are to be ignored.</summary>
    public static YamlMap OfDraft(YamlMap schema, SchemaDraft draft) =>
        draft == SchemaDraft.Draft7 ? NotInDraft7.Aggregate(schema, (map, keyword) => map.Without(keyword)) : schema;

    public static SchemaDraft? DraftOf(string? dialect) => dialect switch
    {
        null => null,
        _ when dialect.Contains("draft-0", StringComparison.Ordinal) => SchemaDraft.Draft7,
        _ => SchemaDraft.Draft202012,
    };
}
