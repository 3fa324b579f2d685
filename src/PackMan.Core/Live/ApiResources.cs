using System.Collections.Immutable;

namespace PackMan.Live;

/// <summary>What the server serves, as discovery told it. The order is the server's preference: groups, then versions within a group.</summary>
/// <param name="Resources">Every served resource.</param>
/// <param name="FailingGroups">Group versions whose API service did not answer, with the reason (`metrics.k8s.io/v1beta1` down).</param>
public sealed record ApiResources(ImmutableArray<ApiResource> Resources, ImmutableSortedDictionary<string, string> FailingGroups)
{
    /// <summary>The resource of a kind in one version; null when it is not served.</summary>
    public ApiResource? Find(string group, string version, string kind) =>
        Resources.FirstOrDefault(resource => resource.Kind == kind && resource.Group == group && resource.Version == version);

    /// <summary>The resource of a kind in the version the server prefers; null when the kind is not served at all.</summary>
    public ApiResource? FindPreferred(string group, string kind) =>
        Resources.FirstOrDefault(resource => resource.Kind == kind && resource.Group == group);

    /// <summary>Helm's `.Capabilities.APIVersions`: `apps/v1` and `apps/v1/Deployment`.</summary>
    public ImmutableSortedSet<string> ApiVersions =>
        [.. Resources.Select(resource => resource.ApiVersion), .. Resources.Select(resource => $"{resource.ApiVersion}/{resource.Kind}")];
}
