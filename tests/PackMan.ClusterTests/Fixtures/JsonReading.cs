using System.Text.Json.Nodes;

namespace PackMan.ClusterTests.Fixtures;

/// <summary>Short ways through JSON trees; what is absent reads as empty.</summary>
internal static class JsonReading
{
    public static JsonNode? At(this JsonNode? node, params ReadOnlySpan<string> path)
    {
        foreach (var name in path)
        {
            node = (node as JsonObject)?[name];
        }

        return node;
    }

    public static string Text(this JsonNode? node, params ReadOnlySpan<string> path) => node.At(path)?.ToString() ?? "";

    public static IEnumerable<JsonObject> Items(this JsonNode? node, params ReadOnlySpan<string> path) =>
        (node.At(path) as JsonArray)?.OfType<JsonObject>() ?? [];

    public static IEnumerable<string> Strings(this JsonNode? node, params ReadOnlySpan<string> path) =>
        (node.At(path) as JsonArray)?.Select(item => item!.ToString()) ?? [];

    public static string Name(this JsonObject item) => item.Text("metadata", "name");

    public static string Namespace(this JsonObject item) => item.Text("metadata", "namespace");

    public static string Uid(this JsonObject item) => item.Text("metadata", "uid");

    public static bool IsTerminating(this JsonObject item) => item.At("metadata", "deletionTimestamp") is not null;

    public static string Annotation(this JsonObject item, string name) => item.Text("metadata", "annotations", name);

    /// <summary>The status ("True", "False", "Unknown") of a condition, empty where it is not set.</summary>
    public static string Condition(this JsonObject item, string type) =>
        item.Items("status", "conditions").FirstOrDefault(condition => condition.Text("type") == type).Text("status");
}
