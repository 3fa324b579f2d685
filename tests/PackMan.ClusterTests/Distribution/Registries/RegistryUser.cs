using System.Text.Json.Nodes;
using PackMan.ClusterTests.Contract;
using PackMan.ClusterTests.Fixtures;
using PackMan.ClusterTests.Lifecycle;

namespace PackMan.ClusterTests.Distribution.Registries;

/// <summary>Somebody with a chart `web`, a registry and a sandbox to install into.</summary>
internal sealed class RegistryUser : IAsyncDisposable
{
    private readonly PackManSession _session;
    private readonly TestNamespace _space;

    private RegistryUser(DebianRegistry registry, PackManSession session, TestNamespace space)
    {
        (Registry, _session, _space) = (registry, session, space);
        _session.WriteFile("web/values.yaml", "greeting: hello\n");
        _session.WriteFile("web/templates/config.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ release.name }}\ndata:\n  version: {{ chart.version }}\n");
    }

    public DebianRegistry Registry { get; }

    public string Folder => _session.Folder;

    public string Place => $"oci://{Registry.Host}/charts";

    public string Chart => $"{Place}/web";

    public static async Task<RegistryUser> StartAsync(SandboxServer sandbox, RegistrySetup setup)
    {
        var registry = await DebianRegistry.StartAsync(setup);
        var server = await sandbox.OpenAsync();
        var space = await server.NewNamespaceAsync();
        var user = new RegistryUser(registry, new PackManSession(server, space.Name), space);
        await user.LogInAsync(setup);
        return user;
    }

    public async Task LogInAsync(RegistrySetup setup)
    {
        if (setup.AsksForPassword)
        {
            await RunAsync("registry", "login", Registry.Host, "--username", RegistrySetup.User, "--password", RegistrySetup.Password);
        }
    }

    /// <summary>Packs the chart into `packed/`.</summary>
    public async Task PackAsync(string version)
    {
        _session.WriteFile("web/Chart.yaml", $"apiVersion: packman/v1\nname: web\nversion: {version}\n");
        await _session.RunAsync("package", "web", "--destination", "packed");
    }

    /// <summary>Packs and pushes versions; the digests of their manifests by version.</summary>
    public async Task<IReadOnlyDictionary<string, string>> PushVersionsAsync(params string[] versions)
    {
        var digests = new Dictionary<string, string>();
        foreach (var version in versions)
        {
            await PackAsync(version);
            var pushed = await RunAsync("push", $"packed/web-{version}.tgz", Place, "--output", "json");
            digests[version] = (string)JsonNode.Parse(pushed.Output)!["digest"]!;
        }

        return digests;
    }

    public Task<SessionResult> RunAsync(params string[] arguments) => _session.RunAsync(WithFlags(arguments));

    public Task<SessionResult> TryAsync(params string[] arguments) => _session.TryAsync(WithFlags(arguments));

    /// <summary>Runs a command without the flags that lead to the registry.</summary>
    public Task<SessionResult> TryPlainlyAsync(params string[] arguments) => _session.TryAsync(arguments);

    /// <summary>Runs a command that must succeed without the flags that lead to the registry.</summary>
    public Task<SessionResult> RunPlainlyAsync(params string[] arguments) => _session.RunAsync(arguments);

    /// <summary>Moves to the other side of an air gap: the registry is gone, and with it what was fetched from it and who was logged in.</summary>
    public async Task GoOfflineAsync()
    {
        await Registry.StopAsync();
        Directory.Delete(Path.Combine(Folder, ".cache"), recursive: true);
        Directory.Delete(Path.Combine(Folder, ".config"), recursive: true);
    }

    public void Write(string path, string text) => _session.WriteFile(path, text);

    public byte[] Read(string path) => File.ReadAllBytes(Path.Combine(Folder, path));

    public void Write(string path, byte[] content)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
    }

    public async ValueTask DisposeAsync()
    {
        await _space.DisposeAsync();
        _session.Dispose();
        await Registry.DisposeAsync();
    }

    private string[] WithFlags(string[] arguments) =>
        arguments[0] is "get" || arguments is ["registry", "logout", ..] ? arguments : [.. arguments, .. Registry.Flags];
}
