using PackMan.Tests.Distribution.Oci;
using PackMan.Tests.Distribution.Signing;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

/// <summary>What people see who sign and verify.</summary>
public sealed partial class SigningSessionTests : IAsyncLifetime
{
    private const string Policy = """
        apiVersion: packman/v1
        kind: SignaturePolicy
        identities:
        - name: release-team
          keys:
          - file: release.pub
        rules:
        - name: our charts
          repositories: ["oci://127.0.0.1:*/charts/**"]
          signedBy: [release-team]
        """;

    private RegistrySession _session = null!;

    public async ValueTask InitializeAsync()
    {
        _session = await RegistrySession.StartAsync();
        using var lab = new RegistryLab();
        var archive = RegistryLab.Archive();
        await lab.PushAsync(_session.Registry.Host, archive);
        _session.File("web-1.2.3.tgz", archive);
        _session.Folder.File("passphrase.txt", "opensesame\n").File("policy.yaml", Policy.Replace("127.0.0.1:*", _session.Registry.Host, StringComparison.Ordinal));
        (await _session.RunAsync("packman generate-key release --passphrase-file passphrase.txt")).ExitCode.ShouldBe(0);
        (await _session.RunAsync("packman generate-key stranger --no-passphrase")).ExitCode.ShouldBe(0);
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    [Fact]
    public async Task A_chart_is_signed_verified_and_installed() => Golden.Verify(
        await RunAllAsync(
            "packman generate-key fresh --no-passphrase",
            "packman sign web-1.2.3.tgz --key release.key --passphrase-file passphrase.txt",
            "packman verify web-1.2.3.tgz --key release.pub",
            "packman sign oci://HOST/charts/web:1.2.3 --key release.key --passphrase-file passphrase.txt",
            "packman sign oci://HOST/charts/web:1.2.3 --key release.key --passphrase-file passphrase.txt",
            "packman verify oci://HOST/charts/web --key stranger.pub --key release.pub",
            "packman verify oci://HOST/charts/web --policy policy.yaml",
            "packman template web oci://HOST/charts/web --verify --policy policy.yaml"),
        "SigningSessionTests.Signed");

    [Fact]
    public async Task A_chart_is_packed_and_signed_at_once_in_either_form()
    {
        _session.Folder.File("web/Chart.yaml", "apiVersion: packman/v1\nname: web\nversion: 2.0.0\n").File("web/templates/web.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n");
        _session.File("secring.gpg", File.ReadAllBytes(TestKeys.FileOf("secring.gpg"))).File("signers.gpg", File.ReadAllBytes(TestKeys.FileOf("signers.gpg")));

        Golden.Verify(
            await RunAllAsync(
                "packman package web --sign --key release.key --passphrase-file passphrase.txt",
                "packman verify web-2.0.0.tgz --key release.pub",
                "packman package web --sign --key anna --keyring secring.gpg --passphrase-file passphrase.txt -d out -o json",
                "packman verify out/web-2.0.0.tgz --keyring signers.gpg",
                "packman sign web-1.2.3.tgz --key bert --keyring secring.gpg",
                "packman verify web-1.2.3.tgz --keyring signers.gpg",
                "packman push out/web-2.0.0.tgz oci://HOST/charts",
                "packman verify oci://HOST/charts/web:2.0.0 --keyring signers.gpg"),
            "SigningSessionTests.Packed");
    }

    [Fact]
    public async Task What_cannot_be_signed_is_not_packed()
    {
        _session.Folder.File("web/Chart.yaml", "apiVersion: packman/v1\nname: web\nversion: 2.0.0\n").File("web/templates/web.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: web}\n");
        _session.File("secring.gpg", File.ReadAllBytes(TestKeys.FileOf("secring.gpg")));
        (await _session.RunAsync("packman bundle web-1.2.3.tgz --out web.bundle.tgz")).ExitCode.ShouldBe(0);

        Golden.Verify(
            await RunAllAsync(
                "packman package web --sign",
                "packman package web --sign --key release.key",
                "packman package web --sign --key release.key --passphrase-file policy.yaml",
                "packman package web --sign --key anna --keyring secring.gpg --passphrase-file policy.yaml",
                "packman package web --sign --key zoe --keyring secring.gpg",
                "packman package web --sign --keyring secring.gpg",
                "packman package web --key release.key",
                "packman package web --keyring secring.gpg",
                "packman sign oci://HOST/charts/web:1.2.3 --key bert --keyring secring.gpg",
                "packman sign web.bundle.tgz --key bert --keyring secring.gpg"),
            "SigningSessionTests.NotPacked");
        Directory.GetFiles(_session.Folder.Path).Select(path => Path.GetFileName(path)).Where(name => name.EndsWith(".sig") || name.EndsWith(".prov") || name.StartsWith("web-2")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Signatures_are_found_where_charts_were_moved_and_the_policy_goes_by_the_name()
    {
        _session.Folder.File("home/.config/packman/registries.conf", $"[[registry]]\nprefix = 'registry.invalid/ours'\nlocation = '{_session.Registry.Host}/charts'\n");
        await _session.RunAsync("packman sign oci://HOST/charts/web:1.2.3 --key release.key --passphrase-file passphrase.txt");

        (await _session.RunAsync("packman verify oci://registry.invalid/ours/web --key release.pub")).ExitCode.ShouldBe(0);
        (await _session.RunAsync("packman template web oci://registry.invalid/ours/web --verify --policy policy.yaml")).ExitCode.ShouldBe(1);
    }

    [Fact]
    public async Task What_is_wrong_is_one_error()
    {
        await _session.RunAsync("packman sign web-1.2.3.tgz --key stranger.key");

        Golden.Verify(
            await RunAllAsync(
                "packman sign web-1.2.3.tgz",
                "packman sign web-1.2.3.tgz --key release.key",
                "packman sign web-1.2.3.tgz --key release.pub",
                "packman sign web-1.2.3.tgz --key gone.key",
                "packman sign web-1.2.3.tgz --key release.key --passphrase-file policy.yaml",
                "packman sign home --key stranger.key",
                "packman sign https://example.org/web.tgz --key stranger.key",
                "packman sign passphrase.txt --key stranger.key",
                "packman sign oci://HOST/charts/web:9.9.9 --key stranger.key",
                "packman generate-key release --no-passphrase",
                "packman generate-key other",
                "packman verify web-1.2.3.tgz --key release.pub",
                "packman verify web-1.2.3.tgz --key stranger.key",
                "packman verify web-1.2.3.tgz --key stranger.pub --keyring x.gpg",
                "packman verify web-1.2.3.tgz --keyring policy.yaml",
                "packman verify web-1.2.3.tgz",
                "packman verify oci://HOST/charts/web --key release.pub",
                "packman verify web-1.2.3.tgz --policy policy.yaml",
                "packman template web oci://HOST/charts/web --verify --policy policy.yaml",
                "packman template web oci://HOST/charts/web --policy policy.yaml",
                "packman template web home --verify --policy policy.yaml"),
            "SigningSessionTests.Mistakes");
    }

    [Fact]
    public async Task The_passphrase_comes_from_the_variables_too_and_is_never_told()
    {
        var said = "";
        foreach (var variable in new[] { "PACKMAN_KEY_PASSWORD", "COSIGN_PASSWORD" })
        {
            var session = new Session { IsReal = true, Time = TimeProvider.System, CurrentDirectory = _session.Folder.Path, Environment = _session.Commands.Environment.Add(variable, "opensesame") };
            var spoken = await session.RunAsync("packman sign web-1.2.3.tgz --key release.key --debug");
            spoken.ExitCode.ShouldBe(0, spoken.Error);
            said += spoken + (await session.RunAsync("packman sign web-1.2.3.tgz --key passphrase.txt --debug")).ToString();
        }

        said.ShouldNotContain("opensesame");
        var key = await File.ReadAllLinesAsync(Path.Combine(_session.Folder.Path, "release.key"), TestContext.Current.CancellationToken);
        said.ShouldNotContain(key[1]);
    }

    [Fact]
    public async Task The_private_key_is_readable_for_its_owner_only()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(Path.Combine(_session.Folder.Path, "release.key")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var text = await File.ReadAllTextAsync(Path.Combine(_session.Folder.Path, "release.key"), TestContext.Current.CancellationToken);

        text.ShouldStartWith("-----BEGIN ENCRYPTED PRIVATE KEY-----\n");
    }

    [Fact]
    public async Task An_archive_that_was_changed_after_signing_is_refused()
    {
        await _session.RunAsync("packman sign web-1.2.3.tgz --key stranger.key");
        _session.File("web-1.2.3.tgz", RegistryLab.Archive(more: "description: evil\n"));

        var spoken = await _session.RunAsync("packman verify web-1.2.3.tgz --key stranger.pub");

        spoken.ExitCode.ShouldBe(1);
        spoken.Error.ShouldContain("`web-1.2.3.tgz.sig`: it was not made with `stranger.pub`");
        spoken.Error.ShouldContain("or it is of another archive, or the archive was changed");
    }

    [Theory]
    [InlineData("web-2.0.0.tgz")]
    [InlineData("web-1.2.4-rc.1.tgz")]
    [InlineData("shop-1.2.3.tgz")]
    [InlineData("web-1.2.3-web-1.2.3.tgz")]
    public async Task An_archive_that_was_put_under_the_name_of_another_is_refused_though_it_is_signed(string name)
    {
        await _session.RunAsync("packman sign web-1.2.3.tgz --key stranger.key");
        foreach (var suffix in new[] { "", ".sig" })
        {
            File.Copy(Path.Combine(_session.Folder.Path, $"web-1.2.3.tgz{suffix}"), Path.Combine(_session.Folder.Path, $"{name}{suffix}"));
        }

        await using var server = await PackMan.Tests.Distribution.LocalServer.StartAsync(AnswerAsync);

        foreach (var place in new[] { name, $"{server.Address}/{name}" })
        {
            (await _session.RunAsync($"packman verify {place} --key stranger.pub")).Error.ShouldContain("it holds the chart `web` 1.2.3, which is not what its name says");
        }
    }

    [Theory]
    [InlineData("web.tgz")]
    [InlineData("web-latest.tgz")]
    [InlineData("web-1.2.tgz")]
    [InlineData("1.2.3.tgz")]
    public async Task A_name_that_says_no_version_stands_for_any_chart(string name)
    {
        await _session.RunAsync("packman sign web-1.2.3.tgz --key stranger.key");
        File.Copy(Path.Combine(_session.Folder.Path, "web-1.2.3.tgz"), Path.Combine(_session.Folder.Path, name));
        File.Copy(Path.Combine(_session.Folder.Path, "web-1.2.3.tgz.sig"), Path.Combine(_session.Folder.Path, $"{name}.sig"));

        (await _session.RunAsync($"packman verify {name} --key stranger.pub")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task A_bundle_that_was_put_under_the_name_of_a_newer_one_is_refused()
    {
        await _session.RunAsync("packman sign oci://HOST/charts/web:1.2.3 --key stranger.key");
        (await _session.RunAsync("packman bundle oci://HOST/charts/web:1.2.3")).ExitCode.ShouldBe(0);
        (await _session.RunAsync("packman verify web-1.2.3.bundle.tgz --key stranger.pub")).ExitCode.ShouldBe(0);
        File.Move(Path.Combine(_session.Folder.Path, "web-1.2.3.bundle.tgz"), Path.Combine(_session.Folder.Path, "web-1.3.0.bundle.tgz"));

        (await _session.RunAsync("packman verify web-1.3.0.bundle.tgz --key stranger.pub")).Error.ShouldContain("it holds the chart `web` 1.2.3, which is not what its name says");
    }

    [Fact]
    public async Task A_file_of_two_keys_does_not_pass_one_of_them_over()
    {
        _session.Folder.File("both.pub", string.Concat(new[] { "release.pub", "stranger.pub" }.Select(file => File.ReadAllText(Path.Combine(_session.Folder.Path, file)))));

        (await _session.RunAsync("packman verify web-1.2.3.tgz --key both.pub")).Error.ShouldStartWith("error: `both.pub` holds several keys, and one is read from a file\n");
    }

    [Fact]
    public async Task An_archive_of_a_web_server_is_verified_by_the_signature_beside_it()
    {
        await _session.RunAsync("packman sign web-1.2.3.tgz --key stranger.key");
        await using var server = await PackMan.Tests.Distribution.LocalServer.StartAsync(AnswerAsync);

        var good = await _session.RunAsync($"packman verify {server.Address}/web-1.2.3.tgz --key stranger.pub");
        var bad = await _session.RunAsync($"packman verify {server.Address}/web-1.2.3.tgz --key release.pub");

        good.ExitCode.ShouldBe(0, good.Error);
        good.Output.ShouldContain("Found: `web-1.2.3.tgz.sig`");
        bad.Error.ShouldContain("it was not made with `release.pub`");
    }

    private async Task AnswerAsync(Microsoft.AspNetCore.Http.HttpContext context)
    {
        var file = Path.Combine(_session.Folder.Path, Path.GetFileName(context.Request.Path.Value!));
        context.Response.StatusCode = File.Exists(file) ? 200 : 404;
        await context.Response.Body.WriteAsync(File.Exists(file) ? await File.ReadAllBytesAsync(file) : []);
    }

    private async Task<string> RunAllAsync(params string[] lines) => Secrets().Replace(await _session.RunAllAsync(lines), "[HEX]");

    // Keys are new each time, and so is what is made of them.
    [System.Text.RegularExpressions.GeneratedRegex("(?<=key )[0-9a-f]{16}|(?<=sha256-)[0-9a-f]{11,64}|(?<=referrer |layer )[0-9a-f]{12}|(?<=web-1.2.3.tgz: )[0-9a-f]{64}")]
    private static partial System.Text.RegularExpressions.Regex Secrets();
}
