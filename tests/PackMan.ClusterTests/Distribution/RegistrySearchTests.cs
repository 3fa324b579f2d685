using System.Text.Json.Nodes;
using PackMan.ClusterTests.Contract;
using PackMan.ClusterTests.Distribution.Registries;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Distribution;

/// <summary>`packman search oci` on a real registry, which tells what it holds.</summary>
[Trait("Category", DebianRegistry.Category)]
public sealed class RegistrySearchTests(SandboxServer sandbox)
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_versions_of_a_chart_are_listed_newest_first_and_by_range(bool isGuarded)
    {
        var setup = isGuarded ? new RegistrySetup { SpeaksTls = true, AsksForPassword = true } : new RegistrySetup();
        await using var user = await RegistryUser.StartAsync(sandbox, setup);
        await user.PushVersionsAsync("1.2.0", "1.10.0", "1.9.0+b.2", "2.0.0-rc.1", "0.9.0");

        (await VersionsAsync(user)).ShouldBe(["1.10.0", "1.9.0+b.2", "1.2.0", "0.9.0"]);
        (await VersionsAsync(user, "--devel")).ShouldBe(["2.0.0-rc.1", "1.10.0", "1.9.0+b.2", "1.2.0", "0.9.0"]);
        (await VersionsAsync(user, "--version", "^1")).ShouldBe(["1.10.0", "1.9.0+b.2", "1.2.0"]);
        (await VersionsAsync(user, "--version", ">=3")).ShouldBeEmpty();
        (await user.RunAsync("search", "oci", user.Chart, "--version", "<1")).Output.ShouldBe($"NAME{new string(' ', user.Chart.Length - 4)}\tCHART VERSION\n{user.Chart}\t0.9.0\n");
        (await user.TryAsync("search", "oci", user.Chart, "--version", ">=3", "--fail-on-no-result")).ExitCode.ShouldBe(1);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(2)]
    public async Task What_a_registry_holds_is_listed_as_a_whole_and_below_a_path(int? page)
    {
        await using var user = await RegistryUser.StartAsync(sandbox, new RegistrySetup { AsksForPassword = true, CatalogPage = page });
        await user.PackAsync("1.0.0");
        foreach (var path in new[] { "charts", "charts/team", "chartsets" })
        {
            await user.RunAsync("push", "packed/web-1.0.0.tgz", $"oci://{user.Registry.Host}/{path}");
        }

        (await NamesAsync(user, $"oci://{user.Registry.Host}")).ShouldBe(["charts/team/web", "charts/web", "chartsets/web"]);
        (await NamesAsync(user, $"oci://{user.Registry.Host}/charts")).ShouldBe(["charts/team/web", "charts/web"]);
        (await user.RunAsync("search", "oci", $"oci://{user.Registry.Host}/nothing")).Output.ShouldBe("No results found\n");
        await user.RunAsync("registry", "logout", user.Registry.Host);
        (await user.TryAsync("search", "oci", $"oci://{user.Registry.Host}")).Error.ShouldContain("wants credentials, and none are known");
    }

    private static async Task<IReadOnlyList<string>> VersionsAsync(RegistryUser user, params string[] flags)
    {
        var found = await FindAsync(user, user.Chart, flags);
        found.ShouldAllBe(item => (string)item["name"]! == user.Chart);
        return [.. found.Select(item => (string)item["version"]!)];
    }

    private static async Task<IReadOnlyList<string>> NamesAsync(RegistryUser user, string place) =>
        [.. (await FindAsync(user, place)).Select(item => ((string)item["name"]!)[$"oci://{user.Registry.Host}/".Length..])];

    private static async Task<IReadOnlyList<JsonNode>> FindAsync(RegistryUser user, string place, params string[] flags) =>
        [.. JsonNode.Parse((await user.RunAsync(["search", "oci", place, "-o", "json", .. flags])).Output)!.AsArray().Select(item => item!)];
}
