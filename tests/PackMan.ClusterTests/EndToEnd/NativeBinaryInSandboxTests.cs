using PackMan.ClusterTests.Fixtures;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.EndToEnd;

[Trait("Category", PackManBinary.Category)]
public sealed class NativeBinaryInSandboxTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("packman-sandbox-");

    private Dictionary<string, string> Sandbox => new() { ["PACKMAN_SANDBOX"] = Path.Combine(_folder.FullName, "box") };

    [Theory]
    [InlineData("web", "replicas=3")]
    [InlineData("store", "image.tag=8.0")]
    [InlineData("job", "schedule=0 4 * * *")]
    public async Task An_example_chart_lives_its_life(string name, string change)
    {
        var chart = Path.Combine(ControlPlaneBinaries.RepositoryRoot(), "charts-examples", name);

        await SucceedAsync("install", "app", chart, "--namespace", "shop", "--create-namespace");
        await SucceedAsync("upgrade", "app", chart, "--namespace", "shop", "--set", change, "--reuse-values");
        await SucceedAsync("rollback", "app", "1", "--namespace", "shop");
        var history = await SucceedAsync("history", "app", "--namespace", "shop");
        var manifests = (First: await SucceedAsync("get", "manifest", "app", "--namespace", "shop", "--revision", "1"), Third: await SucceedAsync("get", "manifest", "app", "--namespace", "shop"));
        await SucceedAsync("uninstall", "app", "--namespace", "shop");

        history.ShouldContain("Rollback to 1");
        manifests.Third.ShouldBe(manifests.First);
        (await SucceedAsync("list", "--all-namespaces", "--output", "json")).ShouldBe("[]\n");
    }

    [Fact]
    public async Task A_new_chart_installs_as_it_is()
    {
        var chart = Path.Combine(_folder.FullName, "demo");

        await SucceedAsync("create", chart);

        (await SucceedAsync("template", chart)).ShouldContain("kind: Deployment");
        (await SucceedAsync("install", "demo", chart)).ShouldContain("STATUS: deployed");
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_stops_the_wait_and_the_revision_is_recorded_as_failed(string signal)
    {
        var packman = PackManBinary.Require();
        var chart = Path.Combine(AppContext.BaseDirectory, "Charts", "waiting");

        var result = await packman.InterruptAsync(Sandbox, signal, "waiting for persistentvolumeclaim/default/app", "install", "app", chart);

        result.ExitCode.ShouldBe(130, result.Errors);
        result.Errors.ShouldNotContain("   at ");
        (await SucceedAsync("list", "--failed", "--short")).ShouldBe("app\n");
    }

    [Theory]
    [InlineData("install app ./nowhere", "Chart `./nowhere` not found")]
    [InlineData("install App_1 ./nowhere", "not found")]
    [InlineData("upgrade app ./nowhere --timeuot 1s", "Did you mean `--timeout`")]
    [InlineData("rollback app", "Release `app` not found")]
    [InlineData("list --burst-limit 5", "`--burst-limit` is refused")]
    [InlineData("status app --timeout", "Unknown flag `--timeout`")]
    public async Task A_mistake_is_one_error_and_exit_code_1(string line, string expected)
    {
        var result = await PackManBinary.Require().RunAsync(Sandbox, line.Split(' '));

        result.ExitCode.ShouldBe(1);
        result.Output.ShouldBeEmpty();
        result.Errors.ShouldContain(expected);
        result.Errors.Split('\n').Count(text => text.StartsWith("error: ", StringComparison.Ordinal)).ShouldBe(1);
        result.Errors.ShouldNotContain("   at ");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<string> SucceedAsync(params string[] arguments)
    {
        var result = await PackManBinary.Require().RunAsync(Sandbox, arguments);
        result.ExitCode.ShouldBe(0, $"packman {string.Join(' ', arguments)}\n{result.Output}{result.Errors}");
        return result.Output;
    }
}
