using System.Net.Sockets;

namespace PackMan.Distribution.Http;

/// <summary>
/// Lets a request open one connection only. The handler of .NET asks again by itself, up to four times, where a connection ends before the first byte of
/// an answer; how often a request is sent is for <see cref="RetryHandler"/> to say. One that was kept from before and found closed costs no attempt.
/// </summary>
internal sealed class OneConnection : DelegatingHandler
{
    private static readonly HttpRequestOptionsKey<bool> IsUsed = new("packman.connection-is-used");

    public OneConnection(SocketsHttpHandler sockets)
        : base(sockets) => sockets.ConnectCallback = ConnectAsync;

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Options.Set(IsUsed, false);
        return base.SendAsync(request, cancellationToken);
    }

    private static async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var options = context.InitialRequestMessage.Options;
        if (options.TryGetValue(IsUsed, out var isUsed) && isUsed)
        {
            throw new IOException("The server closed it without an answer");
        }

        options.Set(IsUsed, true);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
