namespace PackMan.ClusterTests.Fixtures;

/// <summary>A real cluster under test: one that was started for this run, or one that was handed in.</summary>
internal sealed class TestCluster : IAsyncDisposable
{
    private readonly ControlPlane? _plane;
    private NodeSimulator? _nodes;

    private TestCluster(ControlPlane? plane, string kubeconfig)
    {
        _plane = plane;
        Kubeconfig = kubeconfig;
        Admin = KubeClient.For(kubeconfig);
    }

    /// <summary>The kubeconfig file of a user who may do everything.</summary>
    public string Kubeconfig { get; }

    public KubeClient Admin { get; }

    public required Version ServerVersion { get; init; }

    /// <summary>The requests of all clients; null on a cluster that was handed in.</summary>
    public AuditLog? Audit => _plane is null ? null : new AuditLog(_plane.Files.AuditLogPath);

    /// <summary>Issues certificates of this cluster's authority; null on a cluster that was handed in.</summary>
    public TestAuthority? Authority => _plane?.Files.Authority;

    /// <summary>Whether pods only seem to run, so that image names decide what becomes of them.</summary>
    public bool HasSimulatedNodes => _nodes is not null;

    /// <summary>Whether <see cref="KubeconfigOf"/> has users to offer.</summary>
    public bool HasTestUsers => _plane is not null;

    public static async Task<TestCluster> StartAsync(ControlPlaneBinaries binaries)
    {
        var plane = await ControlPlane.StartAsync(binaries);
        try
        {
            return await OpenAsync(plane, plane.Files.KubeconfigOf(ControlPlaneFiles.Admin));
        }
        catch
        {
            await plane.DisposeAsync();
            throw;
        }
    }

    public static Task<TestCluster> OpenAsync(string kubeconfig) => OpenAsync(null, kubeconfig);

    /// <summary>The kubeconfig file of one of <see cref="ControlPlaneFiles.TokenUsers"/>, who have no rights at first.</summary>
    public string KubeconfigOf(string user) =>
        _plane?.Files.KubeconfigOf(user) ?? throw new InvalidOperationException("A cluster that was handed in has no test users");

    public async ValueTask DisposeAsync()
    {
        if (_nodes is not null)
        {
            await _nodes.DisposeAsync();
        }

        Admin.Dispose();
        if (_plane is not null)
        {
            await _plane.DisposeAsync();
        }
    }

    private static async Task<TestCluster> OpenAsync(ControlPlane? plane, string kubeconfig)
    {
        using var client = KubeClient.For(kubeconfig);
        var cluster = new TestCluster(plane, kubeconfig) { ServerVersion = await client.GetServerVersionAsync() };
        var nodes = await client.GetAsync("/api/v1/nodes?limit=1");
        // A cluster with nodes of its own runs its pods itself.
        if (!nodes.Items("items").Any())
        {
            cluster._nodes = await NodeSimulator.StartAsync(plane?.Files.KubeconfigOf(ControlPlaneFiles.Simulator) ?? kubeconfig);
        }

        return cluster;
    }
}
