using System.Text.Json.Nodes;
using PackMan.ClusterTests.Contract;
using PackMan.ClusterTests.Fixtures;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Distribution.Repositories;

/// <summary>An index that one of Helm and PackMan made, the other can read; both find the same in it.</summary>
[Trait("Category", NginxServer.Category)]
public sealed class HelmRepositoryTests(SandboxServer sandbox, RealControlPlane plane) : IAsyncLifetime
{
    private RepositoryUser _user = null!;
    private HelmBinary _helm = null!;

    public async ValueTask InitializeAsync()
    {
        _user = await RepositoryUser.StartAsync(sandbox, new NginxSetup());
        _helm = HelmBinary.Require(_user.Folder);
        await HelmAsync("create", "demo");
    }

    public ValueTask DisposeAsync() => _user.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Helm_finds_pulls_renders_and_installs_what_our_index_lists(bool isMerged)
    {
        await PackAsync("0.1.0", "0.2.0");
        await _user.RunAsync("repo", "index", _user.Published);
        if (isMerged)
        {
            await PublishMergedAsync("0.3.0", "0.4.0-rc.1");
        }

        await HelmAsync("repo", "add", "stable", _user.Url);
        await _user.AddAsync();

        await EnsureBothFindTheSameAsync(isMerged ? "0.4.0-rc.1" : "0.2.0", "--versions", "--devel");
        var newest = isMerged ? "0.3.0" : "0.2.0";
        foreach (var version in new[] { "0.1.0", newest })
        {
            await HelmAsync("pull", "stable/demo", "--version", version, "--destination", ".");
            _user.Read($"demo-{version}.tgz").ShouldBe(await PublishedAsync($"demo-{version}.tgz"));
        }

        (await HelmAsync("template", "app", "stable/demo")).ShouldBe(await HelmAsync("template", "app", $"demo-{newest}.tgz"));
        (await HelmAsync("template", "app", "demo", "--repo", _user.Url, "--version", "0.1.0")).ShouldContain("helm.sh/chart: demo-0.1.0");
        (await HelmAsync("install", "app", "stable/demo", "--dry-run=client")).ShouldContain("STATUS: pending-install");
    }

    [Fact]
    [Trait("Category", RealControlPlane.Category)]
    public async Task Helm_installs_from_our_index_into_a_real_cluster()
    {
        var cluster = await plane.RequireAsync();
        await using var space = await TestNamespace.CreateAsync(cluster.Admin, "helm-repository");
        await PackAsync("0.1.0");
        await _user.RunAsync("repo", "index", _user.Published, "--url", _user.Url);
        await HelmAsync("repo", "add", "stable", _user.Url);

        await HelmAsync("install", "app", "stable/demo", "--kubeconfig", cluster.Kubeconfig, "--namespace", space.Name, "--set", "serviceAccount.create=false");

        (await cluster.Admin.GetAsync($"/apis/apps/v1/namespaces/{space.Name}/deployments/app-demo")).ShouldNotBeNull();
    }

    [Theory]
    [InlineData]
    [InlineData("--url", "URL")]
    [InlineData("--json")]
    public async Task We_find_pull_and_install_what_Helms_index_lists(params string[] flags)
    {
        foreach (var version in new[] { "0.1.0", "0.2.0" })
        {
            await HelmAsync("package", "demo", "--version", version, "--destination", _user.Published);
        }

        await HelmAsync(["repo", "index", _user.Published, .. flags.Select(flag => flag == "URL" ? _user.Url : flag)]);
        await HelmAsync("package", "demo", "--version", "0.3.0-rc.1", "--destination", "new");
        await HelmAsync(["repo", "index", "new", "--merge", Path.Combine(_user.Published, "index.yaml"), .. flags.Select(flag => flag == "URL" ? _user.Url : flag)]);
        Publish("new");

        await HelmAsync("repo", "add", "stable", _user.Url);
        await _user.AddAsync();

        await EnsureBothFindTheSameAsync("0.3.0-rc.1", "--versions", "--devel");
        foreach (var version in new[] { "0.1.0", "0.2.0", "0.3.0-rc.1" })
        {
            await _user.RunAsync("pull", "stable/demo", "--version", version);
            _user.Read($"demo-{version}.tgz").ShouldBe(await PublishedAsync($"demo-{version}.tgz"));
        }

        (await _user.RunAsync("show", "chart", "stable/demo")).Output.ShouldContain("version: 0.2.0");
    }

    [Fact]
    public async Task A_native_chart_in_an_index_hides_none_from_Helm()
    {
        await _user.PublishAsync("1.0.0");
        await PackAsync("0.1.0");
        await _user.RunAsync("repo", "index", _user.Published);

        await HelmAsync("repo", "add", "stable", _user.Url);

        (await HelmAsync("search", "repo", "-o", "json")).ShouldContain("stable/demo");
        (await HelmAsync("template", "app", "stable/demo")).ShouldContain("kind: Deployment");
    }

