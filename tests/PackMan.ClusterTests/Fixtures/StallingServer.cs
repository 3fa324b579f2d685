using System.Net;

namespace PackMan.ClusterTests.Fixtures;

/// <summary>A web server that has one file, sends half of it to whoever asks, and the rest once it is told to.</summary>
internal sealed class StallingServer : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly TaskCompletionSource _go = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource[] _halves = [new(TaskCreationOptions.RunContinuationsAsynchronously), new(TaskCreationOptions.RunContinuationsAsynchronously)];
    private readonly byte[] _content;
    private readonly Task _serving;

    public StallingServer(byte[] content)
    {
        _content = content;
        Url = $"http://127.0.0.1:{LoopbackPort.FindFree()}/";
        _listener.Prefixes.Add(Url);
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Url { get; }

    /// <summary>Done when so many clients have half of the file.</summary>
    public Task HalfSentTo(int clients) => _halves[clients - 1].Task;

    /// <summary>Sends the rest to all who still listen.</summary>
    public void GoOn() => _go.TrySetResult();

    public async ValueTask DisposeAsync()
    {
        GoOn();
        _listener.Stop();
        await _serving;
        _listener.Close();
    }

    private async Task ServeAsync()
    {
        var clients = new List<Task>();
        try
        {
            while (true)
            {
                clients.Add(SendAsync(await _listener.GetContextAsync(), clients.Count));
            }
        }
        catch (Exception stopped) when (stopped is HttpListenerException or ObjectDisposedException)
        {
            await Task.WhenAll(clients);
        }
    }

    private async Task SendAsync(HttpListenerContext context, int client)
    {
        try
        {
            context.Response.ContentLength64 = _content.Length;
            await context.Response.OutputStream.WriteAsync(_content.AsMemory(0, _content.Length / 2));
            await context.Response.OutputStream.FlushAsync();
            _halves[client].SetResult();
            await _go.Task;
            await context.Response.OutputStream.WriteAsync(_content.AsMemory(_content.Length / 2));
            context.Response.Close();
        }
        catch (Exception gone) when (gone is HttpListenerException or ObjectDisposedException or IOException)
        {
            // The client was killed.
        }
    }
}
