using System.Net;
using System.Net.Sockets;

namespace PackMan.ClusterTests.Distribution.Repositories;

/// <summary>Stands between a client and a web server, and tears down a connection once it has brought so many bytes.</summary>
internal sealed class BreakingProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Uri _server;
    private readonly Task _serving;
    private int _breaks;

    /// <param name="afterBytes">What one connection brings before it breaks.</param>
    /// <param name="breaks">How many connections break; later ones hold.</param>
    public BreakingProxy(string server, int afterBytes, int breaks)
    {
        (_server, _breaks) = (new Uri(server), breaks);
        _listener.Start();
        Url = $"http://{_listener.LocalEndpoint}";
        _serving = ServeAsync(afterBytes);
    }

    public string Url { get; }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _serving;
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync(int afterBytes)
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(PassAsync(await _listener.AcceptSocketAsync(_end.Token), afterBytes));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task PassAsync(Socket client, int afterBytes)
    {
        using (client)
        using (var server = new Socket(SocketType.Stream, ProtocolType.Tcp))
        {
            try
            {
                await server.ConnectAsync(_server.Host, _server.Port, _end.Token);
                var asking = CopyAsync(client, server, long.MaxValue);
                await CopyAsync(server, client, Interlocked.Decrement(ref _breaks) >= 0 ? afterBytes : long.MaxValue);
                client.Close();
                await asking;
            }
            catch (Exception gone) when (gone is SocketException or OperationCanceledException or ObjectDisposedException)
            {
                // One of both ends is gone, which is what this is for.
            }
        }
    }

    private async Task CopyAsync(Socket from, Socket to, long most)
    {
        var buffer = new byte[16 * 1024];
        while (most > 0 && await from.ReceiveAsync(buffer.AsMemory(0, (int)Math.Min(most, buffer.Length)), _end.Token) is > 0 and var count)
        {
            most -= count;
            for (var sent = 0; sent < count;)
            {
                sent += await to.SendAsync(buffer.AsMemory(sent, count - sent), _end.Token);
            }
        }
    }
}
