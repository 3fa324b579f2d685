using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PackMan.Tests.Cluster.Connection;

/// <summary>A real HTTPS server on the loopback that speaks HTTP/2 and answers `/version`.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private TlsServer(WebApplication application) => _application = application;

    public ConcurrentQueue<(string Protocol, IHeaderDictionary Headers, string? Client)> Requests { get; } = new();

    /// <summary>Decides on the status of an answer; 200 unless set.</summary>
    public Func<HttpRequest, int> Status { get; set; } = _ => 200;

    public int Port { get; private set; }

    public string Address => $"https://127.0.0.1:{Port}";

    public static async Task<TlsServer> StartAsync(X509Certificate2 certificate, bool wantsClientCertificate = false)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(https =>
        {
            https.ServerCertificate = certificate;
            https.ClientCertificateMode = wantsClientCertificate ? ClientCertificateMode.AllowCertificate : ClientCertificateMode.NoCertificate;
            https.AllowAnyClientCertificate();
        })));
        var server = new TlsServer(builder.Build());
        server._application.Run(server.AnswerAsync);
        await server._application.StartAsync();
        var addresses = server._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        server.Port = new Uri(addresses.Single()).Port;
        return server;
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Requests.Enqueue((context.Request.Protocol, Copy(context.Request.Headers), context.Connection.ClientCertificate?.Subject));
        context.Response.StatusCode = Status(context.Request);
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync("""{"gitVersion":"v1.36.0"}""");
    }

    private static HeaderDictionary Copy(IHeaderDictionary headers) => new(headers.ToDictionary(header => header.Key, header => header.Value, StringComparer.OrdinalIgnoreCase));
}
