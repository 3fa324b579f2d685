using System.Text;
using PackMan.Charts;
using PackMan.Charts.Packaging;
using PackMan.Distribution.Oci;
using PackMan.Tests.Core.Charts.Loading;
using PackMan.Tests.Distribution.Oci;

namespace PackMan.Tests.Cli;

/// <summary>
/// Somebody at a registry that holds `shop` 1.0.0 and 1.1.0 with the `cache` they depend on, and two of the three images: that of the
/// shop under a tag, that of its test without one. The image of the cache is named by its digest.
/// </summary>
internal sealed class BundleSession : IAsyncDisposable
{
    private readonly RegistrySession _session;

    private BundleSession(RegistrySession session) => _session = session;

    public FakeRegistry Registry => _session.Registry;

    public string Folder => _session.Folder.Path;

    public static async Task<BundleSession> StartAsync()
    {
        var session = new BundleSession(await RegistrySession.StartAsync());
        session.Write("cache/Chart.yaml", "apiVersion: packman/v1\nname: cache\nversion: 1.4.0\n");
        session.Write("cache/templates/cache.yaml", Pod("cache", $"docker.io/library/redis:7@sha256:{new string('7', 64)}"));
        session.Write("shop/values.yaml", $"registry: {session.Registry.Host}\ntag: '1.0'\n");
        session.Write("shop/templates/shop.yaml", Pod("shop", "{{ values.registry }}/team/app:{{ values.tag }}"));
        session.Write("shop/templates/tests/reach.yaml", Pod("reach", "{{ values.registry }}/busybox").Replace("name: {{", "annotations: {packman.dev/hook: test}\n  name: {{"));
        await session.SucceedAsync("packman push ./cache oci://HOST/charts");
        foreach (var version in new[] { "1.0.0", "1.1.0" })
        {
            session.Write("shop/Chart.yaml", $"apiVersion: packman/v1\nname: shop\nversion: {version}\ndependencies:\n- {{name: cache, version: ^1, repository: oci://{session.Registry.Host}/charts}}\n");
            await session.SucceedAsync("packman dependency update ./shop");
            await session.SucceedAsync("packman push ./shop oci://HOST/charts");
        }

        session.Registry.Manifests["team/app:1.0"] = Image("1.0");
        session.Registry.Manifests["busybox:latest"] = Image("busybox");
        return session;
    }

    /// <summary>A list of manifests for several platforms, as Docker writes it.</summary>
    public static byte[] Image(string content) => Encoding.UTF8.GetBytes(
        $$"""{"schemaVersion":2,"mediaType":"application/vnd.docker.distribution.manifest.list.v2+json","content":"{{content}}","manifests":[]}""");

    public Task<Spoken> RunAsync(string line) => _session.RunAsync(line);

    public Task<string> RunAllAsync(params string[] lines) => _session.RunAllAsync(lines);

    public async Task<string> SucceedAsync(string line)
    {
        var spoken = await RunAsync(line);
        return spoken.ExitCode == 0 ? spoken.Output : throw new InvalidOperationException(spoken.ToString());
    }

    /// <summary>From here on nothing is in the cache, and whoever asks the registry is seen.</summary>
    public void GoOffline()
    {
        Directory.Delete(Path.Combine(Folder, "home", ".cache"), recursive: true);
        Registry.Server.Requests.Clear();
    }

    public void Write(string path, string text) => _session.Folder.File(path, text);

    public byte[] Read(string path) => File.ReadAllBytes(Path.Combine(Folder, path));

    public void Write(string path, byte[] content) => _session.File(path, content);

    /// <summary>Changes the files of a bundle without its knowledge.</summary>
    public void Tamper(string bundle, Func<ChartFile, ChartFile?> change, params ChartFile[] added)
    {
        var files = TestBundle.Unpack(Read(bundle));
        Write(bundle, ChartArchiveWriter.Write("bundle", [.. files.Select(change).OfType<ChartFile>(), .. added]));
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    private static string Pod(string name, string image) =>
        $"apiVersion: v1\nkind: Pod\nmetadata:\n  name: {{{{ release.name }}}}-{name}\nspec:\n  containers:\n  - name: main\n    image: {image}\n";
}
