using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using PackMan.Tests.Cli;
using PackMan.Tests.Core.Charts.Loading;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Distribution.Repositories;

/// <summary>`packman repo` and charts of repositories, against a web server that does as it is told.</summary>
public sealed class RepositorySessionTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private LocalServer _server = null!;
    private Session _commands = null!;
    private string _index = "";
    private int _status = 200;
    private bool _isPacked;

    public async ValueTask InitializeAsync()
    {
        _server = await LocalServer.StartAsync(AnswerAsync);
        _commands = new Session
        {
            IsReal = true,
            Time = TimeProvider.System,
            CurrentDirectory = _folder.Path,
            Environment = new Session().Environment.SetItem("HOME", Path.Combine(_folder.Path, "home")),
        };
        _index = Index("1.0.0", "1.1.0", "2.0.0-rc.1");
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return _server.DisposeAsync();
    }

    [Fact]
    public async Task A_repository_is_added_listed_updated_used_and_removed() => Golden.Verify(
        await RunAllAsync(
            "packman repo list",
            "packman repo update",
            "packman repo add stable SERVER/charts",
            "packman repo add stable SERVER/charts",
            "packman repo add stable SERVER/other",
            "packman repo add a/b SERVER/charts",
            "packman repo add x oci://example.org/charts",
            "packman repo add x example.org/charts",
            "packman repo add x SERVER/charts --username ada",
            "packman repo list",
            "packman repo list -o json",
            "packman repo update",
            "packman repo update stabel",
            "packman template web stable/web",
            "packman template web stable/web --version ^1.0",
            "packman template web stable/web --devel",
            "packman template web stable/web --version 1.0.7",
            "packman template web stable/wep",
            "packman template web stabel/web",
            "packman template web web --repo SERVER/charts --version 1.0.0",
            "packman template web oci://example.org/web --repo SERVER/charts",
            "packman repo remove stabel",
            "packman repo remove stable",
            "packman repo list -o yaml"),
        "RepositorySessionTests.Life");

    [Fact]
    public async Task Charts_are_searched_for_by_name_description_and_keyword()
    {
        _index = """
            apiVersion: v1
            entries:
              cache:
              - {version: 1.0.0, urls: [a], description: "A cache for the web, with a description that is longer than any table is wide", keywords: [store]}
              store:
              - {version: 2.0.0, appVersion: "7.2", urls: [a], description: Keeps things}
              - {version: 1.9.0, urls: [a], description: Kept things for the Web}
              - {version: 3.0.0-rc.1, urls: [a], description: Keeps things}
              - {version: four, urls: [a]}
              web:
              - {version: 0.1.0, urls: [a]}
            """;
        Golden.Verify(
            await RunAllAsync(
                "packman search repo",
                "packman repo add stable SERVER/charts",
                "packman search repo",
                "packman search repo WEB",
                "packman search repo web --versions --max-col-width 0",
                "packman search repo stable/s --devel",
                "packman search repo store -o json",
                "packman search repo --regexp 'K[a-z]+s things' --version '^2'",
                "packman search repo --regexp '('",
                "packman search repo nothing",
                "packman search repo nothing -o yaml --fail-on-no-result",
                "packman search repo oci://registry.example.org/charts/web",
                "packman search hub web",
                "packman search hub web --list-repo-url",
                "packman repo update"),
            "RepositorySessionTests.Search");
    }

    [Fact]
    public async Task A_repository_whose_index_is_gone_or_broken_hides_no_other()
    {
        await RunAsync("packman repo add stable SERVER/charts");
        await RunAsync("packman repo add gone SERVER/charts");
        await RunAsync("packman repo add broken SERVER/charts");
        var cache = Path.Combine(_folder.Path, "home/.cache/packman/repository");
        File.Delete(Path.Combine(cache, "gone-index.yaml"));
        await File.WriteAllTextAsync(Path.Combine(cache, "broken-index.yaml"), "a: 1\n", TestContext.Current.CancellationToken);

        var spoken = await RunAsync("packman search repo web");

        spoken.Output.ShouldContain("stable/web");
        spoken.Error.ShouldContain("The index of `gone` has not been fetched yet");
        spoken.Error.ShouldContain("`broken` was not searched");
        (await RunAsync("packman template web gone/web")).Output.ShouldContain("version: 1.1.0");
    }

    [Fact]
    public async Task An_index_that_another_program_put_in_place_is_taken()
    {
        await RunAsync("packman repo add stable SERVER/charts");
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "home/.cache/packman/repository/stable-index.yaml"), Index("1.0.0"), TestContext.Current.CancellationToken);

        (await RunAsync("packman template web stable/web")).Output.ShouldContain("version: 1.0.0");
    }

    [Fact]
    public async Task An_index_is_made_merged_and_stays_the_same()
    {
        _folder.File("dist/sub/x.txt", "").File("dist/no.tgz", "no archive").File("published.yaml", Index("0.9.0", "1.0.0"));
        await File.WriteAllBytesAsync(Path.Combine(_folder.Path, "dist/web-1.0.0.tgz"), Chart("1.0.0"), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(Path.Combine(_folder.Path, "dist/sub/web-1.1.0.tgz"), Chart("1.1.0"), TestContext.Current.CancellationToken);
        var first = new Session { IsReal = true, CurrentDirectory = _folder.Path, Environment = _commands.Environment };

        var said = await first.RunAllAsync("packman repo index dist --url https://charts.example.org/ --merge published.yaml");
        var index = await File.ReadAllTextAsync(Path.Combine(_folder.Path, "dist/index.yaml"), TestContext.Current.CancellationToken);
        await RunAsync("packman repo index dist --url https://charts.example.org/ --merge published.yaml");

        (await File.ReadAllTextAsync(Path.Combine(_folder.Path, "dist/index.yaml"), TestContext.Current.CancellationToken)).ShouldBe(index);
        Golden.Verify($"{said.Replace(_folder.Path, "[TEMP]", StringComparison.Ordinal)}\n{index.Replace(DigestOf("1.0.0"), "[1.0.0]", StringComparison.Ordinal).Replace(DigestOf("1.1.0"), "[1.1.0]", StringComparison.Ordinal).Replace(DigestOf("0.9.0"), "[0.9.0]", StringComparison.Ordinal)}", "RepositorySessionTests.Index");
        await RunAsync("packman repo index dist --json");
        (await File.ReadAllTextAsync(Path.Combine(_folder.Path, "dist/index.yaml"), TestContext.Current.CancellationToken)).ShouldStartWith("{\n");
        await File.WriteAllBytesAsync(Path.Combine(_folder.Path, "dist/other.tgz"), new TestArchive().File("web/Chart.yaml", "apiVersion: packman/v1\nname: web\nversion: 1.0.0\n").Pack(), TestContext.Current.CancellationToken);
        (await RunAsync("packman repo index dist")).Error.ShouldStartWith("error: `other.tgz` and `web-1.0.0.tgz` are both chart `web` 1.0.0, and differ");
    }

    [Theory]
    [InlineData(65, null)]
    [InlineData(257, "published.json` has more than 256 MiB, more than anybody reads")]
    public async Task Indexes_as_large_as_one_may_be_are_merged(int mebibytes, string? said)
    {
        _folder.File("dist/x.txt", "");
        await using (var published = File.Create(Path.Combine(_folder.Path, "published.json")))
        {
            await published.WriteAsync("""{"apiVersion": "v1", "entries": {"web": [{"version": "0.9.0", "urls": ["a"]}]}"""u8.ToArray(), TestContext.Current.CancellationToken);
            await published.WriteAsync(Enumerable.Repeat((byte)' ', mebibytes << 20).Append((byte)'}').ToArray(), TestContext.Current.CancellationToken);
        }

        var spoken = await RunAsync("packman repo index dist --merge published.json");

        spoken.ExitCode.ShouldBe(said is null ? 0 : 1, spoken.Error);
        spoken.Error.ShouldContain(said ?? "");
        File.Exists(Path.Combine(_folder.Path, "dist/index.yaml")).ShouldBe(said is null);
    }

    [Fact]
    public async Task An_index_that_has_not_changed_is_not_fetched_again()
    {
        await RunAsync("packman repo add stable SERVER/charts");

        (await RunAsync("packman repo update")).Output.ShouldBe("Unchanged `stable`: 1 chart, 3 versions\n");
        _index = Index("1.0.0");
        (await RunAsync("packman repo update")).Output.ShouldBe("Updated `stable`: 1 chart, 1 version\n");
    }

    [Fact]
    public async Task A_packed_index_is_unpacked()
    {
        _isPacked = true;

        (await RunAsync("packman repo add stable SERVER/charts")).ExitCode.ShouldBe(0);
        (await RunAsync("packman template web stable/web")).Output.ShouldContain("version: 1.1.0");
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(200)]
    public async Task What_fails_leaves_the_index_there_was(int status)
    {
        await RunAsync("packman repo add stable SERVER/charts");
        await RunAsync("packman repo add other SERVER/other");
        (_status, _index) = (status, "<html>log in</html>");

        var spoken = await RunAsync("packman repo update stable");

        spoken.ExitCode.ShouldBe(1);
        spoken.Error.ShouldContain("`stable` was not updated");
        spoken.Error.ShouldContain("error: Not updated: `stable`");
        _status = 200;
        (await RunAsync("packman template web stable/web")).Output.ShouldContain("version: 1.1.0");
        Directory.GetFiles(Path.Combine(_folder.Path, "home/.cache/packman/repository")).Select(Path.GetFileName).Order().ShouldBe(
            ["other-index.packman", "other-index.yaml", "stable-index.packman", "stable-index.yaml"]);
    }

    [Fact]
    public async Task An_archive_that_is_not_what_the_index_says_is_refused()
    {
        _index = _index.Replace(DigestOf("1.1.0"), new string('0', 64), StringComparison.Ordinal);
        await RunAsync("packman repo add stable SERVER/charts");

        var spoken = await RunAsync("packman template web stable/web");

        spoken.ExitCode.ShouldBe(1);
        spoken.Error.ShouldContain("its digest is");
    }

    [Theory]
    [InlineData("web", "1.0.0", "stable/web:1.0.0` cannot be fetched: it holds the chart `web` 1.1.0")]
    [InlineData("shop", "1.1.0", "stable/shop:1.1.0` cannot be fetched: it holds the chart `web` 1.1.0")]
    public async Task An_archive_of_another_chart_or_version_is_refused_whatever_its_digest(string name, string version, string expected)
    {
        _index = $"apiVersion: v1\nentries:\n  {name}:\n  - version: {version}\n    digest: {DigestOf("1.1.0")}\n    urls:\n    - /charts/web-1.1.0.tgz\n";
        await RunAsync("packman repo add stable SERVER/charts");

        var spoken = await RunAsync($"packman pull stable/{name} -d pulled");

        spoken.ExitCode.ShouldBe(1);
        spoken.Error.ShouldContain($"{expected}, which is not what its name says");
        Directory.Exists(Path.Combine(_folder.Path, "pulled")).ShouldBeFalse();
    }

    [Fact]
    public async Task Addresses_are_tried_one_after_the_other_and_a_chart_that_is_gone_hints_at_an_update()
    {
        _index = $"apiVersion: v1\nentries:\n  web:\n  - version: 1.0.0\n    urls:\n    - gone.tgz\n    - /charts/web-1.0.0.tgz\n  gone:\n  - version: 1.0.0\n    urls:\n    - gone.tgz\n";
        await RunAsync("packman repo add stable SERVER/charts");

        (await RunAsync("packman template web stable/web")).Output.ShouldContain("version: 1.0.0");
        (await RunAsync("packman template web stable/gone")).Error.ShouldContain("hint: The index may be out of date: `packman repo update stable` fetches the newest");
    }

    [Fact]
    public async Task Credentials_stay_with_their_server_unless_they_may_pass()
    {
        await using var store = await LocalServer.StartAsync(context => context.Response.Body.WriteAsync(Chart("1.0.0")).AsTask());
        _index = $"apiVersion: v1\nentries:\n  web:\n  - version: 1.0.0\n    urls:\n    - {store.Address}/web-1.0.0.tgz\n";

        (await RunAsync("packman repo add stable SERVER/charts --username ada --password s3cret")).ExitCode.ShouldBe(0);
        (await RunAsync("packman template web stable/web")).ExitCode.ShouldBe(0);
        await RunAsync("packman repo add stable SERVER/charts --username ada --password s3cret --pass-credentials --force-update");
        (await RunAsync("packman template web stable/web")).ExitCode.ShouldBe(0);

        _server.Requests.ShouldAllBe(request => request.Authorization.StartsWith("Basic "));
        store.Requests.Select(request => request.Authorization.Length > 0).ShouldBe([false, true]);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.Combine(_folder.Path, "home/.config/packman/repositories.yaml")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        (await RunAsync("packman repo list -o yaml")).ToString().ShouldNotContain("s3cret");
    }

    [Fact]
    public async Task What_lies_here_wins_over_a_repository_of_the_same_name()
    {
        await RunAsync("packman repo add stable SERVER/charts");
        _folder.File("stable/web/Chart.yaml", "apiVersion: packman/v1\nname: web\nversion: 0.0.1\n").File("stable/web/templates/config.yaml", Template);

        (await RunAsync("packman template web stable/web")).Output.ShouldContain("version: 0.0.1");
    }

    [Fact]
    public async Task Two_additions_at_once_are_both_kept()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(number => RunAsync($"packman repo add r{number} SERVER/charts")));

        (await RunAsync("packman repo list --no-headers")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBe(8);
    }

    [Fact]
    public async Task A_broken_file_of_repositories_is_told_without_its_secrets()
    {
        _folder.File("repositories.yaml", "repositories:\n- name: stable\n  password: \"s3cret\n  url: x\n");

        var spoken = await RunAsync("packman repo list --repository-config repositories.yaml");

        spoken.ExitCode.ShouldBe(1);
        spoken.Error.ShouldContain("repositories.yaml");
        spoken.Error.ShouldNotContain("s3cret");
    }

    private const string Template = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\ndata:\n  version: {{ chart.version }}\n";

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        if (path.EndsWith("/index.yaml", StringComparison.Ordinal))
        {
            await AnswerIndexAsync(context);
        }
        else if (path.StartsWith("/charts/web-", StringComparison.Ordinal))
        {
            await context.Response.Body.WriteAsync(Chart(path["/charts/web-".Length..^".tgz".Length]));
        }
        else
        {
            context.Response.StatusCode = 404;
        }
    }

    private async Task AnswerIndexAsync(HttpContext context)
    {
        var bytes = Encoding.UTF8.GetBytes(_index);
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(bytes))[..8]}\"";
        context.Response.Headers.ETag = tag;
        context.Response.StatusCode = context.Request.Headers.IfNoneMatch == tag ? 304 : _status;
        if (context.Response.StatusCode == 200)
        {
            await context.Response.Body.WriteAsync(_isPacked ? TestArchive.Gzip(bytes) : bytes);
        }
    }

    private static string Index(params string[] versions) =>
        $"apiVersion: v1\nentries:\n  web:\n{string.Concat(versions.Select(version => $"  - description: A web app\n    digest: {DigestOf(version)}\n    urls:\n    - web-{version}.tgz\n    version: {version}\n"))}";

    private static string DigestOf(string version) => Convert.ToHexStringLower(SHA256.HashData(Chart(version)));

    private static byte[] Chart(string version)
    {
        // The clock of the archive's entries must stand still, or its digest would not.
        lock (Charts)
        {
            return Charts.TryGetValue(version, out var known) ? known : Charts[version] = new TestArchive()
                .File("web/Chart.yaml", $"apiVersion: packman/v1\nname: web\nversion: {version}\n")
                .File("web/templates/config.yaml", Template)
                .Pack();
        }
    }

    private static Dictionary<string, byte[]> Charts { get; } = [];

    private Task<Spoken> RunAsync(string line) => _commands.RunAsync(line.Replace("SERVER", _server.Address, StringComparison.Ordinal));

    private async Task<string> RunAllAsync(params string[] lines)
    {
        var said = new List<string>();
        foreach (var line in lines)
        {
            said.Add((await RunAsync(line)).ToString().Replace(_server.Address, "SERVER", StringComparison.Ordinal).Replace(_folder.Path, "[TEMP]", StringComparison.Ordinal));
        }

        return string.Join('\n', said);
    }
}
