using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using PackMan.Tests.Distribution;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

/// <summary>
/// Dependencies on HTTP repositories, in one tree with those on a registry and on folders: `shop` takes `search` from a web server, which lacks `lib` of the
/// same server and `common` of the registry, beside `cache` of the registry and the folder `mid`.
/// </summary>
public sealed class WebDependencyTests : IAsyncLifetime
{
    private readonly ConcurrentDictionary<string, byte[]> _archives = new(StringComparer.Ordinal);
    private DependencySession _session = null!;
    private LocalServer _server = null!;
    private string? _password;
    private string _archivesAt = "";

    private string Repository => $"{_server.Address}/charts";

    public async ValueTask InitializeAsync()
    {
        _session = await DependencySession.StartAsync();
        _server = await LocalServer.StartAsync(AnswerAsync);
        Publish("lib", "1.0.0");
        Publish("lib", "1.1.0");
        Publish("search", "3.0.0", "common ~1.0", $"lib ^1 {Repository}");
        Publish("search", "3.1.0", "common ~1.0", $"lib ^1 {Repository}");
        _session.Write("shop/Chart.yaml", _session.ChartYaml("shop", "1.0.0", "cache ^1", "mid - file://../mid", $"search ^3 {Repository}"));
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _session.DisposeAsync();
    }

    [Fact]
    public async Task One_lock_pins_a_tree_of_all_three_kinds_and_is_built_offline()
    {
        (await _session.RunAsync("packman dependency update shop")).ExitCode.ShouldBe(0);

        _session.Vendored.ShouldBe(["cache-1.1.0.tgz", "mid-0.1.0.tgz", "search-3.1.0.tgz"]);
        var artifacts = Artifacts().ToList();
        artifacts.Select(artifact => $"{artifact.FindString("name")} {artifact.FindString("version")}").Order(StringComparer.Ordinal).ShouldBe(
            ["cache 1.1.0", "common 1.0.0", "common 1.0.0", "common 1.1.0", "leaf 0.3.0", "lib 1.1.0", "mid 0.1.0", "search 3.1.0"]);
        artifacts.Count(artifact => artifact.FindString("contentDigest") is ['s', 'h', 'a', '2', '5', '6', ':', ..]).ShouldBe(artifacts.Count);
        artifacts.Count(artifact => artifact.FindString("digest") is ['s', 'h', 'a', '2', '5', '6', ':', ..]).ShouldBe(artifacts.Count - 1, "a folder has no archive");
        _server.Requests.Count(request => request.Path == "/charts/index.yaml").ShouldBe(1);

        _session.ClearCharts();
        await _server.DisposeAsync();
        await _session.Registry.DisposeAsync();
        (await _session.RunAsync("packman dependency build shop")).ExitCode.ShouldBe(0);

        _session.Vendored.ShouldBe(["cache-1.1.0.tgz", "mid-0.1.0.tgz", "search-3.1.0.tgz"]);
    }

    [Theory]
    [InlineData("search", "3.1.0")]
    [InlineData("lib", "1.1.0")]
    public async Task A_chart_that_was_swapped_on_the_server_is_refused_by_name(string name, string version)
    {
        (await _session.RunAsync("packman dependency update shop")).ExitCode.ShouldBe(0);
        _session.ClearCharts();
        _session.ClearCache();
        Publish(name, version, "common ~1.0");

        var told = await _session.RunAsync("packman dependency build shop");

        told.ExitCode.ShouldBe(1);
        told.Error.ShouldContain($"`{name}-{version}.tgz` of `{Repository}` is not what the lock pins: expected `sha256:");
        _session.Vendored.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("@store")]
    [InlineData("alias:store")]
    public async Task The_name_of_an_added_repository_stands_for_it_with_its_login(string reference)
    {
        _password = "ada:secret";
        _session.Write("shop/Chart.yaml", _session.ChartYaml("shop", "1.0.0", $"search ^3 '{reference}'"));
        (await _session.RunAsync("packman dependency update shop")).Error.ShouldContain("There is no repository `store`");
        (await _session.RunAsync($"packman repo add store {Repository} --username ada --password secret")).ExitCode.ShouldBe(0);

        (await _session.RunAsync("packman dependency update shop")).ExitCode.ShouldBe(0);

        Artifacts().Select(artifact => artifact.FindString("repository")).ShouldContain(Repository);
        _session.Registry.Server.Requests.ShouldAllBe(request => request.Authorization.Length == 0);
        (await _session.RunAsync("packman dependency list shop")).Output.ShouldContain(reference);
    }

    [Theory]
    [InlineData("@store")]
    [InlineData("alias:store")]
    public async Task What_is_locked_is_built_where_its_repository_has_another_name_or_none(string reference)
    {
        _session.Write("shop/Chart.yaml", _session.ChartYaml("shop", "1.0.0", $"search ^3 '{reference}'"));
        (await _session.RunAsync($"packman repo add store {Repository}")).ExitCode.ShouldBe(0);
        (await _session.RunAsync("packman dependency update shop")).ExitCode.ShouldBe(0);
        (await _session.RunAsync("packman repo remove store")).ExitCode.ShouldBe(0);
        _session.ClearCharts();
        _session.ClearCache();

        (await _session.RunAsync("packman dependency build shop")).ExitCode.ShouldBe(0);
        _session.Vendored.ShouldBe(["search-3.1.0.tgz"]);

        (await _session.RunAsync("packman dependency update shop")).Error.ShouldContain("There is no repository `store`");
    }

