using System.Text.Json.Nodes;

namespace PackMan.ClusterTests.Fixtures;

/// <summary>A namespace of a test's own, deleted without waiting when the test is done.</summary>
internal sealed class TestNamespace(KubeClient client, string name) : IAsyncDisposable
{
    public string Name => name;

    public string Core => $"/api/v1/namespaces/{name}";

    public string Apps => $"/apis/apps/v1/namespaces/{name}";

    public string Batch => $"/apis/batch/v1/namespaces/{name}";

    /// <summary>Creates a namespace and waits for its default service account, without which no pod is admitted.</summary>
    public static async Task<TestNamespace> CreateAsync(KubeClient client, string prefix = "test")
    {
        var made = await client.CreateAsync("/api/v1/namespaces", JsonNode.Parse($$"""{"metadata":{"generateName":"{{prefix}}-"} }""")!);
        var space = new TestNamespace(client, made.Name());
        var version = await client.GetServerVersionAsync();
        await client.WaitForAsync($"{space.Core}/serviceaccounts/default", account => account is not null && (version >= new Version(1, 24) || account["secrets"] is not null));
        return space;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await client.DeleteAsync($"/api/v1/namespaces/{name}");
        }
        catch (KubeStatusException)
        {
            // The test itself has deleted it.
        }
    }
}
