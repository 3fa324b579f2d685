using PackMan.ClusterTests.Contract;
using PackMan.ClusterTests.Fixtures;
using PackMan.ClusterTests.Lifecycle;

namespace PackMan.ClusterTests.Distribution.Repositories;

/// <summary>Somebody with a chart `web`, a web server for the repository `stable`, and a sandbox to install into.</summary>
internal sealed class RepositoryUser : IAsyncDisposable
{
    private readonly PackManSession _session;
    private readonly TestNamespace _space;
    private readonly NginxSetup _setup;

    private RepositoryUser(NginxServer web, NginxSetup setup, PackManSession session, TestNamespace space)
    {
        (Web, _setup, _session, _space) = (web, setup, session, space);
        WriteChart("1.0.0");
        _session.WriteFile("web/values.yaml", "greeting: hello\n");
        _session.WriteFile("web/templates/config.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ release.name }}\ndata:\n  version: {{ chart.version }}\n");
    }

    public NginxServer Web { get; }

    /// <summary>Where the repository is.</summary>
    public string Url => $"{Web.Url}/charts";

    /// <summary>Where its files lie.</summary>
    public string Published => Path.Combine(Web.Folder, "charts");

    public string Folder => _session.Folder;

    /// <summary>Flags for commands that are told the URL.</summary>
    public string[] Access => [.. Web.Flags, .. _setup.AsksForPassword ? ["--username", NginxSetup.User, "--password", NginxSetup.Password] : (string[])[]];

    public static async Task<RepositoryUser> StartAsync(SandboxServer sandbox, NginxSetup setup, TestAuthority? authority = null)
    {
        var web = await NginxServer.StartAsync(setup, authority);
        var server = await sandbox.OpenAsync();
        var space = await server.NewNamespaceAsync();
        return new RepositoryUser(web, setup, new PackManSession(server, space.Name), space);
    }

    /// <summary>Packs versions of the chart, and puts them and the index of all in place.</summary>
    public async Task PublishAsync(params string[] versions)
    {
        foreach (var version in versions)
        {
            WriteChart(version);
            await RunAsync("package", "web", "--destination", Published);
        }

        await RunAsync("repo", "index", Published);
    }

    public Task AddAsync(params string[] flags) => RunAsync(["repo", "add", "stable", Url, .. Access, .. flags]);

    public void WriteChart(string version, string apiVersion = "packman/v1") =>
        _session.WriteFile("web/Chart.yaml", $"apiVersion: {apiVersion}\nname: web\nversion: {version}\ndescription: A web app\n");

    public Task<SessionResult> RunAsync(params string[] arguments) => _session.RunAsync(arguments);

    public Task<SessionResult> TryAsync(params string[] arguments) => _session.TryAsync(arguments);

    public byte[] Read(string path) => File.ReadAllBytes(Path.Combine(Folder, path));

    public string PathOf(string path) => Path.Combine(Folder, path);

    public async ValueTask DisposeAsync()
    {
        await _space.DisposeAsync();
        _session.Dispose();
        await Web.DisposeAsync();
    }
}
