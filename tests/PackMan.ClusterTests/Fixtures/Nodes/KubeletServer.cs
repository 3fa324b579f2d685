using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace PackMan.ClusterTests.Fixtures.Nodes;

/// <summary>The one part of a kubelet's own API that users reach through the API server: container logs.</summary>
internal sealed class KubeletServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly TestAuthority _authority = new("simulated-kubelet-ca");
    private readonly X509Certificate2 _certificate;
    private readonly ContainerLogs _logs;
    private readonly Task _accepting;

    public KubeletServer(ContainerLogs logs)
    {
        _logs = logs;
        var (certificate, key) = _authority.IssueServer("simulated-kubelet");
        _certificate = X509Certificate2.CreateFromPem(certificate, key);
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Dispose();
        _certificate.Dispose();
        _authority.Dispose();
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                _ = AnswerAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    private async Task AnswerAsync(TcpClient client)
    {
        try
        {
            using (client)
            await using (var stream = new SslStream(client.GetStream()))
            {
                await stream.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = _certificate }, _stop.Token);
                using var reader = new StreamReader(stream, Encoding.ASCII, leaveOpen: true);
                var request = await reader.ReadLineAsync(_stop.Token) ?? "";
                while (await reader.ReadLineAsync(_stop.Token) is { Length: > 0 })
                {
                    // Headers say nothing that matters here.
                }

                await stream.WriteAsync(Encoding.UTF8.GetBytes(Response(request)), _stop.Token);
                await stream.ShutdownAsync();
            }
        }
        catch (Exception exception) when (exception is IOException or OperationCanceledException or System.Security.Authentication.AuthenticationException)
        {
            // The caller went away, or the run ends.
        }
    }

    // GET /containerLogs/<namespace>/<pod>/<container>?tailLines=… HTTP/1.1
    private string Response(string request)
    {
        var target = request.Split(' ') is [_, var value, ..] ? new Uri($"https://kubelet{value}") : null;
        if (target?.AbsolutePath.Trim('/').Split('/') is not ["containerLogs", var space, var pod, var container] || _logs.Find(space, pod, container) is not { } log)
        {
            return "HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
        }

        return $"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Type: text/plain\r\n\r\n{Tail(log, target.Query)}";
    }

    private static string Tail(string log, string query)
    {
        var wanted = query.TrimStart('?').Split('&').FirstOrDefault(part => part.StartsWith("tailLines=", StringComparison.Ordinal));
        if (wanted is null || !int.TryParse(wanted["tailLines=".Length..], out var count))
        {
            return log;
        }

        return string.Concat(log.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(count).Select(line => $"{line}\n"));
    }
}
