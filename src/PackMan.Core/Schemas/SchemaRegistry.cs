using PackMan.Yaml;

namespace PackMan.Schemas;

/// <summary>Gives the schema document at a URI; null when it has none.</summary>
public delegate YamlNode? SchemaResolver(Uri uri);

/// <summary>The documents of one schema and the resources inside them; finds what `$ref` points at.</summary>
internal sealed class SchemaRegistry(SchemaResolver? resolver)
{
    private const string ValidationVocabulary = "https://json-schema.org/draft/2020-12/vocab/validation";

    private readonly Dictionary<string, SchemaResource> _byUri = new(StringComparer.Ordinal);
    private readonly Dictionary<YamlNode, SchemaResource> _byRoot = new(ReferenceEqualityComparer.Instance);

    /// <summary>Adds a document with everything in it that has a name.</summary>
    public SchemaResource Add(YamlNode root, Uri uri, SchemaDraft defaultDraft = SchemaDraft.Draft202012)
    {
        var resource = NewResource(root, uri, defaultDraft, hasAssertions: true);
        _byUri.TryAdd(uri.AbsoluteUri, resource);
        _byUri[resource.Uri.AbsoluteUri] = resource;
        _byRoot[root] = resource;
        Scan(root, resource);
        return resource;
    }

    /// <summary>The resource that begins at this very node.</summary>
    public SchemaResource? ResourceAt(YamlNode schema) => _byRoot.GetValueOrDefault(schema);

    /// <summary>The schema a reference points at, with the resource it stands in.</summary>
    /// <exception cref="SchemaException">There is no such schema, or it is remote and nothing resolves it.</exception>
    public (YamlNode Schema, SchemaResource Resource) Resolve(string reference, SchemaResource from)
    {
        var hash = reference.IndexOf('#', StringComparison.Ordinal);
        var uri = hash == 0 ? from.Uri : Join(from.Uri, hash < 0 ? reference : reference[..hash]);
        var fragment = hash < 0 ? "" : Uri.UnescapeDataString(reference[(hash + 1)..]);
        var resource = hash == 0 ? from : Find(uri, reference, from.Draft);
        return fragment switch
        {
            "" => (resource.Root, resource),
            ['/', ..] => Walk(fragment, resource, reference),
            _ => resource.Anchors.TryGetValue(fragment, out var node) ? (node, resource) : throw NotFound(reference),
        };
    }

    /// <summary>As <see cref="Resolve"/>, for questions that a missing schema merely leaves open; null then.</summary>
    public (YamlNode Schema, SchemaResource Resource)? TryResolve(string reference, SchemaResource from)
    {
        try
        {
            return Resolve(reference, from);
        }
        catch (SchemaException)
        {
            // Checking values reports it; who skips the check must still be able to go on.
            return null;
        }
    }

    public static Uri Join(Uri baseUri, string reference)
    {
        if (reference.Length == 0)
        {
            return baseUri;
        }

        return Uri.TryCreate(baseUri, reference, out var uri) || Uri.TryCreate(reference, UriKind.Absolute, out uri)
            ? uri
            : throw new SchemaException($"The schema holds `{reference}`, which is no URI");
    }

    private SchemaResource Find(Uri uri, string reference, SchemaDraft draft)
    {
        if (_byUri.TryGetValue(uri.AbsoluteUri, out var known))
        {
            return known;
        }

        var document = MetaSchemas.Find(uri) ?? resolver?.Invoke(uri);
        return document is null
            ? throw new SchemaException(
                uri.Scheme == JsonSchema.LocalScheme
                    ? $"The schema refers to `{reference}`, but the chart has no such file"
                    : $"The schema refers to `{reference}`, which the chart does not hold; nothing is fetched while values are checked",
                uri.Scheme == JsonSchema.LocalScheme
                    ? "Correct the `$ref`, or add the file to the chart"
                    : $"Save the document in the chart as `schemas/{FileNameOf(uri)}`; it is found by its `$id`, or by `\"$ref\": \"schemas/{FileNameOf(uri)}\"`")
            : Add(document, uri, draft);
    }

