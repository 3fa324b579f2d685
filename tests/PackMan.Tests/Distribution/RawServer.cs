using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PackMan.Tests.Distribution;

/// <summary>A server on the loopback that sends byte for byte what a test wants, also what no web server would.</summary>
internal sealed class RawServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _end = new();
    private readonly Func<ServedRequest, RawAnswer, Task> _answer;
    private readonly Task _serving;

    /// <param name="answer">Answers a request, each on a connection of its own, which is closed thereafter.</param>
    public RawServer(Func<ServedRequest, RawAnswer, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        Address = $"http://{_listener.LocalEndpoint}";
        _serving = ServeAsync();
    }

    public string Address { get; }

    public ConcurrentQueue<ServedRequest> Requests { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _serving;
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(AnswerAsync(await _listener.AcceptSocketAsync(_end.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        using (socket)
        {
            try
            {
                if (await ReadAsync(socket) is { } request)
                {
                    Requests.Enqueue(request);
                    await _answer(request, new RawAnswer(socket, _end.Token));
                }
            }
            catch (Exception gone) when (gone is SocketException or OperationCanceledException)
            {
                // The client has heard enough, or the test is over.
            }
        }
    }

    private async Task<ServedRequest?> ReadAsync(Socket socket)
    {
        var head = new StringBuilder();
        var buffer = new byte[4096];
        while (!head.ToString().Contains("\r\n\r\n", StringComparison.Ordinal))
        {
            var count = await socket.ReceiveAsync(buffer, _end.Token);
            if (count == 0)
            {
                return null;
            }

            head.Append(Encoding.Latin1.GetString(buffer, 0, count));
        }

        var lines = head.ToString().Split("\r\n");
        string Header(string name) => lines.FirstOrDefault(line => line.StartsWith($"{name}: ", StringComparison.OrdinalIgnoreCase))?[(name.Length + 2)..] ?? "";
        return new ServedRequest(lines[0].Split(' ')[0], lines[0].Split(' ')[1]) { Authorization = Header("Authorization"), Range = Header("Range") };
    }
}

/// <summary>What goes back to the client.</summary>
internal sealed class RawAnswer(Socket socket, CancellationToken cancellationToken)
{
    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(ReadOnlyMemory<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            bytes = bytes[await socket.SendAsync(bytes, cancellationToken)..];
        }
    }

    /// <summary>Sends an answer as it should be.</summary>
    public async Task SendAsync(int status, string headers, ReadOnlyMemory<byte> body)
    {
        await SendAsync($"HTTP/1.1 {status} X\r\nConnection: close\r\nContent-Length: {body.Length}\r\n{headers}\r\n");
        await SendAsync(body);
    }

    /// <summary>Tears the connection down, so that the client hears of it as an error.</summary>
    public void Reset()
    {
        socket.LingerState = new LingerOption(true, 0);
        socket.Close();
    }

    /// <summary>Says nothing any more.</summary>
    public Task StallAsync() => Task.Delay(Timeout.Infinite, cancellationToken);
}
