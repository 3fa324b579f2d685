using System.Text.Json.Nodes;
using PackMan.ClusterTests.Contract;
using PackMan.ClusterTests.Distribution.Registries;
using PackMan.ClusterTests.Fixtures;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Distribution;

/// <summary>What Helm and we push to one registry, the other can pull.</summary>
[Trait("Category", DebianRegistry.Category)]
public sealed class HelmExchangeTests(SandboxServer sandbox, RealControlPlane plane) : IAsyncLifetime
{
    private RegistryUser _user = null!;
    private HelmBinary _helm = null!;

    public async ValueTask InitializeAsync()
    {
        _user = await RegistryUser.StartAsync(sandbox, new RegistrySetup());
        _helm = HelmBinary.Require(_user.Folder);
        await HelmAsync("create", "demo");
        await File.WriteAllTextAsync(Path.Combine(_user.Folder, "demo", "README.md"), "# Demo\n");
    }

    public ValueTask DisposeAsync() => _user.DisposeAsync();

    [Theory]
    [InlineData("0.1.0")]
    [InlineData("0.1.0+build.5")]
    public async Task Helm_pulls_renders_and_installs_what_we_pushed(string version)
    {
        await _user.RunAsync("package", "demo", "--version", version, "--destination", "packed");
        var pushed = await _user.RunAsync("push", $"packed/demo-{version}.tgz", _user.Place, "--output", "json");
        var chart = $"{_user.Place}/demo";

        Directory.CreateDirectory(Path.Combine(_user.Folder, "helm"));
        await HelmAsync("pull", chart, "--version", version, "--plain-http", "--destination", "helm");
        var rendered = await HelmAsync("template", "app", chart, "--version", version, "--plain-http");
        var dryRun = await HelmAsync("install", "app", chart, "--version", version, "--plain-http", "--dry-run=client");

        var pulled = Directory.GetFiles(Path.Combine(_user.Folder, "helm")).ShouldHaveSingleItem();
        (await File.ReadAllBytesAsync(pulled)).ShouldBe(_user.Read($"packed/demo-{version}.tgz"));
        rendered.ShouldBe(await HelmAsync("template", "app", $"packed/demo-{version}.tgz"));
        dryRun.ShouldContain("STATUS: pending-install");
        ((string)JsonNode.Parse(pushed.Output)!["reference"]!).ShouldBe($"{chart}:{version.Replace('+', '_')}");
    }

    [Theory]
    [InlineData("0.2.0")]
    [InlineData("0.2.0+build.5")]
    public async Task We_pull_and_show_what_Helm_pushed(string version)
    {
        await HelmAsync("package", "demo", "--version", version);
        await HelmAsync("push", $"demo-{version}.tgz", _user.Place, "--plain-http");
        var chart = $"{_user.Place}/demo";

        await _user.RunAsync("pull", chart, "--version", version, "--destination", "ours");
        await _user.RunAsync("pull", chart, "--version", version, "--untar", "--destination", "unpacked");

        _user.Read($"ours/demo-{version}.tgz").ShouldBe(_user.Read($"demo-{version}.tgz"));
        await HelmAsync("lint", "unpacked/demo");
        foreach (var part in new[] { "values", "readme" })
        {
            (await _user.RunAsync("show", part, chart, "--version", version)).Output.Trim().ShouldBe((await HelmAsync("show", part, chart, "--version", version, "--plain-http")).Trim(), part);
        }

        foreach (var template in new[] { "{.image.repository}", "{.ingress.hosts[0].host}", "{.ingress.hosts[*].paths[*].path}", "{.service}", "{range .ingress.hosts[*]}{.host}{\"\\n\"}{end}", "{.readinessProbe.httpGet['path','port']}" })
        {
            (await _user.RunAsync("show", "values", chart, "--version", version, "--jsonpath", template)).Output
                .ShouldBe(await HelmAsync("show", "values", chart, "--version", version, "--plain-http", "--jsonpath", template), template);
        }

        (await _user.RunAsync("show", "chart", chart, "--version", version)).Output.ShouldContain("apiVersion: v2");
    }

    [Fact]
    [Trait("Category", RealControlPlane.Category)]
    public async Task Helm_installs_and_upgrades_what_we_pushed_in_a_real_cluster()
    {
        var cluster = await plane.RequireAsync();
        await using var space = await TestNamespace.CreateAsync(cluster.Admin, "helm-registry");
        var chart = $"{_user.Place}/demo";
        foreach (var version in new[] { "0.1.0", "0.1.1" })
        {
            await _user.RunAsync("package", "demo", "--version", version, "--destination", "packed");
            await _user.RunAsync("push", $"packed/demo-{version}.tgz", _user.Place);
        }

        await HelmAsync(["install", "app", chart, "--version", "0.1.0", "--plain-http", .. OnCluster(cluster, space)]);
        (await InstalledAsync(cluster, space)).ShouldBe("demo-0.1.0");
        await HelmAsync(["upgrade", "app", chart, "--plain-http", .. OnCluster(cluster, space)]);
        (await InstalledAsync(cluster, space)).ShouldBe("demo-0.1.1");
    }

