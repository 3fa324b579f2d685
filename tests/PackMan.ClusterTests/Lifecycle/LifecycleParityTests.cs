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

        Differences(real, inProcess).ShouldBeEmpty();
    }

    private static List<string> Differences(string real, string inProcess)
    {
        var theirs = Sections(real);
        var ours = Sections(inProcess);
        return [.. theirs.Keys.Union(ours.Keys)
            .Where(name => theirs.GetValueOrDefault(name) != ours.GetValueOrDefault(name))
            .Select(name => $"{name}\n  real:    {theirs.GetValueOrDefault(name) ?? "absent"}\n  sandbox: {ours.GetValueOrDefault(name) ?? "absent"}")];
    }

    // A step begins with `====`, an object in it with `----`.
    private static Dictionary<string, string> Sections(string transcript)
    {
        var sections = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var step in transcript.Split("==== ", StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = step.Split("---- ");
            var title = parts[0].Split('\n')[0];
            foreach (var part in parts)
            {
                sections[$"{title}: {part.Split('\n')[0]}"] = part;
            }
        }

        return sections;
    }

    private static async Task<string> TranscriptAsync(ApiServer server)
    {
        await using var test = await LifecycleTest.StartAsync(server);
        return await new LifecycleRun(server, test.Space, test.Session).RunAsync();
    }
}
