using PackMan.Sandbox.Http;
using PackMan.Sandbox.Requests;
using PackMan.Sandbox.Storage;

namespace PackMan.Sandbox;

/// <summary>
/// A Kubernetes API that answers HTTP requests in this process, over objects in a folder. Put it under an
/// <see cref="HttpClient"/> in place of a network; any host name will do.
/// </summary>
public sealed class SandboxHandler : HttpMessageHandler
{
    private readonly SandboxOptions _options;
    private readonly ObjectStore _store;
    private readonly ApiServer _server;

    public SandboxHandler(SandboxOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _store = new ObjectStore(options);
        _server = new ApiServer(options, _store);
    }

    /// <exception cref="SandboxFolderException">The folder is broken or cannot be used.</exception>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var read = await ApiRequest.ReadAsync(request, cancellationToken);
        ApiResponse response;
        try
        {
            response = await _server.AnswerAsync(read, cancellationToken);
        }
        catch (StatusException refusal)
        {
            response = ApiResponse.Refusal(refusal);
        }

        return response.ToMessage(request, _options.Time.GetUtcNow());
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _store.Dispose();
        }

        base.Dispose(disposing);
    }
}
