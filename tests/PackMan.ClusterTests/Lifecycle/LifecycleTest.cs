using PackMan.ClusterTests.Contract;
using PackMan.ClusterTests.Fixtures;

namespace PackMan.ClusterTests.Lifecycle;

/// <summary>A namespace and a session of `packman` in it.</summary>
internal sealed record LifecycleTest(ApiServer Server, TestNamespace Space, PackManSession Session) : IAsyncDisposable
{
    public KubeClient Client => Server.Client;

    public static async Task<LifecycleTest> StartAsync(ApiServer server)
    {
        var space = await server.NewNamespaceAsync();
        return new LifecycleTest(server, space, new PackManSession(server, space.Name));
    }

    /// <summary>Writes a native chart of one template.</summary>
    public void WriteChart(string name, string template, string values = "")
    {
        Session.WriteFile($"{name}/Chart.yaml", $"apiVersion: packman/v1\nname: {name}\nversion: 1.0.0\n");
        Session.WriteFile($"{name}/values.yaml", values);
        Session.WriteFile($"{name}/templates/objects.yaml", template);
    }

    public async ValueTask DisposeAsync()
    {
        Session.Dispose();
        await Space.DisposeAsync();
    }
}
