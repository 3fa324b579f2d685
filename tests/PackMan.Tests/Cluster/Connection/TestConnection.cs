using PackMan.Cluster.Api;
using PackMan.Cluster.Connection;

namespace PackMan.Tests.Cluster.Connection;

/// <summary>Shortcuts from a kubeconfig text to an answer.</summary>
internal static class TestConnection
{
    public static HostEnvironment Environment(TestFolder folder, params (string Name, string Value)[] variables) => new(
        variables.Append(("PATH", System.Environment.GetEnvironmentVariable("PATH")!)).DistinctBy(variable => variable.Item1).ToDictionary(variable => variable.Item1, variable => variable.Item2),
        folder.Path)
    {
        ServiceAccountFolder = folder["serviceaccount"],
    };

    public static string Kubeconfig(string server, string cluster = "", string user = "") => $$"""
        apiVersion: v1
        kind: Config
        current-context: here
        contexts: [{ name: here, context: { cluster: c, user: u, namespace: shop } }]
        clusters: [{ name: c, cluster: { server: "{{server}}", {{cluster}} } }]
        users: [{ name: u, user: { {{user}} } }]
        """;

    public static async Task<string> AskVersionAsync(TestFolder folder, string kubeconfig, ConnectionOptions? options = null, TimeProvider? time = null)
    {
        var file = folder.Write("kubeconfig", kubeconfig);
        using var connection = ClusterConnection.Open((options ?? new ConnectionOptions()) with { Kubeconfig = file }, Environment(folder), time ?? TimeProvider.System);
        using var client = connection.CreateClient(time ?? TimeProvider.System);
        return await AskAsync(client);
    }

    public static async Task<string> AskAsync(ApiClient client) => (await client.GetDocumentAsync("/version")).Body.FindString("gitVersion")!;
}
