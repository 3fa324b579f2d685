using System.Collections.Immutable;
using PackMan.Live;
using PackMan.Yaml;

namespace PackMan.Manifests;

/// <summary>Which kinds live in namespaces: what the server serves, and what the CRDs of the same operation will make it serve.</summary>
public sealed class ResourceScopes
{
    private readonly Dictionary<(string Group, string Kind), bool> _isNamespaced = [];

    /// <param name="served">Discovery, or <see cref="BuiltInResources.All"/> where there is no cluster.</param>
    public ResourceScopes(ApiResources served, IEnumerable<KubernetesObject> objects)
    {
        ArgumentNullException.ThrowIfNull(served);
        foreach (var resource in CrdResources.Of(objects).Concat(served.Resources))
        {
            _isNamespaced[(resource.Group, resource.Kind)] = resource.IsNamespaced;
        }

        foreach (var resource in BuiltInResources.All.Resources)
        {
            _isNamespaced.TryAdd((resource.Group, resource.Kind), resource.IsNamespaced);
        }
    }

    /// <summary>An unknown kind counts as namespaced, as most are; whether it may be applied at all is decided later.</summary>
    public bool IsNamespaced(KubernetesObject target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return _isNamespaced.GetValueOrDefault((target.Group, target.Kind), target.Kind != "PodSecurityPolicy");
    }
}

/// <summary>The resources a CustomResourceDefinition makes.</summary>
internal static class CrdResources
{
    public static ImmutableArray<ApiResource> Of(IEnumerable<KubernetesObject> objects) =>
        [.. objects.Where(candidate => candidate is { Kind: "CustomResourceDefinition", Group: "apiextensions.k8s.io" }).SelectMany(Of)];

    private static IEnumerable<ApiResource> Of(KubernetesObject crd)
    {
        var spec = crd.Content.Find("spec");
        if (spec?.FindString("group") is not { } group
            || spec.FindString("names", "kind") is not { } kind
            || spec.FindString("names", "plural") is not { } plural)
        {
            return [];
        }

        var isNamespaced = spec.FindString("scope") != "Cluster";
        var versions = (spec.Find("versions") as YamlList ?? YamlList.Empty).Select(version => version.FindString("name"))
            .Append(spec.FindString("version"));
        return versions.OfType<string>().Distinct().Select(version => new ApiResource(group, version, kind, plural, isNamespaced));
    }
}
