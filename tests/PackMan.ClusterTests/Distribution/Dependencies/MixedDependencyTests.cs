using System.Text;
using PackMan.Charts.Loading;
using PackMan.Charts.Locking;
using PackMan.ClusterTests.Contract;
using PackMan.ClusterTests.Distribution.Registries;
using PackMan.ClusterTests.Distribution.Repositories;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Distribution.Dependencies;

/// <summary>One tree of charts from a real registry, a real web server and files.</summary>
[Trait("Category", DebianRegistry.Category)]
[Trait("Category", NginxServer.Category)]
public sealed class MixedDependencyTests(SandboxServer sandbox) : IAsyncLifetime
{
    private static readonly string[] Archives = ["cache-1.1.0.tgz", "mid-0.1.0.tgz", "queue-1.2.0.tgz", "search-3.1.0.tgz"];

    private MixedTree _tree = null!;

    public async ValueTask InitializeAsync() => _tree = await MixedTree.StartAsync(sandbox);

    public ValueTask DisposeAsync() => _tree.DisposeAsync();

    [Fact]
    public async Task One_lock_pins_version_and_content_of_every_chart_at_every_level()
    {
        await _tree.RunAsync("dependency", "update", "shop");

        var pinned = Pinned().ToList();
        pinned.Select(artifact => $"{artifact.Name} {artifact.Version}").ShouldBe(
        [
            "cache 1.1.0", "store 2.0.0", "base 1.0.0",
            "search 3.1.0", "index 1.0.0", "lib 1.1.0",
            "mid 0.1.0", "jobs 0.2.0", "leaf 0.3.0", "base 1.1.0", "lib 1.0.0",
            "queue 1.2.0", "lib 1.2.0",
        ]);
        foreach (var artifact in pinned)
        {
            var isFolder = artifact.Repository.StartsWith("file://", StringComparison.Ordinal) && artifact.Name != "queue";
            artifact.Digest.ShouldBe(isFolder ? null : await ServedAsync(artifact), artifact.FileName);
            artifact.ContentDigest.ShouldBe(isFolder ? ChartLoader.LoadFolder(_tree.PathOf(artifact.Name), artifact.Name).Digest.Value : artifact.ContentDigest.ShouldNotBeNull());
        }

        _tree.Vendored.Keys.Order(StringComparer.Ordinal).ShouldBe(Archives);
        var objects = (await _tree.RunAsync("template", "x", "shop")).Output;
        pinned.ShouldAllBe(artifact => objects.Contains($"name: x-{artifact.Name}-{artifact.Version}\n"));
        (await _tree.RunAsync("dependency", "list", "shop")).Output.Split("\tok", StringSplitOptions.None).Length.ShouldBe(5);
        await _tree.RunAsync("install", "x", "shop");
    }

    [Fact]
    public async Task Each_server_gets_its_own_credentials_and_the_index_is_asked_for_once()
    {
        await _tree.RunAsync("dependency", "update", "shop");

        var served = await _tree.ServedAsync();
        var own = $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{NginxSetup.User}:{NginxSetup.Password}"))}";
        served.ShouldAllBe(request => request.Authorization == own);
        served.Count(request => request.Path == "/charts/index.yaml").ShouldBe(2, "for `repo add` and for the update");
        served.Count(request => request.Path == "/charts/lib-1.1.0.tgz").ShouldBe(1);
    }

    [Fact]
    public async Task What_is_locked_is_built_with_both_servers_gone()
    {
        await _tree.RunAsync("dependency", "update", "shop");
        var (vendored, locked) = (_tree.Vendored, _tree.Read("shop/Chart.lock"));
        _tree.ClearCharts();
        await _tree.StopServersAsync();

        await _tree.RunAsync("dependency", "build", "shop");

        _tree.Vendored.ShouldBe(vendored, ignoreOrder: true);
        _tree.Read("shop/Chart.lock").ShouldBe(locked);
        (await _tree.RunAsync("template", "x", "shop")).Output.ShouldContain("name: x-leaf-0.3.0\n");

        _tree.ClearCharts();
        _tree.ClearCache();
        var refused = await _tree.TryAsync("dependency", "build", "shop");

        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldStartWith("error: Dependency `cache` of chart `shop` cannot be had: ");
        _tree.Vendored.ShouldBeEmpty();
    }

    public enum Tampering
    {
        Tag,
        WebArchive,
        WebArchiveAndIndex,
        WebArchiveOfIndexWithoutDigests,
        FileArchive,
        Folder,
    }

