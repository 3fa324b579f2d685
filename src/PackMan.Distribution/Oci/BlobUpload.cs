using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using PackMan.Distribution.Http;

namespace PackMan.Distribution.Oci;

/// <summary>Brings blobs into a repository: not at all when they are there, whole when they are small, else in pieces that can be taken up again.</summary>
internal sealed class BlobUpload(RegistryClient client)
{
    private const int PieceBytes = 8 * 1024 * 1024;

    /// <summary>Whether the blob had to be sent.</summary>
    /// <param name="content">Can be read again from any place.</param>
    /// <exception cref="PackManException">The registry refused or failed.</exception>
    public async Task<bool> RunAsync(Descriptor blob, Stream content, CancellationToken cancellationToken)
    {
        if (await IsThereAsync(blob, cancellationToken))
        {
            return false;
        }

        var (place, sent) = (await BeginAsync(cancellationToken), 0L);
        while (blob.Size - sent > PieceBytes)
        {
            (place, sent) = await SendPieceAsync(place, content, sent, blob.Size, cancellationToken);
            client.Http.Progress?.Report(new TransferProgress(client.Repository.ToString(), sent, blob.Size));
        }

        await FinishAsync(place, blob, content, sent, cancellationToken);
        client.Http.Progress?.Report(new TransferProgress(client.Repository.ToString(), blob.Size, blob.Size));
        return true;
    }

    private async Task<bool> IsThereAsync(Descriptor blob, CancellationToken cancellationToken)
    {
        using var response = await client.SendAsync(() => new HttpRequestMessage(HttpMethod.Head, client.UrlOf($"blobs/{blob.Digest}")), cancellationToken);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => true,
            HttpStatusCode.NotFound => false,
            _ => throw await client.Errors.ExplainAsync(response, cancellationToken),
        };
    }

    private async Task<Uri> BeginAsync(CancellationToken cancellationToken)
    {
        using var response = await client.SendAsync(() => new HttpRequestMessage(HttpMethod.Post, client.UrlOf("blobs/uploads/")) { Content = new ByteArrayContent([]) }, cancellationToken);
        return response.StatusCode == HttpStatusCode.Accepted ? PlaceOf(response) : throw await client.Errors.ExplainAsync(response, cancellationToken);
    }

    private async Task<(Uri Place, long Sent)> SendPieceAsync(Uri place, Stream content, long sent, long size, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var length = Math.Min(PieceBytes, size - sent);
            try
            {
                using var response = await client.SendAsync(() => PieceRequest(HttpMethod.Patch, place, content, sent, length), cancellationToken);
                if (response.StatusCode is HttpStatusCode.Accepted or HttpStatusCode.NoContent)
                {
                    return (PlaceOf(response), sent + length);
                }

                var pause = RetryRules.AfterAnswer(response, attempt, client.Http.Limits, client.Http.Time.GetUtcNow()) ?? throw await client.Errors.ExplainAsync(response, cancellationToken);
                await Task.Delay(pause, client.Http.Time, cancellationToken);
            }
            catch (NoAnswerException failure) when (failure.InnerException is { } cause && RetryRules.AfterFailure(cause, attempt, client.Http.Limits) is { } delay)
            {
                await Task.Delay(delay, client.Http.Time, cancellationToken);
            }

            (place, sent) = await AskAsync(place, sent + length, cancellationToken);
            if (size - sent <= PieceBytes)
            {
                return (place, sent);
            }
        }
    }

    /// <summary>How far an upload has come: `Range: 0-99` means 100 bytes.</summary>
    /// <param name="most">The bytes it can have, because no more were ever sent.</param>
    private async Task<(Uri Place, long Sent)> AskAsync(Uri place, long most, CancellationToken cancellationToken)
    {
        using var response = await client.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, place), cancellationToken);
        if (response.StatusCode != HttpStatusCode.NoContent)
        {
            throw await client.Errors.ExplainAsync(response, cancellationToken);
        }

        var range = response.Headers.TryGetValues("Range", out var values) ? values.First().Replace("bytes=", "", StringComparison.Ordinal).Split('-') : [];
        var sent = range is ["0", var last] && long.TryParse(last, NumberStyles.None, CultureInfo.InvariantCulture, out var end) && end is > 0 and < long.MaxValue ? end + 1 : 0;
        return sent <= most ? (PlaceOf(response), sent) : throw new UnusableAnswerException(HttpPipeline.AnswererOf(response), $"it claims to have {sent} bytes of an upload of which {most} were sent");
    }

    private async Task FinishAsync(Uri place, Descriptor blob, Stream content, long sent, CancellationToken cancellationToken)
    {
        var separator = place.Query.Length == 0 ? '?' : '&';
        var end = new Uri($"{place.AbsoluteUri}{separator}digest={Uri.EscapeDataString(blob.Digest.ToString())}");
        using var response = await client.SendAsync(() => PieceRequest(HttpMethod.Put, end, content, sent, blob.Size - sent), cancellationToken);
        // Sent again after an answer that was lost, the same request finds the upload gone and the blob in its place.
        if (response.StatusCode is not (HttpStatusCode.Created or HttpStatusCode.NoContent or HttpStatusCode.Accepted) && !await IsThereAsync(blob, cancellationToken))
        {
            throw await client.Errors.ExplainAsync(response, cancellationToken);
        }
    }

    private static HttpRequestMessage PieceRequest(HttpMethod method, Uri place, Stream content, long start, long length)
    {
        var piece = new byte[length];
        content.Position = start;
        content.ReadExactly(piece);
        var request = new HttpRequestMessage(method, place) { Content = new ByteArrayContent(piece) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
        if (method == HttpMethod.Patch)
        {
            // Whether it arrived has to be asked first.
            request.Options.Set(HttpPipeline.SentOnce, true);
            // The specification leaves out the unit that HTTP puts in front.
            request.Content.Headers.TryAddWithoutValidation("Content-Range", $"{start}-{start + length - 1}");
        }

        return request;
    }

    private static Uri PlaceOf(HttpResponseMessage response)
    {
        var asked = HttpPipeline.AnswererOf(response);
        return response.Headers.Location is { } location && new Uri(asked, location) is { Scheme: "https" or "http" } place && (place.Scheme == asked.Scheme || place.Scheme == "https")
            ? place
            : throw new UnusableAnswerException(asked, "it does not say where to send the content");
    }
}
