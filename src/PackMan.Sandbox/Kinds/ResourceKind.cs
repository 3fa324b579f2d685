using System.Collections.Immutable;
using PackMan.KindSchemas;
using PackMan.Sandbox.FieldPaths;
using PackMan.Sandbox.Ownership;
using PackMan.Yaml;

namespace PackMan.Sandbox.Kinds;

/// <summary>A served kind in all its versions; they share one storage.</summary>
internal sealed class ResourceKind : IVersionConverter
{
    public required string Group { get; init; }

    public required string Kind { get; init; }

    public required string Plural { get; init; }

    public required bool IsNamespaced { get; init; }

    /// <summary>Served versions, the preferred one first.</summary>
    public required ImmutableArray<KindVersion> Versions { get; init; }

    /// <summary>The version objects are kept in.</summary>
    public required string StorageVersion { get; init; }

    public string ListKind { get; init; } = "";

    public string Singular { get; init; } = "";

    public ImmutableArray<string> ShortNames { get; init; } = [];

    public ImmutableArray<string> Categories { get; init; } = [];

    public ImmutableArray<string> Verbs { get; init; } = [];

    /// <summary>Defined by a CustomResourceDefinition.</summary>
    public bool IsCustom { get; init; }

    /// <summary>`deployments.apps`, as messages name it.</summary>
    public string QualifiedPlural => Group.Length == 0 ? Plural : $"{Plural}.{Group}";

    /// <summary>`Deployment.apps`, as messages about invalid objects name it.</summary>
    public string QualifiedKind => Group.Length == 0 ? Kind : $"{Kind}.{Group}";

    public bool HasStatus => Versions.Any(version => version.Subresources.Contains("status"));

    public string ApiVersionOf(string version) => Group.Length == 0 ? version : $"{Group}/{version}";

    public KindVersion? FindVersion(string version) => Versions.FirstOrDefault(candidate => candidate.Name == version);

    public bool Is(string group, string kind) => Group == group && Kind == kind;

    public SchemaType TypeOf(string apiVersion) =>
        Versions.FirstOrDefault(version => ApiVersionOf(version.Name) == apiVersion)?.Type ?? SchemaCatalog.BuiltIn.Deduced;

    public YamlMap? Convert(YamlMap value, string apiVersion)
    {
        if (value.FindString("apiVersion") == apiVersion)
        {
            return value;
        }

        return Versions.Any(version => ApiVersionOf(version.Name) == apiVersion) ? VersionConversion.Convert(this, value, apiVersion) : null;
    }

    /// <summary>The object as it is kept.</summary>
    public YamlMap ToStorage(YamlMap value) => VersionConversion.Convert(this, value, ApiVersionOf(StorageVersion));

    // The strategies of the built-in kinds reset status on the main resource, and spec on status
    // (`GetResetFields` in pkg/registry of Kubernetes).
    public FieldSet IgnoredFields(string subresource) => subresource switch
    {
        "" when HasStatus => FieldSet.Of(["status"]),
        "status" when IsCustom => FieldSet.Of(["spec"], ["metadata"]),
        "status" => FieldSet.Of(["spec"]),
        _ => new FieldSet(),
    };
}

/// <summary>One served version of a kind.</summary>
internal sealed class KindVersion
{
    public required string Name { get; init; }

    public required SchemaType Type { get; init; }

    public ImmutableArray<string> Subresources { get; init; } = [];

    /// <summary>The OpenAPI schema of a custom resource; null for built-in kinds.</summary>
    public YamlMap? OpenApi { get; init; }
}
