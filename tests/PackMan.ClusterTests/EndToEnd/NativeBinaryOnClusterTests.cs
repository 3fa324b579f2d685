using PackMan.ClusterTests.Fixtures;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.EndToEnd;

[Trait("Category", PackManBinary.Category)]
public sealed class NativeBinaryOnClusterTests(RealControlPlane plane)
{
    private static readonly Dictionary<string, string> NoSettings = [];

    [Fact]
    public async Task It_lists_no_releases_of_an_empty_namespace_on_a_real_server()
    {
        var packman = PackManBinary.Require();
        var cluster = await plane.RequireAsync();
        await using var space = await TestNamespace.CreateAsync(cluster.Admin, "empty");

        var result = await packman.RunAsync(cluster.Kubeconfig, "list", "--namespace", space.Name, "--output", "json");

        result.ExitCode.ShouldBe(0, result.Errors);
        result.Output.Trim().ShouldBe("[]");
    }

    [Fact]
    public async Task A_user_without_rights_is_told_which_ones_are_missing()
    {
        var packman = PackManBinary.Require();
        var cluster = await plane.RequireAsync();
        Assert.SkipUnless(cluster.HasTestUsers, "A cluster that was handed in has no test users");

        var result = await packman.RunAsync(cluster.KubeconfigOf("bob"), "list", "--namespace", "default");

        result.ExitCode.ShouldBe(1);
        result.Errors.ShouldContain("bob");
        result.Errors.ShouldContain("secrets");
        result.Errors.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_server_that_cannot_be_reached_is_named()
    {
        var packman = PackManBinary.Require();

        var result = await packman.RunAsync(NoSettings, "list", "--namespace", "default", "--kube-apiserver", "https://127.0.0.1:1");

        result.ExitCode.ShouldBe(1);
        result.Errors.ShouldContain("127.0.0.1:1");
        result.Errors.ShouldNotContain("   at ");
    }
}
