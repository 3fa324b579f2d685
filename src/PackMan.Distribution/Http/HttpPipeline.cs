namespace PackMan.Distribution.Http;

/// <summary>
/// The way to every registry and repository: requests are sent again when that may help (`Retry-After` is heeded), redirects are
/// followed without taking credentials or the client's certificate to another server, and nothing waits for ever. Answers are returned whatever their status,
/// with the body still to be read.
/// </summary>
public sealed class HttpPipeline : IDisposable
{
    /// <summary>An option of requests that must not be sent twice.</summary>
    internal static readonly HttpRequestOptionsKey<bool> SentOnce = new("packman.sent-once");

    /// <summary>An option of requests whose `Authorization` goes along to whatever server they are redirected to.</summary>
    internal static readonly HttpRequestOptionsKey<bool> PassesCredentials = new("packman.passes-credentials");

    /// <summary>An option of requests to a server that another one named: it does not get to see the client's certificate.</summary>
    internal static readonly HttpRequestOptionsKey<bool> ToStranger = new("packman.to-stranger");

    /// <summary>Set on a request: the address that answered it, after redirects.</summary>
    internal static readonly HttpRequestOptionsKey<Uri> Answerer = new("packman.answerer");

    private readonly HttpMessageInvoker _invoker;

    public HttpPipeline(TransportOptions transport, TimeProvider time, HttpLimits? limits = null)
    {
        Time = time;
        Limits = limits ?? HttpLimits.Default;
        var strangers = new Lazy<HttpMessageHandler>(() => SecureSockets.Make(transport with { CertificateFile = null, KeyFile = null }));
        _invoker = new HttpMessageInvoker(new RetryHandler(new RedirectHandler(SecureSockets.Make(transport), strangers), Limits, time));
    }

    public TimeProvider Time { get; }

    public HttpLimits Limits { get; }

    /// <summary>Hears how large transfers get on; null when nobody looks.</summary>
    public IProgress<TransferProgress>? Progress { get; init; }

    /// <summary>The answer, whatever its status.</summary>
    /// <exception cref="RemoteException">No answer came, or one that cannot be followed.</exception>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken = default) =>
        _invoker.SendAsync(request, cancellationToken);

    /// <summary>The address that answered, after redirects.</summary>
    internal static Uri AnswererOf(HttpResponseMessage response) =>
        response.RequestMessage!.Options.TryGetValue(Answerer, out var answerer) ? answerer : response.RequestMessage.RequestUri!;

    public void Dispose() => _invoker.Dispose();
}
