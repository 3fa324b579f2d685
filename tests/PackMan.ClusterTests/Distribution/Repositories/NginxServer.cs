using System.Net.Sockets;
using PackMan.ClusterTests.Fixtures;

namespace PackMan.ClusterTests.Distribution.Repositories;

/// <summary>nginx on the loopback, serving a folder of its own.</summary>
internal sealed class NginxServer : IAsyncDisposable
{
    /// <summary>The trait of every test that needs one.</summary>
    public const string Category = "Repository";

    private const int Attempts = 3;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("packman-nginx-");
    private readonly TestAuthority _authority;
    private readonly bool _ownsAuthority;
    private readonly NginxSetup _setup;
    private GuardedProcess? _process;

    private NginxServer(NginxSetup setup, TestAuthority? authority)
    {
        (_setup, _ownsAuthority) = (setup, authority is null);
        _authority = authority ?? new TestAuthority("web authority");
    }

    /// <summary>What is served, by path.</summary>
    public string Folder => Directory.CreateDirectory(PathOf("files")).FullName;

    public string Url { get; private set; } = "";

    /// <summary>Flags with which `packman` reaches it, save for user and password.</summary>
    public string[] Flags { get; private set; } = [];

    /// <summary>A server that is up; where there is no nginx the calling test is skipped, or fails if <c>PACKMAN_REQUIRE_REAL_CLUSTER=1</c>.</summary>
    /// <param name="authority">Signs the certificates in place of an authority of its own.</param>
    public static async Task<NginxServer> StartAsync(NginxSetup setup, TestAuthority? authority = null)
    {
        var server = new NginxServer(setup, authority);
        try
        {
            await server.StartAsync(SystemProgram.Require("nginx").Path);
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Puts a file in place.</summary>
    public void Write(string path, byte[] content)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllBytes(full, content);
    }

    /// <summary>All requests so far, in order.</summary>
    public async Task<IReadOnlyList<ServedFile>> ServedAsync()
    {
        // One thread serves and notes a request after the other, so those before this one are noted.
        await KnockAsync(CancellationToken.None);
        await using var log = new FileStream(PathOf("access.log"), FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        return [.. (await new StreamReader(log).ReadToEndAsync()).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(ServedFile.Parse)];
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

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        if (_ownsAuthority)
        {
            _authority.Dispose();
        }

        if (Directory.Exists(_home.FullName))
        {
            _home.Delete(recursive: true);
        }
    }

    private async Task StartAsync(string program)
    {
        Flags = _setup switch
        {
            { AsksForCertificate: true } => ["--ca-file", WriteAuthority(), .. ClientCertificate()],
            { SpeaksTls: true } => ["--ca-file", WriteAuthority()],
            _ => [],
        };
        for (var attempt = 1; ; attempt++)
        {
            var port = LoopbackPort.FindFree();
            Url = $"{(_setup.SpeaksTls ? "https" : "http")}://127.0.0.1:{port}";
            await File.WriteAllTextAsync(PathOf("nginx.conf"), Config(port));
            _process = GuardedProcess.Start(program, ["-p", _home.FullName, "-c", PathOf("nginx.conf"), "-e", "stderr"], PathOf("error.log"), _home.FullName);
            if (await IsUpAsync())
            {
                return;
            }

            if (attempt == Attempts || !_process.LogTail().Contains("Address already in use", StringComparison.Ordinal))
            {
                throw new InvalidOperationException($"nginx did not come up:\n{_process.LogTail()}");
            }

            await _process.DisposeAsync();
        }
    }

    // One process, so that the guard ends all of it.
    private string Config(int port) => $$"""
        daemon off;
        master_process off;
        pid {{PathOf("pid")}};
        events {}
        http {
          log_format served '{{ServedFile.LogFormat}}';
          access_log off;
          types { application/gzip tgz; text/yaml yaml; }
          default_type application/octet-stream;
          client_body_temp_path {{PathOf("body")}};
          proxy_temp_path {{PathOf("proxy")}};
          fastcgi_temp_path {{PathOf("fastcgi")}};
          uwsgi_temp_path {{PathOf("uwsgi")}};
          scgi_temp_path {{PathOf("scgi")}};
          gzip {{(_setup.Packs ? "on" : "off")}};
          gzip_types text/yaml;
          server {
            listen unix:{{DoorPath}};
            return 204;
          }
          server {
            listen 127.0.0.1:{{port}}{{(_setup.SpeaksTls ? " ssl" : "")}};
            access_log {{PathOf("access.log")}} served;
            root {{Folder}};
            {{(_setup.SpeaksTls ? Tls() : "")}}
            {{string.Concat(_setup.Redirects.Select(redirect => $"rewrite ^{redirect.Key}(.*)$ {redirect.Value}$1 redirect;\n"))}}
            {{(_setup.AsksForPassword ? $"auth_basic charts; auth_basic_user_file {Write("htpasswd", $"{NginxSetup.User}:{{PLAIN}}{NginxSetup.Password}\n")};" : "")}}
          }
        }
        """;

    // Whoever shows a certificate is noted, whether one is asked for or not.
    private string Tls()
    {
        var (certificate, key) = _authority.IssueServer("web");
        return $"ssl_certificate {Write("server.crt", certificate)}; ssl_certificate_key {Write("server.key", key)};"
            + $" ssl_client_certificate {WriteAuthority()}; ssl_verify_client {(_setup.AsksForCertificate ? "on" : "optional")};";
    }

    private string[] ClientCertificate()
    {
        var (certificate, key) = _authority.IssueClient(NginxSetup.User);
        return ["--cert-file", Write("client.crt", certificate), "--key-file", Write("client.key", key)];
    }

    private string WriteAuthority() => Write("ca.crt", _authority.CertificatePem);

    private string Write(string name, string text)
    {
        File.WriteAllText(PathOf(name), text);
        return PathOf(name);
    }

    private string PathOf(string name) => Path.Combine(_home.FullName, name);

    private string DoorPath => PathOf("door");

    private async Task<bool> IsUpAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (!_process!.HasExited && !deadline.IsCancellationRequested)
        {
            try
            {
                await KnockAsync(deadline.Token);
                return true;
            }
            catch (Exception failure) when (failure is SocketException or OperationCanceledException)
            {
                await Task.Delay(20, CancellationToken.None);
            }
        }

        return false;
    }

    // Waits for the answer to a request that is not noted.
    private async Task KnockAsync(CancellationToken cancellationToken)
    {
        using var door = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await door.ConnectAsync(new UnixDomainSocketEndPoint(DoorPath), cancellationToken);
        await door.SendAsync("GET / HTTP/1.0\r\n\r\n"u8.ToArray(), cancellationToken);
        await door.ReceiveAsync(new byte[1], cancellationToken);
    }
}
