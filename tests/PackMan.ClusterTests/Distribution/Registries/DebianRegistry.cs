using System.Net;
using System.Net.Sockets;
using PackMan.ClusterTests.Fixtures;

namespace PackMan.ClusterTests.Distribution.Registries;

/// <summary>Debian's `docker-registry` on the loopback, with a folder of its own for what it keeps.</summary>
internal sealed class DebianRegistry : IAsyncDisposable
{
    /// <summary>The trait of every test that needs one.</summary>
    public const string Category = "Registry";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("packman-registry-");
    private readonly TestAuthority _authority = new("registry authority");
    private GuardedProcess? _process;
    private int _starts;

    private DebianRegistry()
    {
    }

    public string Host { get; private set; } = "";

    /// <summary>Flags with which `packman` reaches it.</summary>
    public string[] Flags { get; private set; } = [];

    /// <summary>A new registry that is up; where there is no program for one the calling test is skipped, or fails if <c>PACKMAN_REQUIRE_REAL_CLUSTER=1</c>.</summary>
    public static async Task<DebianRegistry> StartAsync(RegistrySetup setup)
    {
        var registry = new DebianRegistry();
        await registry.RestartAsync(setup);
        return registry;
    }

    /// <summary>Runs it in another way on what it has kept so far.</summary>
    public async Task RestartAsync(RegistrySetup setup)
    {
        var program = SystemProgram.Require("docker-registry").Path;
        await StopAsync();
        var port = LoopbackPort.FindFree();
        Host = $"127.0.0.1:{port}";
        Flags = setup switch
        {
            { AsksForCertificate: true } => ["--ca-file", WriteAuthority(), .. ClientCertificate()],
            { SpeaksTls: true } => ["--ca-file", WriteAuthority()],
            _ => [],
        };
        var config = PathOf("config.yml");
        await File.WriteAllTextAsync(config, await ConfigAsync(setup));
        _process = GuardedProcess.Start(program, ["serve", config], LogPath(++_starts), _folder.FullName);
        await WaitAsync(port);
    }

    /// <summary>Ends it; nothing answers at its address from then on.</summary>
    public async Task StopAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
            _process = null;
        }
    }

    /// <summary>What it was asked so far, as lines such as `PUT /v2/charts/web/manifests/1.0.0`.</summary>
    public IReadOnlyList<string> Asked()
    {
        using var log = new FileStream(LogPath(_starts), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return
        [
            .. new StreamReader(log).ReadToEnd().Split('\n')
                .Select(line => line.Split('"'))
                .Where(parts => parts.Length > 2 && parts[1].EndsWith(" HTTP/1.1", StringComparison.Ordinal))
                .Select(parts => parts[1][..^" HTTP/1.1".Length]),
        ];
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _authority.Dispose();
        if (Directory.Exists(_folder.FullName))
        {
            _folder.Delete(recursive: true);
        }
    }

    private async Task<string> ConfigAsync(RegistrySetup setup) => $"""
        version: 0.1
        log:
          level: warn
        storage:
          filesystem:
            rootdirectory: {PathOf("storage")}
          maintenance:
            uploadpurging:
              enabled: false
            readonly:
              enabled: {(setup.IsReadOnly ? "true" : "false")}
        http:
          addr: {Host}
          secret: registry-of-a-test
        {(setup.SpeaksTls ? Tls(setup) : "")}
        {(setup.CatalogPage is { } page ? $"catalog:\n  maxentries: {page}" : "")}
        {(setup.AsksForPassword ? $"auth:\n  htpasswd:\n    realm: registry\n    path: {Write("htpasswd", await HashAsync())}" : "")}
        """;

    private string Tls(RegistrySetup setup)
    {
        var (certificate, key) = _authority.IssueServer("registry");
        return $"  tls:\n    certificate: {Write("server.crt", certificate)}\n    key: {Write("server.key", key)}"
            + (setup.AsksForCertificate ? $"\n    clientcas:\n    - {WriteAuthority()}" : "");
    }

    // The registry takes bcrypt alone.
    private static Task<string> HashAsync() => SystemProgram.Require("htpasswd").SucceedAsync("-Bbn", RegistrySetup.User, RegistrySetup.Password);

    private string[] ClientCertificate()
    {
        var (certificate, key) = _authority.IssueClient("ada");
        return ["--cert-file", Write("client.crt", certificate), "--key-file", Write("client.key", key)];
    }

    private string WriteAuthority() => Write("ca.crt", _authority.CertificatePem);

    private string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    private string PathOf(string name) => Path.Combine(_folder.FullName, name);

    private string LogPath(int start) => PathOf($"log.{start}");

    private async Task WaitAsync(int port)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!await AnswersAsync(port, deadline.Token))
        {
            if (_process!.HasExited || deadline.IsCancellationRequested)
            {
                throw new InvalidOperationException($"docker-registry did not come up:\n{_process.LogTail()}");
            }

            await Task.Delay(50, CancellationToken.None);
        }
    }

    private static async Task<bool> AnswersAsync(int port, CancellationToken cancellationToken)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port, cancellationToken);
            return true;
        }
        catch (Exception failure) when (failure is SocketException or OperationCanceledException)
        {
            return false;
        }
    }
}