    [Theory]
    [InlineData(Tampering.Tag, "`base-1.1.0.tgz` of `REGISTRY` is not what the lock pins: expected `sha256:")]
    [InlineData(Tampering.WebArchive, "The answer of `REPOSITORY/lib-1.1.0.tgz` is refused: its digest is `sha256:")]
    [InlineData(Tampering.WebArchiveAndIndex, "`lib-1.1.0.tgz` of `REPOSITORY` is not what the lock pins: expected `sha256:")]
    [InlineData(Tampering.WebArchiveOfIndexWithoutDigests, "`lib-1.1.0.tgz` of `REPOSITORY` is not what the lock pins: expected `sha256:")]
    [InlineData(Tampering.FileArchive, "`queue-1.2.0.tgz` of `file://../dist/queue-1.2.0.tgz` is not what the lock pins: expected `sha256:")]
    [InlineData(Tampering.Folder, "The chart in `../leaf` changed after it was locked: expected files of the digest `sha256:")]
    public async Task What_was_changed_after_it_was_locked_is_refused_by_name(Tampering tampering, string message)
    {
        await _tree.RunAsync("dependency", "update", "shop");
        var (vendored, locked) = (_tree.Vendored, _tree.Read("shop/Chart.lock"));
        await TamperAsync(tampering);

        // What was fetched once is pinned by its digest, and changes of the servers do not matter.
        _tree.ClearCharts();
        var cached = await _tree.TryAsync("dependency", "build", "shop");
        cached.ExitCode.ShouldBe(tampering == Tampering.Folder ? 1 : 0, cached.Error);
        _tree.Vendored.ShouldBe(tampering == Tampering.Folder ? new Dictionary<string, string>() : vendored, ignoreOrder: true);

        Directory.CreateDirectory(_tree.PathOf("shop/charts"));
        _tree.ClearCharts();
        _tree.ClearCache();
        var refused = await _tree.TryAsync("dependency", "build", "shop");

        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain(message.Replace("REGISTRY", _tree.Registry, StringComparison.Ordinal).Replace("REPOSITORY", _tree.Repository, StringComparison.Ordinal));
        refused.Error.Split('\n').Count(line => line.StartsWith("error: ", StringComparison.Ordinal)).ShouldBe(1);
        _tree.Vendored.ShouldBeEmpty();
        _tree.Read("shop/Chart.lock").ShouldBe(locked);
    }

    [Fact]
    public async Task A_lock_out_of_step_with_Chart_yaml_names_all_that_changed_and_changes_nothing()
    {
        await _tree.RunAsync("dependency", "update", "shop");
        var vendored = _tree.Vendored;
        _tree.Write("shop/Chart.yaml", MixedTree.ChartYaml("shop", "1.0.0", $"cache ^2 {_tree.Registry}", $"search ^3 {_tree.Registry}", "mid - file://../mid", $"lib ^1 {_tree.Repository}"));

        var refused = await _tree.TryAsync("dependency", "build", "shop");

        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldStartWith($"""
            error: `Chart.lock` of chart `shop` is out of step with `Chart.yaml`:
            - `cache` is asked for in `^2`, and locked to 1.1.0
            - `search` comes from `{_tree.Registry}` now, and was locked from `{_tree.Repository}`
            - `lib` `^1` is new
            - `queue` 1.2.0 is not asked for any more

            """);
        _tree.Vendored.ShouldBe(vendored, ignoreOrder: true);
    }

    private IEnumerable<LockedDependency> Pinned() =>
        ChartLock.Of(ChartLoader.LoadFolderAlone(_tree.PathOf("shop"), "shop", TestContext.Current.CancellationToken))!.Dependencies.SelectMany(dependency => dependency.All);

    private async Task<string> ServedAsync(LockedDependency artifact) => artifact.Repository == _tree.Registry
        ? await _tree.ServedDigestAsync(artifact.Name, artifact.Version)
        : MixedTree.DigestOf(await File.ReadAllBytesAsync(artifact.Repository == _tree.Repository ? _tree.WebPathOf(artifact.FileName) : _tree.PathOf($"dist/{artifact.FileName}"), TestContext.Current.CancellationToken));

    private async Task TamperAsync(Tampering tampering)
    {
        switch (tampering)
        {
            case Tampering.Tag:
                await _tree.PushAsync("base", "1.1.0", "evil");
                break;
            case Tampering.FileArchive:
                _tree.Save("dist/queue-1.2.0.tgz", "queue", "1.2.0", "evil", $"lib ^1 {_tree.Repository}");
                break;
            case Tampering.Folder:
                _tree.Write("leaf/values.yaml", "text: evil\n");
                break;
            default:
                _tree.Upload("lib", "1.1.0", "evil");
                break;
        }

        if (tampering is Tampering.WebArchiveAndIndex or Tampering.WebArchiveOfIndexWithoutDigests)
        {
            await _tree.IndexAsync(withDigests: tampering == Tampering.WebArchiveAndIndex);
        }
    }
}
