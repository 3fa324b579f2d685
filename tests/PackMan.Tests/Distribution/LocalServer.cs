using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace PackMan.Tests.Distribution;

/// <summary>A real HTTP server on the loopback that notes what it was asked and answers as a test likes.</summary>
internal sealed class LocalServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly Func<HttpContext, Task> _answer;

    private LocalServer(WebApplication application, Func<HttpContext, Task> answer) => (_application, _answer) = (application, answer);

    public ConcurrentQueue<ServedRequest> Requests { get; } = new();

    /// <summary>Comes first; what it answers itself (true) is not passed on.</summary>
    public Func<HttpContext, Task<bool>> Before { get; set; } = _ => Task.FromResult(false);

    public string Host { get; private set; } = "";

    public string Address { get; private set; } = "";

    public static async Task<LocalServer> StartAsync(Func<HttpContext, Task> answer, X509Certificate2? certificate = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen =>
            {
                if (certificate is not null)
                {
                    listen.UseHttps(https =>
                    {
                        https.ServerCertificate = certificate;
                        https.ClientCertificateMode = ClientCertificateMode.AllowCertificate;
                        https.AllowAnyClientCertificate();
                    });
                }
            });
        });
        var server = new LocalServer(builder.Build(), answer);
        server._application.Run(server.AnswerAsync);
        await server._application.StartAsync();
        server.Address = server._application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        server.Host = new Uri(server.Address).Authority;
        return server;
    }

    /// <summary>Closes the connection without another word.</summary>
    public static void HangUp(HttpContext context) => context.Features.Get<IHttpRequestLifetimeFeature>()!.Abort();

    public ValueTask DisposeAsync() => _application.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        Requests.Enqueue(new ServedRequest(context.Request.Method, $"{context.Request.Path}{context.Request.QueryString}")
        {
            Authorization = context.Request.Headers.Authorization.ToString(),
            Range = context.Request.Headers.Range.ToString(),
            Client = context.Connection.ClientCertificate?.Subject,
        });
        if (!await Before(context))
        {
            await _answer(context);
        }
    }
}

/// <summary>A request as a server saw it.</summary>
internal sealed record ServedRequest(string Method, string Path)
{
    public string Authorization { get; init; } = "";

    public string Range { get; init; } = "";

    public string? Client { get; init; }

    public override string ToString() => $"{Method} {Path}";
}
