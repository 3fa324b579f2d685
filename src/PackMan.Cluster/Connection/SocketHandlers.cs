using System.Collections.Immutable;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using PackMan.Cluster.Connection.Credentials;
using PackMan.Cluster.Connection.Tls;

namespace PackMan.Cluster.Connection;

/// <summary>Makes the handlers that really connect: one per client certificate, since connections are bound to the one they showed.</summary>
/// <param name="forWatches">Watches may open as many connections as they like; requests share one, because their number is bounded.</param>
internal sealed class SocketHandlers(ClusterTarget target, X509Certificate2Collection? authorities, bool forWatches, HostEnvironment environment) : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private ImmutableArray<SocketsHttpHandler> _made = [];
    private X509Certificate2? _certificate;
    private HttpMessageInvoker? _current;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        // kubectl keeps the address in Host; .NET takes the name it asks for and checks from there.
        if (target.Cluster.TlsServerName is { } name)
        {
            request.Headers.Host = name;
        }

        request.Options.TryGetValue(CredentialHandler.Key, out var credential);
        try
        {
            return await For(credential?.Certificate).SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException failure) when (Find<PackManException>(failure) is { } explained)
        {
            throw explained;
        }
    }

    protected override void Dispose(bool disposing)
    {
        foreach (var handler in _made)
        {
            handler.Dispose();
        }

        base.Dispose(disposing);
    }

    private HttpMessageInvoker For(X509Certificate2? certificate)
    {
        lock (_lock)
        {
            if (_current is null || !ReferenceEquals(certificate, _certificate))
            {
                var handler = Make(certificate);
                _made = _made.Add(handler);
                _current = new HttpMessageInvoker(handler, disposeHandler: false);
                _certificate = certificate;
            }

            return _current;
        }
    }

    private SocketsHttpHandler Make(X509Certificate2? certificate)
    {
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = target.Cluster.DisableCompression ? DecompressionMethods.None : DecompressionMethods.GZip,
            ConnectTimeout = TimeSpan.FromSeconds(15),
            EnableMultipleHttp2Connections = forWatches,
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            UseCookies = false,
            ActivityHeadersPropagator = null,
        };
        if (target.User.Impersonation.RepeatsHeaders)
        {
            handler.PlaintextStreamFilter = (context, _) => ValueTask.FromResult<Stream>(new RepeatedHeaders(context.PlaintextStream));
        }

        ServerProxy.Configure(handler, target, environment);
        if (target.Cluster.InsecureSkipTlsVerify)
        {
#pragma warning disable CA5359 // Exactly what `insecure-skip-tls-verify` asks for.
            handler.SslOptions.RemoteCertificateValidationCallback = (_, _, _, _) => true;
#pragma warning restore CA5359
        }
        else
        {
            new ServerTrust(authorities, target.Cluster.TlsServerName ?? target.Server.IdnHost).Configure(handler.SslOptions);
        }

        if (certificate is not null)
        {
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        }

        return handler;
    }

    private static T? Find<T>(Exception? failure)
        where T : Exception
    {
        while (failure is not null and not T)
        {
            failure = failure.InnerException;
        }

        return failure as T;
    }
}
