using System.Text.Json.Nodes;
using PackMan.ClusterTests.Contract;
using PackMan.ClusterTests.Distribution.Registries;
using PackMan.ClusterTests.Fixtures;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Distribution;

/// <summary>A chart of a real registry, carried in a bundle to where that registry cannot be reached.</summary>
[Trait("Category", DebianRegistry.Category)]
public sealed class AirGapTests(SandboxServer sandbox)
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_signed_chart_with_dependencies_is_verified_installed_and_upgraded_with_the_registry_gone()
    {
        await using var user = await RegistryUser.StartAsync(sandbox, new RegistrySetup { AsksForPassword = true, SpeaksTls = true });
        var image = await PublishAsync(user);
        await user.RunAsync("bundle", $"{user.Place}/shop:1.0.0", "--resolve-digests", "--out", "shop.tgz");
        await user.GoOfflineAsync();
        (await user.TryPlainlyAsync("pull", $"{user.Place}/shop:1.0.0")).ExitCode.ShouldBe(1);

        var images = JsonNode.Parse((await user.RunPlainlyAsync("images", "shop.tgz", "--output", "json")).Output)!.AsArray();
        var verified = await user.RunPlainlyAsync("verify", "shop.tgz", "--key", "release.pub");
        await user.RunPlainlyAsync("install", "app", "shop.tgz");
        await user.RunPlainlyAsync("upgrade", "app", "shop.tgz", "--set", "cache.size=9");

        ((string)images.Single()!["digest"]!).ShouldBe(image);
        verified.Output.ShouldContain("of the bundle");
        var manifest = (await user.RunPlainlyAsync("get", "manifest", "app")).Output;
        manifest.ShouldContain($"image: {user.Registry.Host}/charts/cache:1.4.0\n");
        manifest.ShouldContain("size: \"9\"\n");
    }

    [Fact]
    public async Task Openssl_checks_the_signature_in_a_bundle()
    {
        var (openssl, tar) = (SystemProgram.Require("openssl"), SystemProgram.Require("tar"));
        await using var user = await RegistryUser.StartAsync(sandbox, new RegistrySetup());
        await PublishAsync(user);
        await user.RunAsync("bundle", $"{user.Place}/shop:1.0.0", "--out", "shop.tgz");

        await tar.SucceedAsync("xzf", Path.Combine(user.Folder, "shop.tgz"), "-C", user.Folder);

        var statement = Directory.GetFiles(Path.Combine(user.Folder, "shop-1.0.0", "signatures"), "*.json").Single();
        await File.WriteAllBytesAsync(statement + ".der", Convert.FromBase64String(await File.ReadAllTextAsync(Path.ChangeExtension(statement, ".sig"), Token)), Token);
        (await openssl.SucceedAsync("dgst", "-sha256", "-verify", Path.Combine(user.Folder, "release.pub"), "-signature", statement + ".der", statement)).ShouldContain("Verified OK");
        var manifest = await File.ReadAllBytesAsync(Path.Combine(user.Folder, "shop-1.0.0", "manifest.json"), Token);
        (await File.ReadAllTextAsync(statement, Token)).ShouldContain(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(manifest)));
    }

    /// <summary>Publishes a signed chart `shop` that depends on `cache`, and runs what lies there under the name of that; gives the digest of this "image".</summary>
    private static async Task<string> PublishAsync(RegistryUser user)
    {
        user.Write("cache/Chart.yaml", "apiVersion: packman/v1\nname: cache\nversion: 1.4.0\n");
        user.Write("cache/values.yaml", "size: 1\n");
        user.Write("cache/templates/cache.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ release.name }}-cache\ndata:\n  size: {{ values.size | quote }}\n");
        user.Write("shop/Chart.yaml", $"apiVersion: packman/v1\nname: shop\nversion: 1.0.0\ndependencies:\n- name: cache\n  version: ^1\n  repository: {user.Place}\n");
        user.Write("shop/templates/shop.yaml", $"apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{{{ release.name }}}}-shop\nspec:\n  containers:\n  - name: shop\n    image: {user.Registry.Host}/charts/cache:1.4.0\n");
        var pushed = await user.RunAsync("push", "cache", user.Place, "--output", "json");
        await user.RunAsync("dependency", "update", "shop");
        await user.RunAsync("push", "shop", user.Place);
        await user.RunPlainlyAsync("generate-key", "release", "--no-passphrase");
        await user.RunAsync("sign", $"{user.Place}/shop:1.0.0", "--key", "release.key");
        return (string)JsonNode.Parse(pushed.Output)!["digest"]!;
    }
}