    [Fact]
    [Trait("Category", RealControlPlane.Category)]
    public async Task Helm_installs_in_a_real_cluster_what_Helm_pushed_and_we_pulled()
    {
        var cluster = await plane.RequireAsync();
        await using var space = await TestNamespace.CreateAsync(cluster.Admin, "helm-registry");
        await HelmAsync("package", "demo", "--version", "0.2.0");
        await HelmAsync("push", "demo-0.2.0.tgz", _user.Place, "--plain-http");
        await _user.RunAsync("pull", $"{_user.Place}/demo:0.2.0", "--destination", "ours");
        await _user.RunAsync("pull", $"{_user.Place}/demo:0.2.0", "--untar", "--destination", "unpacked");

        await HelmAsync(["install", "app", "ours/demo-0.2.0.tgz", .. OnCluster(cluster, space)]);
        var packed = await InstalledAsync(cluster, space);
        await HelmAsync(["upgrade", "app", "unpacked/demo", .. OnCluster(cluster, space)]);

        packed.ShouldBe("demo-0.2.0");
        (await HelmAsync(["get", "manifest", "app", "--revision", "1", .. OnCluster(cluster, space)]))
            .ShouldBe(await HelmAsync(["get", "manifest", "app", "--revision", "2", .. OnCluster(cluster, space)]));
    }

    [Fact]
    public async Task Both_push_the_same_manifest_save_for_the_time_of_the_push()
    {
        await HelmAsync("package", "demo", "--version", "0.3.0");
        await HelmAsync("push", "demo-0.3.0.tgz", $"oci://{_user.Registry.Host}/theirs", "--plain-http");
        await _user.RunAsync("push", "demo-0.3.0.tgz", $"oci://{_user.Registry.Host}/ours");

        var theirs = await ManifestAsync("theirs/demo", "0.3.0");
        var ours = await ManifestAsync("ours/demo", "0.3.0");

        ((JsonObject)theirs["annotations"]!).Remove("org.opencontainers.image.created");
        JsonNode.DeepEquals(ours["layers"], theirs["layers"]).ShouldBeTrue($"{ours}\n{theirs}");
        JsonNode.DeepEquals(ours["annotations"], theirs["annotations"]).ShouldBeTrue($"{ours}\n{theirs}");
        ((string)ours["config"]!["mediaType"]!).ShouldBe((string)theirs["config"]!["mediaType"]!);
    }

    [Fact]
    public async Task A_native_chart_carries_media_types_of_its_own_and_Helm_says_that_it_is_none()
    {
        await _user.PushVersionsAsync("1.0.0");

        var manifest = await ManifestAsync("charts/web", "1.0.0");
        var refused = await _helm.RunAsync(_user.Folder, "pull", _user.Chart, "--version", "1.0.0", "--plain-http");

        ((string)manifest["artifactType"]!).ShouldBe("application/vnd.packman.chart.v1+json");
        ((string)manifest["config"]!["mediaType"]!).ShouldBe("application/vnd.packman.chart.v1+json");
        ((string)manifest["layers"]![0]!["mediaType"]!).ShouldBe("application/vnd.packman.chart.content.v1.tar+gzip");
        refused.ExitCode.ShouldNotBe(0);
    }

    private static string[] OnCluster(TestCluster cluster, TestNamespace space) => ["--kubeconfig", cluster.Kubeconfig, "--namespace", space.Name];

    /// <summary>The chart that the Deployment in the cluster says it comes from; the release has to be deployed.</summary>
    private async Task<string> InstalledAsync(TestCluster cluster, TestNamespace space)
    {
        (await HelmAsync(["status", "app", .. OnCluster(cluster, space)])).ShouldContain("STATUS: deployed");
        var deployment = await cluster.Admin.GetAsync($"{space.Apps}/deployments/app-demo");
        return (string)deployment!["metadata"]!["labels"]!["helm.sh/chart"]!;
    }

    private async Task<JsonNode> ManifestAsync(string repository, string tag)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Accept.ParseAdd("application/vnd.oci.image.manifest.v1+json");
        return JsonNode.Parse(await http.GetStringAsync(new Uri($"http://{_user.Registry.Host}/v2/{repository}/manifests/{tag}")))!;
    }

    private async Task<string> HelmAsync(params string[] arguments)
    {
        var result = await _helm.RunAsync(_user.Folder, arguments);
        result.ExitCode.ShouldBe(0, $"helm {string.Join(' ', arguments)}\n{result.Output}{result.Errors}");
        return result.Output;
    }
}
