using PackMan.Yaml;

namespace PackMan.KindSchemas;

/// <summary>Merge types of custom resources from their structural OpenAPI schema (kube-openapi's schemaconv).</summary>
public static class OpenApiTypes
{
    private static SchemaType Deduced => SchemaCatalog.BuiltIn.Deduced;

    /// <summary>The type of a whole object: its schema, with the fields every object has.</summary>
    public static SchemaType RootOf(YamlMap? openApi)
    {
        if (openApi is null)
        {
            return WithObjectFields(new MapShape(new Dictionary<string, SchemaField>(), Deduced, isAtomic: false));
        }

        return new SchemaType(null, () => Of(openApi).Atom is { Map: { } map }
            ? WithObjectFields(map).Atom
            : WithObjectFields(new MapShape(new Dictionary<string, SchemaField>(), Deduced, isAtomic: false)).Atom);
    }

    private static SchemaType WithObjectFields(MapShape map)
    {
        var fields = new Dictionary<string, SchemaField>(map.Fields, StringComparer.Ordinal)
        {
            ["apiVersion"] = new("apiVersion", Scalar(ScalarKind.String)),
            ["kind"] = new("kind", Scalar(ScalarKind.String)),
            ["metadata"] = new("metadata", SchemaCatalog.BuiltIn.ObjectMeta),
        };
        return new SchemaType(new SchemaAtom(null, null, new MapShape(fields, map.Element, isAtomic: false)));
    }

    private static SchemaType Of(YamlNode? schema) => new(null, () => Convert(schema).Atom);

    private static SchemaType Convert(YamlNode? schema)
    {
        if (schema is not YamlMap map)
        {
            return Deduced;
        }

        if (IsTrue(map, "x-kubernetes-int-or-string"))
        {
            return Scalar(ScalarKind.Untyped);
        }

        return map.FindString("type") switch
        {
            "object" => MapOf(map),
            "array" => ListOf(map),
            "string" => Scalar(ScalarKind.String),
            "integer" or "number" => Scalar(ScalarKind.Number),
            "boolean" => Scalar(ScalarKind.Boolean),
            _ => Deduced,
        };
    }

    private static SchemaType MapOf(YamlMap schema)
    {
        var isAtomic = schema.FindString("x-kubernetes-map-type") == "atomic";
        var fields = new Dictionary<string, SchemaField>(StringComparer.Ordinal);
        foreach (var (name, property) in (schema.Find("properties") as YamlMap)?.Entries ?? [])
        {
            fields[name] = new SchemaField(name, Of(property)) { Default = property.Find("default") };
        }

        if (IsTrue(schema, "x-kubernetes-embedded-resource"))
        {
            fields.TryAdd("apiVersion", new SchemaField("apiVersion", Scalar(ScalarKind.String)));
            fields.TryAdd("kind", new SchemaField("kind", Scalar(ScalarKind.String)));
            fields.TryAdd("metadata", new SchemaField("metadata", SchemaCatalog.BuiltIn.ObjectMeta));
        }

        var element = schema.Find("additionalProperties") is YamlMap additional ? Of(additional)
            : fields.Count == 0 || IsTrue(schema, "x-kubernetes-preserve-unknown-fields") || schema.Find("additionalProperties") is YamlBoolean { Value: true }
                ? Deduced
                : null;
        return new SchemaType(new SchemaAtom(null, null, new MapShape(fields, element, isAtomic)));
    }

    private static SchemaType ListOf(YamlMap schema)
    {
        var listType = schema.FindString("x-kubernetes-list-type");
        IEnumerable<string> keys = listType == "map" && schema.Find("x-kubernetes-list-map-keys") is YamlList names
            ? names.Items.OfType<YamlString>().Select(name => name.Value)
            : [];
        var list = new ListShape(Of(schema.Find("items")), listType is "map" or "set", [.. keys]);
        return new SchemaType(new SchemaAtom(null, list, null));
    }

    private static bool IsTrue(YamlMap schema, string key) => schema.Find(key) is YamlBoolean { Value: true };

    private static SchemaType Scalar(ScalarKind kind) => new(new SchemaAtom(kind, null, null));
}
