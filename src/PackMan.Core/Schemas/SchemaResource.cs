using PackMan.Yaml;

namespace PackMan.Schemas;

/// <summary>A schema with a URI of its own: a document, or a part of one with `$id`.</summary>
internal sealed class SchemaResource(Uri uri, YamlNode root, SchemaDraft draft, bool hasAssertions)
{
    /// <summary>The URI that references inside are relative to, without fragment.</summary>
    public Uri Uri { get; } = uri;

    public YamlNode Root { get; } = root;

    public SchemaDraft Draft { get; } = draft;

    /// <summary>Whether keywords like `minimum` count: a meta-schema of one's own can leave their vocabulary out.</summary>
    public bool HasAssertions { get; } = hasAssertions;

    /// <summary>Nodes by `$anchor` and `$dynamicAnchor` (`$id: "#name"` in draft 7).</summary>
    public Dictionary<string, YamlNode> Anchors { get; } = new(StringComparer.Ordinal);

    public HashSet<string> DynamicAnchors { get; } = new(StringComparer.Ordinal);
}

/// <summary>The resources an evaluation went through, innermost first: where `$dynamicRef` looks.</summary>
internal sealed record SchemaScope(SchemaResource Resource, SchemaScope? Outer)
{
    public SchemaScope Enter(SchemaResource resource) => ReferenceEquals(resource, Resource) ? this : new SchemaScope(resource, this);

    /// <summary>The outermost resource with this dynamic anchor.</summary>
    public SchemaResource? OutermostWith(string anchor)
    {
        SchemaResource? found = null;
        for (var scope = this; scope is not null; scope = scope.Outer)
        {
            found = scope.Resource.DynamicAnchors.Contains(anchor) ? scope.Resource : found;
        }

        return found;
    }
}
