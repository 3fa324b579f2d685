using PackMan.ClusterTests.Contract;
using PackMan.ClusterTests.Fixtures;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Lifecycle;

/// <summary>The example charts live on a server, with the API versions that it serves.</summary>
public abstract class ExamplesContract : ContractSuite
{
    [Theory]
    [InlineData("web", "autoscaling.enabled=true,ingress.enabled=true,ingress.className=nginx", 8)]
    [InlineData("store", "replicas=2", 6)]
    [InlineData("shop", "cache.enabled=true,orders.replicas=2", 12)]
    [InlineData("job", "phases={Succeeded}", 4)]
    public async Task An_example_is_installed_changed_brought_back_and_removed(string example, string change, int objects)
    {
        await using var test = await LifecycleTest.StartAsync(await OpenAsync());
        var chart = Path.Combine(ControlPlaneBinaries.RepositoryRoot(), "charts-examples", example);

        await test.Session.RunAsync("install", "app", chart);
        var first = (await test.Session.RunAsync("get", "manifest", "app")).Output;
        await test.Session.RunAsync("upgrade", "app", chart, "--set", change);
        var marked = await LiveOwnership.MarkedAsync(test.Client, test.Space.Name, "app");
        await test.Session.RunAsync("rollback", "app", "1");
        var third = (await test.Session.RunAsync("get", "manifest", "app")).Output;
        await test.Session.RunAsync("uninstall", "app");

        third.ShouldBe(first);
        marked.Count.ShouldBe(objects, string.Join(", ", marked.Keys));
        (await LiveOwnership.MarkedAsync(test.Client, test.Space.Name, "app")).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_autoscaled_example_leaves_its_replicas_to_the_autoscaler()
    {
        await using var test = await LifecycleTest.StartAsync(await OpenAsync());
        var chart = Path.Combine(ControlPlaneBinaries.RepositoryRoot(), "charts-examples", "web");

        await test.Session.RunAsync("install", "app", chart, "--set", "autoscaling.enabled=true");

        var deployment = await test.Client.GetAsync($"/apis/apps/v1/namespaces/{test.Space.Name}/deployments/app-web");
        LiveOwnership.OwnedFields(deployment!).ShouldNotContain("f:replicas");
    }
}

[Trait("Category", RealControlPlane.Category)]
public sealed class ExamplesOnRealServer(RealControlPlane plane) : ExamplesContract
{
    internal override Task<ApiServer> OpenAsync() => OpenRealAsync(plane);
}

public sealed class ExamplesOnSandbox(SandboxServer sandbox) : ExamplesContract
{
    internal override Task<ApiServer> OpenAsync() => sandbox.OpenAsync();
}
