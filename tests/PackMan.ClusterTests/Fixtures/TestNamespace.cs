using System.Net;
using System.Text.Json.Nodes;

namespace PackMan.ClusterTests.Fixtures;

/// <summary>A namespace of a test's own, deleted without waiting when the test is done.</summary>
internal sealed class TestNamespace(KubeClient client, string name) : IAsyncDisposable
{
    public string Name => name;

    public string Core => $"/api/v1/namespaces/{name}";

    public string Apps => $"/apis/apps/v1/namespaces/{name}";

    public string Batch => $"/apis/batch/v1/namespaces/{name}";

    /// <summary>Creates a namespace and waits until it admits pods, for which its default service account has to be made first.</summary>
    public static async Task<TestNamespace> CreateAsync(KubeClient client, string prefix = "test")
    {
        var made = await client.CreateAsync("/api/v1/namespaces", JsonNode.Parse($$"""{"metadata":{"generateName":"{{prefix}}-"} }""")!);
        var space = new TestNamespace(client, made.Name());
        for (var attempt = 0; !await space.AdmitsPodsAsync(); attempt++)
        {
            if (attempt == 600)
            {
                throw new TimeoutException($"Namespace {space.Name} does not admit pods");
            }

            await Task.Delay(100);
        }

        return space;
    }

    // To look at the account is not enough: admission learns of it, and up to 1.23 of its token, by watches of its own.
    private async Task<bool> AdmitsPodsAsync()
    {
        var pod = JsonNode.Parse("""{"metadata":{"name":"probe"},"spec":{"containers":[{"name":"main","image":"registry.example/probe:1"}]}}""")!;
        try
        {
            await client.CreateAsync($"{Core}/pods?dryRun=All", pod);
            return true;
        }
        catch (KubeStatusException exception) when (exception.Code is HttpStatusCode.Forbidden or HttpStatusCode.InternalServerError)
        {
            return false;
        }
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
