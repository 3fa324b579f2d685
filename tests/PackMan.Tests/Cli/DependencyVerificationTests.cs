using System.Text;
using Microsoft.AspNetCore.Http;
using PackMan.Tests.Distribution;
using PackMan.Tests.Distribution.Oci;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

/// <summary>`--verify` where dependencies are fetched: every chart of the tree that was published has to be signed.</summary>
public sealed partial class DependencyVerificationTests : IAsyncLifetime
{
    private const string Policy = """
        apiVersion: packman/v1
        kind: SignaturePolicy
        identities:
        - name: release-team
          keys:
          - file: release.pub
        rules:
        - name: ours
          repositories: ["oci://HOST/charts/**"]
          signedBy: [release-team]
        """;

    private static readonly string[] _tree = ["cache:1.1.0", "common:1.1.0", "leaf:0.3.0", "common:1.0.0"];

    private DependencySession _session = null!;

    public async ValueTask InitializeAsync()
    {
        _session = await DependencySession.StartAsync();
        _session.Write("policy.yaml", Policy.Replace("HOST", _session.Registry.Host, StringComparison.Ordinal));
        await DoneAsync("packman generate-key release --no-passphrase");
        await DoneAsync("packman generate-key stranger --no-passphrase");
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    [Fact]
    public async Task A_tree_whose_charts_are_all_signed_is_fetched()
    {
        await SignAsync(_tree);

        Golden.Verify(
            Secrets().Replace(
                await _session.RunAllAsync(
                    "packman dependency update shop --verify --policy policy.yaml",
                    "packman dependency build shop --verify --policy policy.yaml",
                    "packman package shop -u --verify --policy policy.yaml"),
                "[HEX]"),
            "DependencyVerificationTests.Signed");
    }

    [Theory]
    [InlineData("cache:1.1.0", "`shop`")]
    [InlineData("common:1.1.0", "`shop` → `cache`")]
    [InlineData("leaf:0.3.0", "`shop` → `mid`")]
    [InlineData("common:1.0.0", "`shop` → `mid` → `leaf`")]
    public async Task One_chart_that_is_not_signed_keeps_everything_from_being_written(string unsigned, string asking)
    {
        await SignAsync([.. _tree.Except([unsigned])]);

        var told = await _session.RunAsync("packman dependency update shop --verify --policy policy.yaml");

        told.ExitCode.ShouldBe(1);
        told.Error.ShouldContain($"Dependency `{unsigned.Split(':')[0]}` of chart {asking} cannot be had: `{_session.Registry.Host}/charts/{unsigned}` (sha256:");
        told.Error.ShouldContain("is refused: it has no signature, and the rule `ours` of `policy.yaml` asks for one of `release-team`");
        NothingIsWritten();
    }

    [Fact]
    public async Task A_signature_of_another_key_keeps_everything_from_being_written()
    {
        await SignAsync(_tree[1..]);
        await DoneAsync("packman sign oci://HOST/charts/cache:1.1.0 --key stranger.key");

        var told = await _session.RunAsync("packman dependency update shop --verify --policy policy.yaml");

        told.ExitCode.ShouldBe(1);
        told.Error.ShouldContain("it was not made with `release.pub`");
        NothingIsWritten();
    }

    [Fact]
    public async Task A_chart_that_no_rule_speaks_of_is_refused()
    {
        _session.Write("policy.yaml", Policy.Replace("HOST/charts/**", $"{_session.Registry.Host}/charts/cache", StringComparison.Ordinal));
        await SignAsync(_tree);

        var told = await _session.RunAsync("packman dependency update shop --verify --policy policy.yaml");

        told.ExitCode.ShouldBe(1);
        told.Error.ShouldContain("no rule of `policy.yaml` speaks of the chart `common` 1.1.0");
        NothingIsWritten();
    }

    [Fact]
    public async Task What_the_lock_pins_is_checked_where_it_came_from_and_not_fetched_again()
    {
        await SignAsync(_tree);
        await DoneAsync("packman dependency update shop --verify --policy policy.yaml");
        _session.ClearCharts();
        _session.Registry.Server.Requests.Clear();

        await DoneAsync("packman dependency build shop --verify --policy policy.yaml");

        var asked = _session.Registry.Asked.ToList();
        asked.ShouldContain(request => request.Contains("/charts/leaf/manifests/0.3.0"));
        asked.ShouldNotContain(request => request.Contains("/blobs/"), "archives and statements lie in the cache");
        _session.Vendored.ShouldBe(["cache-1.1.0.tgz", "mid-0.1.0.tgz"]);
    }

    [Fact]
    public async Task A_key_that_does_not_count_any_more_stops_what_was_locked_with_it()
    {
        await SignAsync(_tree);
        await DoneAsync("packman dependency update shop --verify --policy policy.yaml");
        _session.ClearCharts();
        _session.Write("policy.yaml", File.ReadAllText(Path.Combine(_session.Folder, "policy.yaml")).Replace("release.pub", "stranger.pub", StringComparison.Ordinal));

        (await _session.RunAsync("packman dependency build shop --verify --policy policy.yaml")).Error.ShouldContain("it was not made with `stranger.pub`");

        _session.Vendored.ShouldBeEmpty();
    }

    [Fact]
    public async Task Without_the_registry_signatures_cannot_be_had_and_the_lock_alone_still_can()
    {
        await SignAsync(_tree);
        await DoneAsync("packman dependency update shop --verify --policy policy.yaml");
        _session.ClearCharts();
        await _session.Registry.DisposeAsync();

        var verified = await _session.RunAsync("packman dependency build shop --verify --policy policy.yaml");

        verified.ExitCode.ShouldBe(1);
        verified.Error.ShouldStartWith("error: Dependency `cache` of chart `shop` cannot be had: ");
        _session.Vendored.ShouldBeEmpty();
        await DoneAsync("packman dependency build shop");
        _session.Vendored.ShouldBe(["cache-1.1.0.tgz", "mid-0.1.0.tgz"]);
    }

    [Fact]
    public async Task Another_chart_that_is_signed_just_as_well_is_not_what_the_lock_pins()
    {
        await SignAsync(_tree);
        await DoneAsync("packman dependency update shop --verify --policy policy.yaml");
        _session.ClearCharts();
        await _session.PushAsync("leaf", "0.3.0", "common ~1.1");
        await SignAsync("leaf:0.3.0");

        var told = await _session.RunAsync("packman dependency build shop --verify --policy policy.yaml");

        told.ExitCode.ShouldBe(1);
        told.Error.ShouldContain("`leaf-0.3.0.tgz` of");
        told.Error.ShouldContain("is not what the lock pins");
        _session.Vendored.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("install x shop --dependency-update --verify --policy policy.yaml")]
    [InlineData("template x shop --dependency-update --verify --policy policy.yaml")]
    [InlineData("bundle shop --dependency-update --verify --policy policy.yaml")]
    public async Task A_folder_that_would_have_to_be_signed_itself_is_refused_before_anything_is_fetched(string words)
    {
        await SignAsync(_tree);

        var told = await _session.RunAsync($"packman {words}");

        told.ExitCode.ShouldBe(1);
        told.Error.ShouldStartWith("error: `shop` is a folder, and only packaged charts have signatures\n");
        NothingIsWritten();
    }

    [Theory]
    [InlineData("package shop --verify --policy policy.yaml", "`--verify` checks the charts that are fetched, and none are")]
    [InlineData("package shop -u --policy policy.yaml", "`--policy` says whose signatures count, and nothing asks for one")]
    [InlineData("dependency update shop --policy policy.yaml", "`--policy` says whose signatures count, and nothing asks for one")]
    [InlineData("dependency build shop --keyring ring.gpg", "`--keyring` says whose signatures count, and nothing asks for one")]
    [InlineData("dependency build shop --verify --keyring ring.gpg --policy policy.yaml", "`--policy` and `--keyring` both say whose signatures count")]
    [InlineData("dependency update shop --verify", "There is no policy `")]
    public async Task Flags_that_do_not_fit_are_told(string words, string message)
    {
        var told = await _session.RunAsync($"packman {words}");

        told.ExitCode.ShouldNotBe(0);
        told.Error.ShouldContain(message);
        NothingIsWritten();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_chart_of_a_web_server_is_verified_by_the_file_beside_it(bool isSigned)
    {
        _session.Write("policy.yaml", Policy.Replace("oci://HOST/charts/**", "http://127.0.0.1:*", StringComparison.Ordinal).Replace("repositories: [\"http://127.0.0.1:*\"]", "charts: [search]", StringComparison.Ordinal));
        var archive = _session.Archive("search", "3.0.0");
        File.WriteAllBytes(Path.Combine(_session.Folder, "search-3.0.0.tgz"), archive);
        await DoneAsync($"packman sign search-3.0.0.tgz --key {(isSigned ? "release" : "stranger")}.key");
        await using var server = await LocalServer.StartAsync(async context =>
        {
            var name = Path.GetFileName(context.Request.Path.Value!);
            var path = Path.Combine(_session.Folder, name);
            context.Response.StatusCode = name == "index.yaml" || File.Exists(path) ? 200 : 404;
            await context.Response.Body.WriteAsync(name == "index.yaml"
                ? "apiVersion: v1\nentries:\n  search:\n  - {name: search, version: 3.0.0, apiVersion: v2, urls: [search-3.0.0.tgz]}\n"u8.ToArray()
                : File.Exists(path) ? await File.ReadAllBytesAsync(path) : []);
        });
        _session.Write("shop/Chart.yaml", _session.ChartYaml("shop", "1.0.0", $"search ^3 {server.Address}"));

        var told = await _session.RunAsync("packman dependency update shop --verify --policy policy.yaml");

        if (isSigned)
        {
            told.ExitCode.ShouldBe(0, told.Error);
            told.Error.ShouldContain("Verified `search` 3.0.0 (sha256:");
        }
        else
        {
            told.ExitCode.ShouldBe(1);
            told.Error.ShouldContain("Dependency `search` of chart `shop` cannot be had: ");
            told.Error.ShouldContain("`search-3.0.0.tgz.sig`: it was not made with `release.pub`");
            NothingIsWritten();
        }
    }

    [Fact]
    public async Task An_archive_beside_the_chart_is_verified_and_a_folder_is_part_of_it()
    {
        File.WriteAllBytes(Path.Combine(_session.Folder, "search-3.0.0.tgz"), _session.Archive("search", "3.0.0"));
        _session.Write("own/Chart.yaml", _session.ChartYaml("own", "1.0.0"));
        _session.Write("shop/Chart.yaml", _session.ChartYaml("shop", "1.0.0", "search ^3 file://../search-3.0.0.tgz", "own ^1 file://../own"));
        _session.Write("policy.yaml", Policy.Replace("oci://HOST/charts/**", $"file://{_session.Folder}/*", StringComparison.Ordinal));

        var unsigned = await _session.RunAsync("packman dependency update shop --verify --policy policy.yaml");
        NothingIsWritten();
        await DoneAsync("packman sign search-3.0.0.tgz --key release.key");
        var signed = await _session.RunAsync("packman dependency update shop --verify --policy policy.yaml");

        unsigned.ExitCode.ShouldBe(1);
        unsigned.Error.ShouldContain("Dependency `search` of chart `shop` cannot be had: `../search-3.0.0.tgz` (sha256:");
        signed.ExitCode.ShouldBe(0, signed.Error);
        signed.Error.ShouldContain("Verified `search` 3.0.0 (sha256:");
        signed.Error.ShouldNotContain("`own`");
    }

    [Fact]
    public async Task Signatures_are_asked_for_with_the_credentials_the_chart_was_asked_for_with()
    {
        await using var other = await FakeRegistry.StartAsync();
        using var lab = new RegistryLab();
        await lab.PushAsync(other.Host, _session.Archive("deep", "1.0.0"));
        await _session.PushAsync("wide", "1.0.0", $"deep ^1 oci://{other.Host}/charts");
        await SignAsync("wide:1.0.0");
        await DoneAsync($"packman sign oci://{other.Host}/charts/deep:1.0.0 --key release.key");
        other.Password = "bob:other";
        await DoneAsync($"packman registry login {other.Host} --username bob --password other");
        other.Server.Requests.Clear();
        _session.Write("shop/Chart.yaml", _session.ChartYaml("shop", "1.0.0", "wide ^1"));
        _session.Write("policy.yaml", Policy.Replace("repositories: [\"oci://HOST/charts/**\"]", "charts: [wide, deep]", StringComparison.Ordinal));
        _session.Registry.Password = "ada:secret";

        await DoneAsync("packman dependency update shop --verify --policy policy.yaml --username ada --password secret");

        other.Server.Requests.ShouldContain(request => request.Path.Contains(".sig", StringComparison.Ordinal));
        other.Server.Requests.Select(request => request.Authorization).Distinct().ShouldBeSubsetOf(["", Basic("bob:other")]);
    }

    [Fact]
    public async Task What_is_given_for_a_repository_is_not_used_for_the_registry_its_index_leads_to()
    {
        await SignAsync("leaf:0.3.0", "common:1.0.0");
        _session.Registry.Password = "bob:other";
        await DoneAsync("packman registry login HOST --username bob --password other");
        _session.Registry.Server.Requests.Clear();
        await using var server = await LocalServer.StartAsync(context => context.Response.WriteAsync(
            $"apiVersion: v1\nentries:\n  leaf:\n  - {{name: leaf, version: 0.3.0, urls: ['oci://{_session.Registry.Host}/charts/leaf:0.3.0']}}\n"));
        _session.Write("shop/Chart.yaml", _session.ChartYaml("shop", "1.0.0", $"leaf * {server.Address}"));

        var told = await _session.RunAsync("packman dependency update shop --verify --policy policy.yaml --username ada --password secret");

        told.ExitCode.ShouldBe(0, told.Error);
        told.Error.ShouldContain("Verified `leaf` 0.3.0");
        server.Requests.ShouldContain(request => request.Authorization == Basic("ada:secret"));
        _session.Registry.Server.Requests.Select(request => request.Authorization).Distinct().ShouldBeSubsetOf(["", Basic("bob:other")]);
    }

    private static string Basic(string credential) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(credential))}";

    private async Task SignAsync(params string[] charts)
    {
        foreach (var chart in charts)
        {
            await DoneAsync($"packman sign oci://HOST/charts/{chart} --key release.key");
        }
    }

    private async Task DoneAsync(string line)
    {
        var spoken = await _session.RunAsync(line);
        spoken.ExitCode.ShouldBe(0, spoken.Error);
    }

    private void NothingIsWritten()
    {
        _session.Vendored.ShouldBeEmpty();
        File.Exists(Path.Combine(_session.Shop, "Chart.lock")).ShouldBeFalse();
    }

    [System.Text.RegularExpressions.GeneratedRegex("(?<=Digest: )[0-9a-f]{64}")]
    private static partial System.Text.RegularExpressions.Regex Secrets();
}
