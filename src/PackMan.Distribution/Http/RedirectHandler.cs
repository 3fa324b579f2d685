using System.Net;

namespace PackMan.Distribution.Http;

/// <summary>Follows redirects of requests that only read. Credentials and the client's certificate stay with the server they are meant for.</summary>
/// <param name="inner">Connects to the server that is asked.</param>
/// <param name="strangers">Connects to the servers it names or redirects to.</param>
internal sealed class RedirectHandler(HttpMessageHandler inner, Lazy<HttpMessageHandler> strangers) : DelegatingHandler(inner)
{
    private const int MaxRedirects = 10;

    private readonly Lazy<HttpMessageInvoker> _strangers = new(() => new HttpMessageInvoker(strangers.Value));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = request.RequestUri!;
        var authorization = request.Headers.Authorization;
        var isStranger = request.Options.TryGetValue(HttpPipeline.ToStranger, out var named) && named;
        var isAway = false;
        try
        {
            for (var count = 0; ; count++)
            {
                var response = isStranger || isAway ? await _strangers.Value.SendAsync(request, cancellationToken) : await base.SendAsync(request, cancellationToken);
                request.Options.Set(HttpPipeline.Answerer, request.RequestUri!);
                if (!IsRedirect(response) || request.Method != HttpMethod.Get && request.Method != HttpMethod.Head)
                {
                    return response;
                }

                using (response)
                {
                    isAway |= Leaves(request, response, count);
                }

                if (isAway)
                {
                    request.Headers.Authorization = null;
                }
            }
        }
        finally
        {
            // Whoever sends the request again starts at the first server.
            (request.RequestUri, request.Headers.Authorization) = (asked, authorization);
        }
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing && _strangers.IsValueCreated)
        {
            _strangers.Value.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>Directs the request to where the answer says; true when that is a server the credentials are not meant for.</summary>
    private static bool Leaves(HttpRequestMessage request, HttpResponseMessage response, int count)
    {
        var from = request.RequestUri!;
        if (count >= MaxRedirects)
        {
            throw new UnusableAnswerException(from, $"it is the {count}th redirect in a row");
        }

        var target = Target(from, response);
        request.RequestUri = target;
        return !IsSameServer(from, target) && !(request.Options.TryGetValue(HttpPipeline.PassesCredentials, out var passes) && passes);
    }

    private static Uri Target(Uri from, HttpResponseMessage response)
    {
        var location = response.Headers.Location ?? throw new UnusableAnswerException(from, "it is a redirect that does not say where to");
        var target = new Uri(from, location);
        return target.Scheme == Uri.UriSchemeHttps || (target.Scheme == Uri.UriSchemeHttp && from.Scheme == Uri.UriSchemeHttp)
            ? target
            : throw new UnusableAnswerException(from, $"it redirects from `{from.Scheme}` to `{target.Scheme}`, where anyone on the way could change what is sent");
    }

    /// <summary>Whether credentials for one address may be sent to the other: host and port are the same, or the host changes over to TLS.</summary>
    internal static bool IsSameServer(Uri from, Uri target) =>
        string.Equals(from.IdnHost, target.IdnHost, StringComparison.OrdinalIgnoreCase)
        && ((from.Scheme == target.Scheme && from.Port == target.Port)
            || (from.Scheme == Uri.UriSchemeHttp && target.Scheme == Uri.UriSchemeHttps && from.IsDefaultPort && target.IsDefaultPort));

    private static bool IsRedirect(HttpResponseMessage response) => response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.Found
        or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect;
}
