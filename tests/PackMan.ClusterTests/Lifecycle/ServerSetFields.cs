using System.Text.Json.Nodes;

namespace PackMan.ClusterTests.Lifecycle;

/// <summary>The committed list of fields in which servers may differ, because they or their controllers set them.</summary>
internal static class ServerSetFields
{
    private static readonly (string Kind, string[] Path)[] Rules =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "server-set-fields"))
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' ')[0].Split(':', 2))
            .Select(parts => (parts[0], parts[1].Split('.').Select(Uri.UnescapeDataString).ToArray()))];

    /// <summary>What is left of an object when those fields are taken out.</summary>
    public static JsonNode Without(string kindAndName, JsonObject item)
    {
        var kind = kindAndName[..kindAndName.IndexOf('/', StringComparison.Ordinal)];
        var copy = item.DeepClone();
        foreach (var (_, path) in Rules.Where(rule => rule.Kind == "*" || rule.Kind == kind))
        {
            Remove(copy, path);
        }

        return JsonNode.Parse(LiveOwnership.Canonical(copy))!;
    }

    private static void Remove(JsonNode? node, ReadOnlySpan<string> path)
    {
        if (node is JsonArray list && path[0] == "*")
        {
            foreach (var item in list)
            {
                Remove(item, path[1..]);
            }
        }
        else if (node is JsonObject map && path.Length == 1)
        {
            map.Remove(path[0]);
        }
        else if (node is JsonObject parent)
        {
            Remove(parent[path[0]], path[1..]);
        }
    }
}