    [Fact]
    public async Task Both_find_the_same_versions_in_the_same_order()
    {
        foreach (var (chart, versions) in new (string, string[])[]
        {
            ("demo", ["0.0.0", "0.9.0", "1.0.0", "1.10.0", "1.9.0", "2.0.0-beta.2", "2.0.0-beta.11"]),
            ("preview", ["0.1.0-rc.1"]),
            ("zero", ["0.0.0"]),
            ("zero-preview", ["0.0.0-rc.1"]),
        })
        {
            await HelmAsync("create", chart);
            foreach (var version in versions)
            {
                await _user.RunAsync("package", chart, "--version", version, "--destination", _user.Published);
            }
        }

        await _user.RunAsync("repo", "index", _user.Published);
        await HelmAsync("repo", "add", "stable", _user.Url);
        await _user.AddAsync();

        foreach (var (arguments, contained) in new[]
        {
            ("", "1.10.0"),
            ("--devel", "2.0.0-beta.11"),
            ("--versions", "0.9.0"),
            ("--versions --devel", "0.0.0-rc.1"),
            ("demo --versions", "1.9.0"),
            ("Kubernetes", "1.10.0"),
            ("stable/p --devel", "0.1.0-rc.1"),
            ("zero", "[]"),
            ("zero --version >=0.0.0", "0.0.0"),
            ("--version ^1 --versions", "1.0.0"),
            ("--version >=0.0.0-0 --versions", "0.0.0-rc.1"),
            ("--version 0.0.0", "stable/zero"),
            ("--version 2.0.0-beta.2", "2.0.0-beta.2"),
            ("--regexp de[m]o", "1.10.0"),
        })
        {
            await EnsureBothFindTheSameAsync(contained, arguments.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Both_take_the_same_of_versions_that_are_no_strict_ones(bool isIndexedByHelm)
    {
        await PackAsync("v1.14.0", "v1.14.2", "v1.15.0-alpha.1", "1.2", "1.2.5", "v1.2.5-rc.1", "2", "2024.01.05", "v3.0.0+b7");
        if (isIndexedByHelm)
        {
            await HelmAsync("repo", "index", _user.Published);
        }
        else
        {
            await _user.RunAsync("repo", "index", _user.Published);
        }

        await HelmAsync("repo", "add", "stable", _user.Url);
        await _user.AddAsync();

        await EnsureBothFindTheSameAsync("2024.01.05");
        await EnsureBothFindTheSameAsync("v1.15.0-alpha.1", "--versions", "--devel");
        foreach (var (wanted, pulled) in new (string, string?)[]
        {
            ("1.14.0", "v1.14.0"), ("v1.14.0", "v1.14.0"), ("=1.14.2", "v1.14.2"), ("1.2", "1.2"), ("v1.2", "1.2.5"), ("1.2.0", "1.2"), ("1.2.x", "1.2.5"), ("^1.2", "v1.14.2"), ("~1.14", "v1.14.2"),
            ("<1.14", "1.2.5"), (">=1.14 <2", "v1.14.2"), (">=1.15.0-0 <2", "v1.15.0-alpha.1"), ("1.2.5-rc.1", "v1.2.5-rc.1"), ("2", "2"), ("2.0.0", "2"), ("v2", "2"), ("2024.1.5", "2024.01.05"),
            ("2024.01.05", "2024.01.05"), (">3", "2024.01.05"), ("^3", "v3.0.0+b7"), ("3.0.0+b7", "v3.0.0+b7"), ("1.14.1", null), ("^5", null), ("1.15.0", null), ("!=2024.1.5", "v3.0.0+b7"), ("1.2 - 1.14.1", "v1.14.0"),
        })
        {
            await EnsureBothFindTheSameAsync("", "--version", wanted, "--versions");
            (await PullAsync(wanted, line => _helm.RunAsync(_user.Folder, line))).ShouldBe(pulled, $"helm {wanted}");
            (await PullAsync(wanted, _user.TryAsync)).ShouldBe(pulled, $"packman {wanted}");
        }
    }

    // The version in the name of what was pulled; null when nothing was.
    private async Task<string?> PullAsync<T>(string version, Func<string[], Task<T>> run)
    {
        var folder = Directory.CreateDirectory(_user.PathOf("pulled"));
        await run(["pull", "stable/demo", "--version", version, "--destination", "pulled"]);
        var pulled = folder.GetFiles().Select(file => file.Name).SingleOrDefault();
        if (pulled is not null)
        {
            _user.Read($"pulled/{pulled}").ShouldBe(await PublishedAsync(pulled));
        }

        folder.Delete(recursive: true);
        return pulled?["demo-".Length..^".tgz".Length];
    }

    private async Task EnsureBothFindTheSameAsync(string contained, params string[] arguments)
    {
        string[] line = ["search", "repo", .. arguments, "-o", "json"];
        var theirs = JsonNode.Parse(await HelmAsync(line))!.ToString();
        var ours = JsonNode.Parse((await _user.RunAsync(line)).Output)!.ToString();

        ours.ShouldBe(theirs, string.Join(' ', line));
        ours.ShouldContain(contained);
    }

    private async Task PackAsync(params string[] versions)
    {
        foreach (var version in versions)
        {
            await _user.RunAsync("package", "demo", "--version", version, "--destination", _user.Published);
        }
    }

    // As a pipeline does that has the new archives alone, and the index of before.
    private async Task PublishMergedAsync(params string[] versions)
    {
        foreach (var version in versions)
        {
            await _user.RunAsync("package", "demo", "--version", version, "--destination", "new");
        }

        await _user.RunAsync("repo", "index", "new", "--merge", Path.Combine(_user.Published, "index.yaml"));
        Publish("new");
    }

    private void Publish(string folder)
    {
        foreach (var file in Directory.GetFiles(_user.PathOf(folder)))
        {
            File.Copy(file, Path.Combine(_user.Published, Path.GetFileName(file)), overwrite: true);
        }
    }

    private Task<byte[]> PublishedAsync(string name) => File.ReadAllBytesAsync(Path.Combine(_user.Published, name), TestContext.Current.CancellationToken);

    private async Task<string> HelmAsync(params string[] arguments)
    {
        var result = await _helm.RunAsync(_user.Folder, arguments);
        result.ExitCode.ShouldBe(0, $"helm {string.Join(' ', arguments)}\n{result.Output}{result.Errors}");
        return result.Output;
    }
}
