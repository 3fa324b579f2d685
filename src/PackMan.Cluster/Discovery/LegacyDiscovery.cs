using System.Collections.Immutable;
using PackMan.Live;
using PackMan.Yaml;

namespace PackMan.Cluster.Discovery;

/// <summary>Reads `APIVersions`, `APIGroupList` and `APIResourceList`, which every server has.</summary>
internal static class LegacyDiscovery
{
    /// <summary>The group versions of `/api` or `/apis`, in each group the preferred one first.</summary>
    public static IReadOnlyList<string> GroupVersions(YamlMap root) => root.FindString("kind") == "APIVersions"
        ? Strings(root, "versions")
        : [.. Maps(root, "groups").SelectMany(InOrder)];

    public static ImmutableArray<ApiResource> Resources(string groupVersion, YamlMap list)
    {
        var slash = groupVersion.IndexOf('/', StringComparison.Ordinal);
        var (groupName, version) = slash < 0 ? ("", groupVersion) : (groupVersion[..slash], groupVersion[(slash + 1)..]);
        var entries = Maps(list, "resources").ToArray();
        var subresources = entries.Select(entry => entry.FindString("name") ?? "").Where(name => name.Contains('/', StringComparison.Ordinal))
            .ToLookup(name => name[..name.IndexOf('/', StringComparison.Ordinal)], name => name[(name.IndexOf('/', StringComparison.Ordinal) + 1)..], StringComparer.Ordinal);
        var resources = from entry in entries
                        let name = entry.FindString("name") ?? ""
                        where !name.Contains('/', StringComparison.Ordinal)
                        select new ApiResource(groupName, version, entry.FindString("kind") ?? "", name, entry.Find("namespaced") is YamlBoolean { Value: true })
                        {
                            Verbs = Strings(entry, "verbs"),
                            Subresources = [.. subresources[name]],
                        };
        return [.. resources];
    }

    public static ImmutableArray<string> Strings(YamlMap parent, string key) =>
        [.. (parent.Find(key) as YamlList ?? YamlList.Empty).Items.OfType<YamlString>().Select(item => item.Value)];

    private static IEnumerable<string> InOrder(YamlMap group)
    {
        var preferred = group.FindString("preferredVersion", "groupVersion");
        var all = Maps(group, "versions").Select(version => version.FindString("groupVersion")).OfType<string>();
        return all.OrderBy(groupVersion => groupVersion == preferred ? 0 : 1);
    }

    private static IEnumerable<YamlMap> Maps(YamlMap parent, string key) => (parent.Find(key) as YamlList ?? YamlList.Empty).Items.OfType<YamlMap>();
}
