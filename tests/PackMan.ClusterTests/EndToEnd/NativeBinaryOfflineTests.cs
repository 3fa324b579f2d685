using PackMan.ClusterTests.Distribution.Registries;
using PackMan.ClusterTests.Fixtures;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.EndToEnd;

/// <summary>The native binary on both sides of an air gap.</summary>
[Trait("Category", PackManBinary.Category)]
public sealed class NativeBinaryOfflineTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("packman-offline-");

    // Whoever asks for anything comes to a port where nobody listens; the binary has a new home folder in each run, and so no cache.
    private Dictionary<string, string> Offline => new()
    {
        ["PACKMAN_SANDBOX"] = In("box"),
        ["HTTP_PROXY"] = "http://127.0.0.1:1",
        ["HTTPS_PROXY"] = "http://127.0.0.1:1",
    };

    [Fact]
    public async Task A_bundle_is_installed_where_nothing_can_be_reached()
    {
        await using var registry = await DebianRegistry.StartAsync(new RegistrySetup());
        Write("cache/Chart.yaml", "apiVersion: packman/v1\nname: cache\nversion: 1.4.0\n");
        Write("cache/templates/cache.yaml", "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{ release.name }}-cache\nspec:\n  containers:\n  - name: cache\n    image: redis:7\n");
        Write("shop/Chart.yaml", $"apiVersion: packman/v1\nname: shop\nversion: 1.0.0\ndependencies:\n- name: cache\n  version: ^1\n  repository: oci://{registry.Host}/charts\n");
        await SucceedAsync([], "push", In("cache"), $"oci://{registry.Host}/charts");
        await SucceedAsync([], "dependency", "update", In("shop"));
        await SucceedAsync([], "push", In("shop"), $"oci://{registry.Host}/charts");
        await SucceedAsync([], "bundle", $"oci://{registry.Host}/charts/shop", "--out", In("shop.tgz"));
        await SucceedAsync([], "generate-key", In("release"), "--no-passphrase");
        await SucceedAsync([], "sign", In("shop.tgz"), "--key", In("release.key"));
        await registry.StopAsync();

        (await SucceedAsync(Offline, "images", In("shop.tgz"), "--short")).ShouldBe("docker.io/library/redis:7\n");
        await SucceedAsync(Offline, "verify", In("shop.tgz"), "--key", In("release.pub"));
        (await SucceedAsync(Offline, "install", "app", In("shop.tgz"))).ShouldContain("STATUS: deployed");
        await SucceedAsync(Offline, "upgrade", "app", In("shop.tgz"));
        (await SucceedAsync(Offline, "get", "manifest", "app")).ShouldContain("app-cache");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string In(string path) => Path.Combine(_folder.FullName, path);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(path))!);
        File.WriteAllText(In(path), text);
    }

    private static async Task<string> SucceedAsync(Dictionary<string, string> environment, params string[] arguments)
    {
        var result = await PackManBinary.Require().RunAsync(environment, arguments);
        result.ExitCode.ShouldBe(0, $"packman {string.Join(' ', arguments)}\n{result.Output}{result.Errors}");
        return result.Output;
    }
}
