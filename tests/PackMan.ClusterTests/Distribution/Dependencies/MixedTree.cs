using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using PackMan.Charts.Loading;
using PackMan.ClusterTests.Contract;
using PackMan.ClusterTests.Distribution.Registries;
using PackMan.ClusterTests.Distribution.Repositories;
using PackMan.ClusterTests.Fixtures;
using PackMan.ClusterTests.Lifecycle;
using PackMan.Distribution;
using PackMan.Distribution.Credentials;
using PackMan.Distribution.Oci;
using PackMan.Distribution.References;
using PackMan.Tests.Core.Charts.Loading;

namespace PackMan.ClusterTests.Distribution.Dependencies;

/// <summary>
/// A chart `shop` over charts of a registry, a repository and files, mixed at each of three levels; both servers want passwords. Nobody's `charts/` holds anything.
/// <code>
/// shop ─ cache (registry) ─ store (repository) ─ base (registry)
///      ─ search (repository) ─ index (registry) ─ lib (repository)
///      ─ mid (folder) ─ jobs (folder) ─ leaf (folder), base (registry), lib (repository)
///      ─ queue (archive) ─ lib (repository)
/// </code>
/// </summary>
internal sealed class MixedTree : IAsyncDisposable
{
    private readonly DebianRegistry _registry;
    private readonly NginxServer _web;
    private readonly TestNamespace _space;
    private readonly PackManSession _session;

    private MixedTree(DebianRegistry registry, NginxServer web, TestNamespace space, PackManSession session) =>
        (_registry, _web, _space, _session) = (registry, web, space, session);

    public string Registry => $"oci://{_registry.Host}/charts";

    public string Repository => $"{_web.Url}/charts";

    public static async Task<MixedTree> StartAsync(SandboxServer sandbox)
    {
        var registry = await DebianRegistry.StartAsync(new RegistrySetup { AsksForPassword = true });
        var web = await NginxServer.StartAsync(new NginxSetup { AsksForPassword = true });
        var server = await sandbox.OpenAsync();
        var space = await server.NewNamespaceAsync();
        var tree = new MixedTree(registry, web, space, new PackManSession(server, space.Name));
        await tree.PlantAsync();
        return tree;
    }

    public Task<SessionResult> RunAsync(params string[] arguments) => _session.RunAsync(arguments);

    public Task<SessionResult> TryAsync(params string[] arguments) => _session.TryAsync(arguments);

    public void Write(string path, string text) => _session.WriteFile(path, text);

    public string Read(string path) => File.ReadAllText(PathOf(path));

    /// <summary>What `shop/charts` holds: the digest of each file by its name, hidden ones too.</summary>
    public IReadOnlyDictionary<string, string> Vendored => !Directory.Exists(PathOf("shop/charts"))
        ? new Dictionary<string, string>()
        : Directory.GetFiles(PathOf("shop/charts")).ToDictionary(path => Path.GetFileName(path), path => DigestOf(File.ReadAllBytes(path)), StringComparer.Ordinal);

    /// <summary>Requests to the web server so far.</summary>
    public Task<IReadOnlyList<ServedFile>> ServedAsync() => _web.ServedAsync();

    public void ClearCharts() => Directory.Delete(PathOf("shop/charts"), recursive: true);

    public void ClearCache() => Directory.Delete(PathOf(".cache"), recursive: true);

    public async Task StopServersAsync()
    {
        await _registry.StopAsync();
        await _web.StopAsync();
    }

    /// <summary>The text of `shop/Chart.yaml`.</summary>
    /// <param name="dependencies">`NAME VERSION REPOSITORY`, `-` for no version.</param>
    public static string ChartYaml(string name, string version, params string[] dependencies)
    {
        var text = new StringBuilder($"apiVersion: packman/v1\nname: {name}\nversion: {version}\n{(dependencies.Length > 0 ? "dependencies:\n" : "")}");
        foreach (var words in dependencies.Select(dependency => dependency.Split(' ')))
        {
            text.Append($"- name: {words[0]}\n{(words[1] == "-" ? "" : $"  version: '{words[1]}'\n")}  repository: '{words[2]}'\n");
        }

        return text.ToString();
    }

    /// <summary>Pushes a chart, whatever its version was before.</summary>
    public async Task PushAsync(string name, string version, string text, params string[] dependencies)
    {
        var environment = new UserEnvironment(new Dictionary<string, string>(), PathOf("publisher"));
        using var access = new ChartAccess(new ChartAccessOptions { Username = RegistrySetup.User, Password = RegistrySetup.Password }, environment, TimeProvider.System);
        using var content = new MemoryStream(Archive(name, version, text, dependencies));
        var metadata = ChartLoader.LoadArchive(content, name).Metadata;
        await new ChartPush(access.Registries).RunAsync(new PackagedChart(metadata, content, null), OciReference.ParsePlace(Registry));
    }

