using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace PackMan.Benchmarks;

/// <summary>nginx, serving a large repository on the loopback.</summary>
internal sealed class NginxRepository : IDisposable
{
    private const string Program = "/usr/sbin/nginx";

    private readonly Process _process;

    private NginxRepository(Process process, string url) => (_process, Url) = (process, url);

    public string Url { get; }

    /// <param name="folder">For what it serves and what it writes.</param>
    public static async Task<NginxRepository> StartAsync(string folder)
    {
        if (!File.Exists(Program))
        {
            throw new InvalidOperationException($"There is no `{Program}` to serve a repository: `apt-get install nginx-light`");
        }

        Directory.CreateDirectory(folder);
        LargeIndex.Write(Path.Combine(folder, "index.yaml"));
        var port = FindFreePort();
        var config = Path.Combine(folder, "nginx.conf");
        await File.WriteAllTextAsync(config, Config(folder, port));
        var repository = new NginxRepository(Process.Start(Program, ["-p", folder, "-c", config, "-e", "stderr"]), $"http://127.0.0.1:{port}");
        await repository.WaitAsync();
        return repository;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }

    // One process, so that killing it ends all of it.
    private static string Config(string folder, int port) => $$"""
        daemon off;
        master_process off;
        pid {{folder}}/pid;
        events {}
        http {
          access_log off;
          client_body_temp_path {{folder}}/body;
          proxy_temp_path {{folder}}/proxy;
          fastcgi_temp_path {{folder}}/fastcgi;
          uwsgi_temp_path {{folder}}/uwsgi;
          scgi_temp_path {{folder}}/scgi;
          server { listen 127.0.0.1:{{port}}; root {{folder}}; }
        }
        """;

    private async Task WaitAsync()
    {
        using var http = new HttpClient();
        while (!_process.HasExited)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri($"{Url}/index.yaml"), HttpCompletionOption.ResponseHeadersRead);
                answer.EnsureSuccessStatusCode();
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(20);
            }
        }

        throw new InvalidOperationException("nginx did not come up");
    }

    private static int FindFreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
