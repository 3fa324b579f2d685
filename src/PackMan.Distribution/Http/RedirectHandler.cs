using System.Net;

namespace PackMan.Distribution.Http;

/// <summary>Follows redirects of requests that only read. Credentials stay with the server they are meant for.</summary>
internal sealed class RedirectHandler(HttpMessageHandler inner) : DelegatingHandler(inner)
{
    private const int MaxRedirects = 10;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = request.RequestUri!;
        var authorization = request.Headers.Authorization;
        try
        {
            for (var count = 0; ; count++)
            {
                var response = await base.SendAsync(request, cancellationToken);
                request.Options.Set(HttpPipeline.Answerer, request.RequestUri!);
                if (!IsRedirect(response) || request.Method != HttpMethod.Get && request.Method != HttpMethod.Head)
                {
                    return response;
                }

                using (response)
                {
                    Follow(request, response, count);
                }
            }
        }
        finally
        {
            // Whoever sends the request again starts at the first server.
            (request.RequestUri, request.Headers.Authorization) = (asked, authorization);
        }
    }

    private static void Follow(HttpRequestMessage request, HttpResponseMessage response, int count)
    {
        var from = request.RequestUri!;
        if (count >= MaxRedirects)
        {
            throw new UnusableAnswerException(from, $"it is the {count}th redirect in a row");
        }

        var target = Target(from, response);
        if (!IsSameServer(from, target) && !(request.Options.TryGetValue(HttpPipeline.PassesCredentials, out var passes) && passes))
        {
            request.Headers.Authorization = null;
        }

        request.RequestUri = target;
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