    /// <summary>Puts a chart on the web server; its index knows nothing of that.</summary>
    public void Upload(string name, string version, string text, params string[] dependencies) =>
        _web.Write($"charts/{name}-{version}.tgz", Archive(name, version, text, dependencies));

    /// <summary>Lists what lies on the web server in its index.</summary>
    /// <param name="withDigests">Whether it says what the archives hash to.</param>
    public async Task IndexAsync(bool withDigests = true)
    {
        await RunAsync("repo", "index", Path.Combine(_web.Folder, "charts"));
        if (!withDigests)
        {
            var lines = await File.ReadAllLinesAsync(Path.Combine(_web.Folder, "charts", "index.yaml"));
            _web.Write("charts/index.yaml", Encoding.UTF8.GetBytes(string.Join('\n', lines.Where(line => !line.TrimStart().StartsWith("digest:", StringComparison.Ordinal))) + "\n"));
        }
    }

    /// <summary>Packs a chart into a file of the user.</summary>
    public void Save(string path, string name, string version, string text, params string[] dependencies)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(path))!);
        File.WriteAllBytes(PathOf(path), Archive(name, version, text, dependencies));
    }

    /// <summary>The sha256 that the registry tells of the archive under a tag.</summary>
    public async Task<string> ServedDigestAsync(string name, string version)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Accept.ParseAdd("application/vnd.oci.image.manifest.v1+json");
        http.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{RegistrySetup.User}:{RegistrySetup.Password}")));
        var manifest = JsonNode.Parse(await http.GetStringAsync(new Uri($"http://{_registry.Host}/v2/charts/{name}/manifests/{version}")))!;
        return (string)manifest["layers"]![0]!["digest"]!;
    }

    public string PathOf(string path) => Path.Combine(_session.Folder, path);

    /// <summary>Where the web server has an archive.</summary>
    public string WebPathOf(string name) => Path.Combine(_web.Folder, "charts", name);

    public static string DigestOf(byte[] content) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(content))}";

    public async ValueTask DisposeAsync()
    {
        await _space.DisposeAsync();
        _session.Dispose();
        await _web.DisposeAsync();
        await _registry.DisposeAsync();
    }

    private static byte[] Archive(string name, string version, string text, string[] dependencies) => new TestArchive()
        .File($"{name}/Chart.yaml", ChartYaml(name, version, dependencies))
        .File($"{name}/templates/{name}.yaml", ConfigMap(text))
        .Pack();

    private static string ConfigMap(string text) =>
        $"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{{{ release.name }}}}-{{{{ chart.name }}}}-{{{{ chart.version }}}}\ndata:\n  text: {text}\n";

    private async Task PlantAsync()
    {
        foreach (var version in new[] { "1.0.0", "1.1.0" })
        {
            await PushAsync("base", version, "good");
            await PushAsync("cache", version, "good", $"store ^2 {Repository}");
        }

        foreach (var version in new[] { "1.0.0", "1.1.0", "1.2.0" })
        {
            Upload("lib", version, "good");
        }

        Upload("store", "2.0.0", "good", $"base ~1.0 {Registry}");
        await PushAsync("index", "1.0.0", "good", $"lib ~1.1 {Repository}");
        Upload("search", "3.1.0", "good", $"index ^1 {Registry}");
        await IndexAsync();
        WriteFolder("leaf", "0.3.0");
        WriteFolder("jobs", "0.2.0", "leaf - file://../leaf", $"base ^1 {Registry}", $"lib ~1.0 {Repository}");
        WriteFolder("mid", "0.1.0", "jobs - file://../jobs");
        Save("dist/queue-1.2.0.tgz", "queue", "1.2.0", "good", $"lib ^1 {Repository}");
        WriteFolder("shop", "1.0.0", $"cache ^1 {Registry}", $"search ^3 {Repository}", "mid - file://../mid", "queue ^1 file://../dist/queue-1.2.0.tgz");
        await RunAsync("registry", "login", _registry.Host, "--username", RegistrySetup.User, "--password", RegistrySetup.Password);
        await RunAsync("repo", "add", "stable", Repository, "--username", NginxSetup.User, "--password", NginxSetup.Password);
    }

    private void WriteFolder(string name, string version, params string[] dependencies)
    {
        Write($"{name}/Chart.yaml", ChartYaml(name, version, dependencies));
        Write($"{name}/templates/{name}.yaml", ConfigMap("good"));
    }
}
