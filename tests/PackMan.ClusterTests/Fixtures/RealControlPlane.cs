using Xunit;

[assembly: AssemblyFixture(typeof(PackMan.ClusterTests.Fixtures.RealControlPlane))]

namespace PackMan.ClusterTests.Fixtures;

/// <summary>The one real cluster of a test run, started when the first test asks for it.</summary>
public sealed class RealControlPlane : IAsyncDisposable
{
    /// <summary>The trait of every test that needs the real server, so that CI can tell that none was skipped.</summary>
    public const string Category = "RealCluster";

    private readonly Lazy<Task<TestCluster>> _cluster = new(StartAsync);

    /// <summary>The cluster; where there is none the calling test is skipped, or fails if <c>PACKMAN_REQUIRE_REAL_CLUSTER=1</c>.</summary>
    internal async Task<TestCluster> RequireAsync()
    {
        if (MissingReason() is { } reason)
        {
            Assert.SkipUnless(IsRequired, reason);
            Assert.Fail(reason);
        }

        return await _cluster.Value;
    }

    public async ValueTask DisposeAsync()
    {
        if (_cluster.IsValueCreated && _cluster.Value.IsCompletedSuccessfully)
        {
            var cluster = await _cluster.Value;
            await ClusterHold.WaitAsync(cluster);
            await cluster.DisposeAsync();
        }
    }

    private static bool IsRequired => Environment.GetEnvironmentVariable("PACKMAN_REQUIRE_REAL_CLUSTER") == "1";

    private static string? GivenKubeconfig =>
        Environment.GetEnvironmentVariable("PACKMAN_TEST_KUBECONFIG") is { Length: > 0 } path ? path : null;

    private static string? MissingReason()
    {
        if (GivenKubeconfig is not null)
        {
            return null;
        }

        var (found, reason) = ControlPlaneBinaries.Find();
        return found is null ? reason : null;
    }

    private static Task<TestCluster> StartAsync() =>
        GivenKubeconfig is { } kubeconfig ? TestCluster.OpenAsync(kubeconfig) : TestCluster.StartAsync(ControlPlaneBinaries.Find().Found!);
}