    [Fact]
    public async Task A_login_stays_with_its_repository_where_the_index_points_to_another_host()
    {
        _password = "ada:secret";
        await using var store = await LocalServer.StartAsync(context => context.Response.Body.WriteAsync(_archives[context.Request.Path.Value!.Split('/')[^1]]).AsTask());
        _archivesAt = $"{store.Address}/files/";
        _session.Write("shop/Chart.yaml", _session.ChartYaml("shop", "1.0.0", $"lib ^1 {Repository}"));
        (await _session.RunAsync($"packman repo add kept {Repository} --username ada --password secret")).ExitCode.ShouldBe(0);
        (await _session.RunAsync("packman dependency update shop")).ExitCode.ShouldBe(0);
        (await _session.RunAsync("packman repo remove kept")).ExitCode.ShouldBe(0);
        _session.ClearCache();
        (await _session.RunAsync("packman dependency update shop --username ada --password secret")).ExitCode.ShouldBe(0);

        store.Requests.Count.ShouldBe(2);
        store.Requests.ShouldAllBe(request => request.Authorization.Length == 0);

        _session.ClearCache();
        (await _session.RunAsync($"packman repo add kept {Repository} --username ada --password secret --pass-credentials")).ExitCode.ShouldBe(0);
        (await _session.RunAsync("packman dependency update shop")).ExitCode.ShouldBe(0);
        store.Requests.Last().Authorization.ShouldStartWith("Basic ");
    }

    [Fact]
    public async Task Without_refreshing_the_index_at_hand_counts()
    {
        (await _session.RunAsync($"packman repo add store {Repository}")).ExitCode.ShouldBe(0);
        Publish("search", "3.2.0");

        (await _session.RunAsync("packman dependency update shop --skip-refresh")).ExitCode.ShouldBe(0);
        _session.Vendored.ShouldContain("search-3.1.0.tgz");

        (await _session.RunAsync("packman dependency update shop")).ExitCode.ShouldBe(0);
        _session.Vendored.ShouldContain("search-3.2.0.tgz");
    }

    [Theory]
    [InlineData("search ^9", "has no version `^9`")]
    [InlineData("serch ^3", "Did you mean `search`?")]
    [InlineData("search -", "`Chart.yaml` does not say which version is wanted")]
    public async Task What_the_repository_has_not_is_told(string dependency, string message)
    {
        _session.Write("shop/Chart.yaml", _session.ChartYaml("shop", "1.0.0", $"{dependency} {Repository}"));

        var told = await _session.RunAsync("packman dependency update shop");

        told.ExitCode.ShouldBe(1);
        told.Error.ShouldContain(message);
    }

    [Fact]
    public async Task An_unknown_scheme_is_told_with_those_there_are()
    {
        _session.Write("shop/Chart.yaml", _session.ChartYaml("shop", "1.0.0", "search ^3 s3://bucket/charts"));

        var told = await _session.RunAsync("packman dependency update shop");

        told.ExitCode.ShouldBe(1);
        told.Error.ShouldContain("`s3://bucket/charts` is no repository");
        foreach (var way in new[] { "`oci://`", "`https://`", "`http://`", "`@NAME`", "`alias:NAME`", "`file://`" })
        {
            told.Error.ShouldContain(way);
        }
    }

    private void Publish(string name, string version, params string[] dependencies) => _archives[$"{name}-{version}.tgz"] = _session.Archive(name, version, dependencies);

    private IEnumerable<YamlNode> Artifacts() => Below(YamlReader.ReadMap(_session.Read("shop/Chart.lock"), "Chart.lock").Find("artifacts")!);

    private static IEnumerable<YamlNode> Below(YamlNode list) =>
        ((YamlList)list).Items.SelectMany(item => item.Find("dependencies") is { } inner ? Below(inner).Prepend(item) : [item]);

    private async Task AnswerAsync(HttpContext context)
    {
        var wanted = _password is null ? "" : $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(_password))}";
        if (_password is not null && context.Request.Headers.Authorization != wanted)
        {
            context.Response.StatusCode = 401;
            return;
        }

        var file = context.Request.Path.Value!.Split('/')[^1];
        if (file == "index.yaml")
        {
            await context.Response.WriteAsync(Index());
        }
        else if (_archives.TryGetValue(file, out var archive))
        {
            await context.Response.Body.WriteAsync(archive);
        }
        else
        {
            context.Response.StatusCode = 404;
        }
    }

    private string Index() => "apiVersion: v1\nentries:\n" + string.Concat(_archives.GroupBy(archive => archive.Key[..archive.Key.IndexOf('-', StringComparison.Ordinal)]).Select(chart => $"  {chart.Key}:\n"
        + string.Concat(chart.Select(archive => $"  - name: {chart.Key}\n    version: {archive.Key[(chart.Key.Length + 1)..^4]}\n    digest: {Convert.ToHexStringLower(SHA256.HashData(archive.Value))}\n    urls: [{_archivesAt}{archive.Key}]\n"))));
}