    private (YamlNode Schema, SchemaResource Resource) Walk(string pointer, SchemaResource resource, string reference)
    {
        var node = resource.Root;
        foreach (var token in pointer.Split('/').Skip(1))
        {
            var key = token.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            node = node switch
            {
                YamlMap map when map.Find(key) is { } child => child,
                YamlList list when int.TryParse(key, out var index) && index >= 0 && index < list.Count => list[index],
                _ => throw NotFound(reference),
            };
            resource = ResourceAt(node) ?? resource;
        }

        return (node, resource);
    }

    private void Scan(YamlNode schema, SchemaResource resource)
    {
        if (schema is not YamlMap map)
        {
            return;
        }

        resource = EnterId(map, resource);
        AddAnchors(map, resource);
        foreach (var child in Subschemas(map))
        {
            Scan(child, resource);
        }
    }

    private SchemaResource EnterId(YamlMap schema, SchemaResource resource)
    {
        if (ReferenceEquals(schema, resource.Root) || IdOf(schema, resource.Draft) is not { } id)
        {
            return resource;
        }

        var inner = NewResource(schema, resource.Uri, resource.Draft, resource.HasAssertions);
        _byUri.TryAdd(inner.Uri.AbsoluteUri, inner);
        _byRoot[schema] = inner;
        return inner;
    }

    private SchemaResource NewResource(YamlNode root, Uri baseUri, SchemaDraft defaultDraft, bool hasAssertions)
    {
        var dialect = root.FindString("$schema");
        var draft = SchemaKeywords.DraftOf(dialect) ?? defaultDraft;
        var id = root is YamlMap map ? IdOf(map, draft) : null;
        return new SchemaResource(id is null ? baseUri : Join(baseUri, id), root, draft, dialect is null ? hasAssertions : Asserts(dialect));
    }

    private bool Asserts(string dialect) =>
        !Uri.TryCreate(dialect, UriKind.Absolute, out var uri)
        || MetaSchemas.Find(uri) is not null
        || resolver?.Invoke(uri)?.Find("$vocabulary") is not YamlMap vocabulary
        || vocabulary.ContainsKey(ValidationVocabulary);

    /// <summary>The `$id` that opens a resource: draft 7 ignores it beside `$ref`, and takes a bare fragment for an anchor.</summary>
    private static string? IdOf(YamlMap schema, SchemaDraft draft)
    {
        if (schema.FindString("$id") is not { } id || (draft == SchemaDraft.Draft7 && schema.ContainsKey("$ref")))
        {
            return null;
        }

        var uri = id.Split('#')[0];
        return uri.Length == 0 ? null : uri;
    }

    private static void AddAnchors(YamlMap schema, SchemaResource resource)
    {
        if (resource.Draft == SchemaDraft.Draft7)
        {
            if (schema.FindString("$id") is { } id && id.IndexOf('#', StringComparison.Ordinal) is var hash and >= 0 && hash < id.Length - 1 && !schema.ContainsKey("$ref"))
            {
                resource.Anchors[id[(hash + 1)..]] = schema;
            }

            return;
        }

        if (schema.FindString("$anchor") is { } anchor)
        {
            resource.Anchors[anchor] = schema;
        }

        if (schema.FindString("$dynamicAnchor") is { } dynamicAnchor)
        {
            resource.Anchors[dynamicAnchor] = schema;
            resource.DynamicAnchors.Add(dynamicAnchor);
        }
    }

    private static IEnumerable<YamlNode> Subschemas(YamlMap schema)
    {
        var single = SchemaKeywords.OneSchema.Select(schema.Find).OfType<YamlMap>();
        var listed = SchemaKeywords.ListOfSchemas.Select(schema.Find).OfType<YamlList>().SelectMany(list => list.Items);
        var named = SchemaKeywords.MapOfSchemas.Select(schema.Find).OfType<YamlMap>().SelectMany(map => map.Entries.Select(entry => entry.Value));
        return [.. single, .. listed, .. named];
    }

    private static string FileNameOf(Uri uri) => uri.Segments[^1].Trim('/') is { Length: > 0 } name ? Path.ChangeExtension(name, ".json") : "common.json";

    private static SchemaException NotFound(string reference) =>
        new($"The schema refers to `{reference}`, which it does not contain", "Correct the `$ref`");
}
