using System.Net;
using System.Net.Http.Headers;
using System.Text;
using PackMan.Values;

namespace PackMan.Distribution;

/// <summary>Fetches values files over HTTP and HTTPS; a name and password in the URL are sent as basic credentials and never printed.</summary>
public sealed class HttpUrlReader(TimeProvider time, HttpMessageHandler? handler = null) : IUrlReader
{
    // As large as any values file may be, so that a wrong URL cannot fill the memory.
    private const int MaxBytes = 10 * 1024 * 1024;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(30);

    public async Task<byte[]> ReadAsync(Uri url, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (url.Scheme is not ("http" or "https"))
        {
            throw new UrlException(url, $"`{url.Scheme}` is no scheme values can be fetched by", "Name a file, or a URL that starts with `https://`");
        }

        using var limit = new CancellationTokenSource(Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            using var client = new HttpClient(handler ?? new SocketsHttpHandler(), disposeHandler: handler is null) { MaxResponseContentBufferSize = MaxBytes };
            using var request = Request(url);
            using var response = await client.SendAsync(request, either.Token);
            return response.IsSuccessStatusCode
                ? await response.Content.ReadAsByteArrayAsync(either.Token)
                : throw new UrlException(url, $"the server answered {(int)response.StatusCode} {response.ReasonPhrase}", HintFor(response.StatusCode));
        }
        catch (HttpRequestException failure)
        {
            throw new UrlException(url, failure.Message.TrimEnd('.'), "Check the URL and the connection", failure);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new UrlException(url, $"there was no answer within {Timeout.TotalSeconds:0} s", "Check the URL and the connection");
        }
    }

    private static HttpRequestMessage Request(Uri url)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, url);
        if (url.UserInfo.Length > 0)
        {
            var credentials = Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(url.UserInfo)));
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", credentials);
        }

        return request;
    }

    private static string? HintFor(HttpStatusCode status) => status switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "Put the credentials into the URL, as in `https://name:password@host/values.yaml`, or download the file",
        HttpStatusCode.NotFound => "Check the path of the URL",
        _ => null,
    };
}

/// <summary>A URL could not be fetched.</summary>
public sealed class UrlException(Uri url, string reason, string? hint, Exception? innerException = null)
    : PackManException($"`{ValuesFiles.WithoutSecrets(url)}` cannot be fetched: {reason}", innerException)
{
    public override string? Hint => hint;
}
