using PackMan.ClusterTests.Contract;
using PackMan.ClusterTests.Distribution.Signing;
using PackMan.ClusterTests.Fixtures;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Distribution.Repositories;

/// <summary>Charts of a repository with their signatures beside them on a real web server.</summary>
[Trait("Category", NginxServer.Category)]
public sealed class RepositorySignatureTests(SandboxServer sandbox) : IAsyncLifetime
{
    private const string Signer = "grace@example.org";

    private RepositoryUser _user = null!;

    public async ValueTask InitializeAsync()
    {
        _user = await RepositoryUser.StartAsync(sandbox, new NginxSetup { AsksForPassword = true });
        await _user.PublishAsync("1.0.0", "1.1.0");
        await _user.AddAsync();
        await _user.RunAsync("generate-key", "release", "--no-passphrase");
    }

    public ValueTask DisposeAsync() => _user.DisposeAsync();

    [Fact]
    public async Task A_chart_with_its_signature_beside_it_is_pulled_and_installed_and_one_without_is_refused()
    {
        await _user.RunAsync("sign", Published("web-1.0.0.tgz"), "--key", "release.key");
        var policy = Policy();

        await _user.RunAsync("pull", "stable/web", "--version", "1.0.0", "--verify", "--policy", policy);
        await _user.RunAsync("install", "kept", "stable/web", "--version", "1.0.0", "--verify", "--policy", policy);
        await _user.RunAsync(["install", "given", "web", "--repo", _user.Url, "--version", "1.0.0", "--verify", "--policy", policy, .. _user.Access]);
        var unsigned = await _user.TryAsync("install", "unsigned", "stable/web", "--verify", "--policy", policy);
        var pulled = await _user.TryAsync("pull", "stable/web", "--version", "1.1.0", "--verify", "--policy", policy);

        _user.Read("web-1.0.0.tgz").ShouldBe(_user.Read(Published("web-1.0.0.tgz")));
        foreach (var refused in new[] { unsigned, pulled })
        {
            refused.ExitCode.ShouldBe(1, refused.Output);
            refused.Error.ShouldContain(" is refused: it has no signature, and the rule `ours` of `policy.yaml` asks for one of `team`");
        }

        File.Exists(_user.PathOf("web-1.1.0.tgz")).ShouldBeFalse();
        (await _user.RunAsync("list", "--short")).Output.ShouldBe("given\nkept\n");
        (await _user.Web.ServedAsync()).Where(file => file.Path.EndsWith(".sig")).Select(file => file.Status).Distinct().Order().ShouldBe([200, 404]);
    }

    [Fact]
    public async Task A_signature_of_another_archive_or_an_archive_published_anew_is_refused()
    {
        await _user.RunAsync("sign", Published("web-1.0.0.tgz"), "--key", "release.key");
        File.Copy(Published("web-1.0.0.tgz.sig"), Published("web-1.1.0.tgz.sig"));

        var stolen = await _user.TryAsync("install", "web", "stable/web", "--version", "1.1.0", "--verify", "--policy", Policy());
        File.Copy(Published("web-1.1.0.tgz"), Published("web-1.0.0.tgz"), overwrite: true);
        var replaced = await _user.TryAsync("pull", "stable/web", "--version", "1.0.0", "--verify", "--policy", Policy());

        stolen.ExitCode.ShouldBe(1);
        stolen.Error.ShouldStartWith("error: `stable/web:1.1.0` (sha256:");
        stolen.Error.ShouldContain("`web-1.1.0.tgz.sig`");
        replaced.ExitCode.ShouldBe(1);
        replaced.Error.ShouldContain("its digest is");
        Directory.GetFiles(_user.Folder, "*.tgz").ShouldBeEmpty();
    }

    [Fact]
    public async Task Helms_provenance_file_beside_a_chart_is_checked_and_kept()
    {
        var helm = HelmBinary.Require(_user.Folder);
        await using var gpg = await GpgUser.StartAsync(_user.Folder, (Signer, "ed25519"));
        _user.WriteChart("2.0.0", "v2");
        var packed = await helm.RunAsync(_user.Folder, "package", "web", "--sign", "--key", Signer, "--keyring", gpg.SecretKeyring, "--destination", _user.Published);
        packed.ExitCode.ShouldBe(0, packed.Errors);
        await _user.RunAsync("repo", "index", _user.Published);
        await _user.RunAsync("repo", "update");

        var verified = await _user.RunAsync("pull", "stable/web", "--version", "2.0.0", "--prov", "--verify", "--keyring", gpg.PublicKeyring);
        File.Copy(Published("web-2.0.0.tgz.prov"), Published("web-1.1.0.tgz.prov"));
        var refused = await _user.TryAsync("pull", "stable/web", "--version", "1.1.0", "--verify", "--keyring", gpg.PublicKeyring);

        (verified.Output + verified.Error).ShouldContain(Signer);
        _user.Read("web-2.0.0.tgz.prov").ShouldBe(_user.Read(Published("web-2.0.0.tgz.prov")));
        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain("it is for the chart `web 2.0.0`, and the archive holds `web 1.1.0`");
    }

    [Fact]
    public async Task A_dependency_is_checked_by_Helms_provenance_file_beside_it()
    {
        var helm = HelmBinary.Require(_user.Folder);
        await using var gpg = await GpgUser.StartAsync(_user.Folder, (Signer, "ed25519"));
        _user.WriteChart("2.0.0", "v2");
        var packed = await helm.RunAsync(_user.Folder, "package", "web", "--sign", "--key", Signer, "--keyring", gpg.SecretKeyring, "--destination", _user.Published);
        packed.ExitCode.ShouldBe(0, packed.Errors);
        await _user.RunAsync("repo", "index", _user.Published);
        Directory.CreateDirectory(_user.PathOf("shop"));
        await File.WriteAllTextAsync(_user.PathOf("shop/Chart.yaml"), "apiVersion: packman/v1\nname: shop\nversion: 1.0.0\ndependencies:\n- {name: web, version: ^1, repository: '@stable'}\n", TestContext.Current.CancellationToken);

        var refused = await _user.TryAsync("dependency", "update", "shop", "--verify", "--keyring", gpg.PublicKeyring);
        Directory.Exists(_user.PathOf("shop/charts")).ShouldBeFalse();
        await File.WriteAllTextAsync(_user.PathOf("shop/Chart.yaml"), (await File.ReadAllTextAsync(_user.PathOf("shop/Chart.yaml"), TestContext.Current.CancellationToken)).Replace("^1", "^2"), TestContext.Current.CancellationToken);
        var verified = await _user.RunAsync("dependency", "update", "shop", "--verify", "--keyring", gpg.PublicKeyring);

        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain("Dependency `web` of chart `shop` cannot be had: `stable/web:1.1.0` (sha256:");
        verified.Error.ShouldContain(Signer);
        _user.Read("shop/charts/web-2.0.0.tgz").ShouldBe(_user.Read(Published("web-2.0.0.tgz")));
    }

    private string Published(string file) => Path.Combine(_user.Published, file);

    private string Policy()
    {
        File.WriteAllText(_user.PathOf("policy.yaml"), $$"""
            apiVersion: packman/v1
            kind: SignaturePolicy
            identities:
            - name: team
              keys: [{file: release.pub}]
            rules:
            - name: ours
              repositories: ['{{_user.Url}}']
              signedBy: [team]
            """);
        return "policy.yaml";
    }
}
