using System.Text.Json.Nodes;
using PackMan.ClusterTests.Contract;
using PackMan.ClusterTests.Fixtures;

namespace PackMan.ClusterTests.Lifecycle;

/// <summary>What a release owns in a namespace, in a form two servers can be compared by.</summary>
internal static class LiveOwnership
{
    /// <summary>Collections that the charts of the tests write to; of the versions of a kind a server has one at least.</summary>
    private static readonly string[] Collections =
    [
        "/api/v1/namespaces/{0}/configmaps",
        "/api/v1/namespaces/{0}/secrets",
        "/api/v1/namespaces/{0}/serviceaccounts",
        "/api/v1/namespaces/{0}/services",
        "/api/v1/namespaces/{0}/persistentvolumeclaims",
        "/apis/apps/v1/namespaces/{0}/deployments",
        "/apis/autoscaling/v1/namespaces/{0}/horizontalpodautoscalers",
        "/apis/autoscaling/v2/namespaces/{0}/horizontalpodautoscalers",
        "/apis/batch/v1/namespaces/{0}/cronjobs",
        "/apis/batch/v1beta1/namespaces/{0}/cronjobs",
        "/apis/apps/v1/namespaces/{0}/statefulsets",
        "/apis/batch/v1/namespaces/{0}/jobs",
        "/apis/networking.k8s.io/v1/namespaces/{0}/ingresses",
        "/apis/networking.k8s.io/v1/namespaces/{0}/networkpolicies",
        "/apis/policy/v1/namespaces/{0}/poddisruptionbudgets",
        "/apis/policy/v1beta1/namespaces/{0}/poddisruptionbudgets",
        "/apis/rbac.authorization.k8s.io/v1/namespaces/{0}/roles",
        "/apis/rbac.authorization.k8s.io/v1/namespaces/{0}/rolebindings",
    ];

    /// <summary>Objects that carry the marks of a release, by `kind/name`.</summary>
    public static async Task<SortedDictionary<string, JsonObject>> MarkedAsync(KubeClient client, string namespaceName, string release)
    {
        var marked = new SortedDictionary<string, JsonObject>(StringComparer.Ordinal);
        foreach (var path in Collections)
        {
            if (await client.GetAsync(string.Format(null, path, namespaceName)) is not { } list)
            {
                continue;
            }

            var kind = list.Text("kind").Replace("List", "", StringComparison.Ordinal);
            foreach (var item in list.Items("items").Where(item => item.Annotation("packman.dev/release-name") == release))
            {
                marked[$"{kind}/{item.Name()}"] = item;
            }
        }

        return marked;
    }

    /// <summary>The fields server-side apply says `packman` owns, as canonical JSON; exactly one entry is expected.</summary>
    public static string OwnedFields(JsonObject item)
    {
        var entries = item.Items("metadata", "managedFields").Where(entry => entry.Text("manager") == "packman").ToList();
        return string.Join('\n', entries.Select(entry => $"{entry.Text("operation")} {entry.Text("apiVersion")} {Canonical(entry["fieldsV1"])}"));
    }

    /// <summary>The same with fields collapsed that this server's version tracks more finely than current ones.</summary>
    public static string OwnedFields(JsonObject item, ApiServer server, string kind)
    {
        var copy = item.DeepClone().AsObject();
        foreach (var entry in copy.Items("metadata", "managedFields"))
        {
            foreach (var path in server.FieldsTrackedFinely(kind))
            {
                if (entry["fieldsV1"].At(path) is JsonObject fields)
                {
                    fields.Clear();
                }
            }
        }

        return OwnedFields(copy);
    }

    /// <summary>JSON with sorted keys.</summary>
    public static string Canonical(JsonNode? node) => node switch
    {
        JsonObject map => "{" + string.Join(',', map.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"\"{entry.Key}\":{Canonical(entry.Value)}")) + "}",
        JsonArray list => "[" + string.Join(',', list.Select(Canonical)) + "]",
        null => "null",
        _ => node.ToJsonString(),
    };
}
