using System.Collections.Immutable;
using PackMan.KindSchemas;
using PackMan.Manifests;
using PackMan.Yaml;

namespace PackMan.Linting;

/// <summary>Kinds that CRDs define, with the schemas these bring along.</summary>
internal sealed class CustomKinds(IEnumerable<KubernetesObject> definitions)
{
    public const string Definition = "CustomResourceDefinition";

    private readonly ImmutableArray<CustomKind> _all = [.. definitions.Where(target => target.Kind == Definition).SelectMany(Of)];

    /// <summary>The kind of an object in its version; null when no CRD defines it with a schema.</summary>
    public CustomKind? Find(KubernetesObject target) =>
        _all.FirstOrDefault(kind => kind.Kind == target.Kind && kind.Group == target.Group && kind.Version == target.Version);

    /// <summary>These kinds and those that further definitions make.</summary>
    public CustomKinds With(IEnumerable<KubernetesObject> more) => new([.. definitions, .. more]);

    private static IEnumerable<CustomKind> Of(KubernetesObject definition)
    {
        var spec = definition.Content.Find("spec");
        foreach (var version in (spec?.Find("versions") as YamlList ?? YamlList.Empty).Items)
        {
            if (version.Find("schema", "openAPIV3Schema") is YamlMap schema)
            {
                yield return new CustomKind(spec?.FindString("group") ?? "", version.FindString("name") ?? "", spec?.FindString("names", "kind") ?? "", schema, OpenApiTypes.RootOf(schema));
            }
        }
    }
}

/// <summary>One version of a kind that a CRD defines.</summary>
internal sealed record CustomKind(string Group, string Version, string Kind, YamlMap OpenApi, SchemaType Type);
