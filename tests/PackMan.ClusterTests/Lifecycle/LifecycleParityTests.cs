using PackMan.ClusterTests.Contract;
using PackMan.ClusterTests.Fixtures;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Lifecycle;

[Trait("Category", RealControlPlane.Category)]
public sealed class LifecycleParityTests(RealControlPlane plane, SandboxServer sandbox)
{
    /// <summary>Plans, owned fields and specs of the whole life, text against text.</summary>
    [Fact]
    public async Task The_sandbox_lives_a_release_as_the_real_server_does()
    {
        var real = await TranscriptAsync(await ContractSuite.OpenRealAsync(plane));
        var inProcess = await TranscriptAsync(await sandbox.OpenAsync());

        inProcess.ShouldBe(real);
    }

    private static async Task<string> TranscriptAsync(ApiServer server)
    {
        await using var test = await LifecycleTest.StartAsync(server);
        return await new LifecycleRun(server, test.Space, test.Session).RunAsync();
    }
}
