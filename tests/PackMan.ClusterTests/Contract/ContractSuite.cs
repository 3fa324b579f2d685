using PackMan.ClusterTests.Fixtures;

namespace PackMan.ClusterTests.Contract;

/// <summary>
/// Base of a contract: a class of cases is written once against <see cref="OpenAsync"/>, and two sealed classes inherit it, one for
/// the sandbox and one with the trait of the real server.
/// </summary>
public abstract class ContractSuite
{
    internal abstract Task<ApiServer> OpenAsync();

    internal static async Task<ApiServer> OpenRealAsync(RealControlPlane plane)
    {
        var cluster = await plane.RequireAsync();
        return new ApiServer(cluster.Admin, cluster.ServerVersion, ["--kubeconfig", cluster.Kubeconfig], IsSandbox: false);
    }
}
