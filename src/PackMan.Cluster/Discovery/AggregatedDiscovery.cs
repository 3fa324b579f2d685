using System.Collections.Immutable;
using PackMan.Live;
using PackMan.Yaml;

namespace PackMan.Cluster.Discovery;

/// <summary>Reads `APIGroupDiscoveryList` (KEP-3352), in which groups and versions come in the server's order of preference.</summary>
internal static class AggregatedDiscovery
{
    public static ApiResources Read(YamlMap list)
    {
        var resources = ImmutableArray.CreateBuilder<ApiResource>();
        var failing = ImmutableSortedDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        foreach (var group in Maps(list, "items"))
        {
            var groupName = group.FindString("metadata", "name") ?? "";
            foreach (var version in Maps(group, "versions"))
            {
                var versionName = version.FindString("version") ?? "";
                if (version.FindString("freshness") == "Stale")
                {
                    failing[groupName.Length == 0 ? versionName : $"{groupName}/{versionName}"] = "the service behind it does not answer";
                    continue;
                }

                resources.AddRange(Maps(version, "resources").Select(resource => Resource(groupName, versionName, resource)).OfType<ApiResource>());
            }
        }

        return new ApiResources(resources.ToImmutable(), failing.ToImmutable());
    }

    // A resource without responseKind exists only for its subresources.
    private static ApiResource? Resource(string group, string version, YamlMap resource) =>
        resource.FindString("responseKind", "kind") is { Length: > 0 } kind && resource.FindString("resource") is { } plural
            ? new ApiResource(group, version, kind, plural, resource.FindString("scope") == "Namespaced")
            {
                Verbs = LegacyDiscovery.Strings(resource, "verbs"),
                Subresources = [.. Maps(resource, "subresources").Select(subresource => subresource.FindString("subresource")).OfType<string>()],
            }
            : null;

    private static IEnumerable<YamlMap> Maps(YamlMap parent, string key) => (parent.Find(key) as YamlList ?? YamlList.Empty).Items.OfType<YamlMap>();
}
