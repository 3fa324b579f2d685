using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using PackMan.Distribution.Cache;
using PackMan.Values;

namespace PackMan.Distribution.Http;

/// <summary>What is known of content before it is fetched.</summary>
/// <param name="Digest">What it must hash to; null when only the server knows.</param>
/// <param name="Length">Its bytes; null when unknown.</param>
/// <param name="Limit">The most bytes that are taken.</param>
public sealed record ExpectedContent(ContentDigest? Digest, long? Length, long Limit);

/// <summary>Fetches content into the cache as a stream: hashed on the way, taken up again where a connection broke, kept only if it is what was expected.</summary>
/// <param name="send">Sends a request, with whatever credentials it needs.</param>
internal sealed class Download(Func<Func<HttpRequestMessage>, CancellationToken, Task<HttpResponseMessage>> send, HttpPipeline http, ContentCache cache)
{
    private const int Progress = 1024 * 1024;

    /// <summary>What is fetched, for people; the URL where nothing better is known.</summary>
    public string? Name { get; init; }

    /// <param name="request">Makes a request for the whole; a range is added when a part is there already.</param>
    /// <param name="refuse">Makes the error of an answer that is no content.</param>
    /// <exception cref="RemoteException">The content cannot be had, or is not what was expected.</exception>
    public async Task<ContentDigest> RunAsync(
        Func<HttpRequestMessage> request, ExpectedContent expected, Func<HttpResponseMessage, Task<PackManException>> refuse, CancellationToken cancellationToken)
    {
        using var incoming = cache.Begin();
        var url = await FillAsync(incoming, request, expected, refuse, cancellationToken);
        return Keep(incoming, expected, url);
    }

    /// <summary>Fetches content without keeping it.</summary>
    /// <returns>The address that answered.</returns>
    /// <exception cref="RemoteException">The content cannot be had.</exception>
    public async Task<Uri> FillAsync(
        IncomingContent incoming, Func<HttpRequestMessage> request, ExpectedContent expected, Func<HttpResponseMessage, Task<PackManException>> refuse, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var before = incoming.Length;
            using var response = await send(() => From(request(), before), cancellationToken);
            if (!Continues(response, incoming))
            {
                throw await refuse(response);
            }

            try
            {
                await CopyAsync(response, incoming, expected, cancellationToken);
                return HttpPipeline.AnswererOf(response);
            }
            catch (Exception failure) when (ConnectionFault.IsOne(failure))
            {
                // A connection that got on a good way deserves its attempts anew; the bound keeps drops of bytes from going on for ever.
                attempt = incoming.Length - before > Progress ? 1 : attempt;
                var delay = RetryRules.AfterFailure(failure, attempt, http.Limits) ?? throw ConnectionFault.Explain(HttpPipeline.AnswererOf(response), failure);
                await Task.Delay(delay, http.Time, cancellationToken);
            }
        }
    }

    private static HttpRequestMessage From(HttpRequestMessage request, long start)
    {
        request.Headers.Range = start > 0 ? new RangeHeaderValue(start, null) : null;
        return request;
    }

    /// <summary>Whether the answer brings content that can be added; one that starts over does.</summary>
    private static bool Continues(HttpResponseMessage response, IncomingContent incoming)
    {
        if (response.StatusCode == HttpStatusCode.PartialContent && incoming.Length > 0)
        {
            return response.Content.Headers.ContentRange?.From == incoming.Length
                ? true
                : throw new UnusableAnswerException(HttpPipeline.AnswererOf(response), "it brings another part than the one that was asked for");
        }

        if (response.StatusCode == HttpStatusCode.OK)
        {
            incoming.Clear();
            return true;
        }

        return false;
    }

    private async Task CopyAsync(HttpResponseMessage response, IncomingContent incoming, ExpectedContent expected, CancellationToken cancellationToken)
    {
        var room = (expected.Length ?? expected.Limit) - incoming.Length;
        if (response.Content.Headers.ContentLength > room)
        {
            throw TooLarge(response, expected);
        }

        var name = Name ?? ValuesFiles.WithoutSecrets(HttpPipeline.AnswererOf(response));
        var total = expected.Length ?? incoming.Length + response.Content.Headers.ContentLength;
        await using var body = await response.Content.ReadAsStreamAsync(cancellationToken);
        var buffer = new byte[64 * 1024];
        for (int count; (count = await http.ReadAsync(body, buffer, cancellationToken)) > 0;)
        {
            if ((room -= count) < 0)
            {
                throw TooLarge(response, expected);
            }

            incoming.Write(buffer.AsSpan(0, count));
            http.Progress?.Report(new TransferProgress(name, incoming.Length, total));
        }
    }

    private static UnusableAnswerException TooLarge(HttpResponseMessage response, ExpectedContent expected) => new(
        HttpPipeline.AnswererOf(response),
        expected.Length is { } length ? $"it has more than the {length} bytes it should have" : $"it has more than {expected.Limit / (1024 * 1024)} MiB");

    private static ContentDigest Keep(IncomingContent incoming, ExpectedContent expected, Uri url)
    {
        if (expected.Length is { } length && incoming.Length != length)
        {
            throw new UnusableAnswerException(url, string.Create(CultureInfo.InvariantCulture, $"it has {incoming.Length} bytes and should have {length}"));
        }

        var digest = incoming.Finish();
        if (expected.Digest is { } wanted && wanted != digest)
        {
            throw new UnusableAnswerException(url, $"its digest is `{digest}`, and `{wanted}` was asked for", "The content was damaged or changed on its way or in the store; ask whoever runs the server");
        }

        incoming.Keep(digest);
        return digest;
    }
}
