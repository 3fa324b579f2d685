using PackMan.ClusterTests.Fixtures;

namespace PackMan.ClusterTests.Lifecycle;

/// <summary>
/// Everything a server can list in one namespace, and of the objects without a namespace those that speak of it: other tests make
/// and delete theirs meanwhile. Whatever PackMan writes outside a namespace speaks of it by the marks.
/// </summary>
internal static class ListableObjects
{
    // Events come whenever controllers talk, and go after an hour.
    private const string Events = "events";

    /// <summary>`Kind/namespace/name uid` of each object; one that is served in several groups or versions counts once.</summary>
    public static async Task<SortedSet<string>> SnapshotAsync(KubeClient client, string namespaceName)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var groupVersion in await GroupVersionsAsync(client))
        {
            foreach (var resource in (await client.GetAsync(groupVersion)).Items("resources").Where(IsListable))
            {
                var isNamespaced = resource.Text("namespaced") == "true";
                var place = isNamespaced ? $"{groupVersion}/namespaces/{namespaceName}" : groupVersion;
                var list = await client.GetAsync($"{place}/{resource.Text("name")}");
                found.UnionWith(list.Items("items")
                    .Where(item => isNamespaced || item.ToJsonString().Contains(namespaceName, StringComparison.Ordinal))
                    .Select(item => $"{resource.Text("kind")}/{item.Namespace()}/{item.Name()} {item.Uid()}"));
            }
        }

        return found;
    }

    private static bool IsListable(System.Text.Json.Nodes.JsonObject resource) =>
        resource.Strings("verbs").Contains("list") && resource.Text("name") != Events;

    private static async Task<IReadOnlyList<string>> GroupVersionsAsync(KubeClient client)
    {
        var groups = (await client.GetAsync("/apis")).Items("groups");
        return ["/api/v1", .. groups.SelectMany(group => group.Items("versions")).Select(version => $"/apis/{version.Text("groupVersion")}")];
    }
}
