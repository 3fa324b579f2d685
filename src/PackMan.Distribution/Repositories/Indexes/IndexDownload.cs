using System.Net;
using System.Net.Http.Headers;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Http;

namespace PackMan.Distribution.Repositories.Indexes;

/// <summary>Fetches the index of a repository, unless it is the one that is known.</summary>
internal sealed class IndexDownload(ChartRepository repository, HttpPipeline http, ContentCache cache)
{
    /// <summary>The most bytes an index may have, packed or not.</summary>
    public const long LargestIndex = 256 * 1024 * 1024;

    private IndexValidators _validators = IndexValidators.None;

    /// <param name="known">What is told of the index that is known; none when there is none.</param>
    /// <returns>What to ask with the next time; null when nothing has changed.</returns>
    /// <exception cref="PackManException">The index cannot be had.</exception>
    public async Task<IndexValidators?> RunAsync(IncomingContent incoming, IndexValidators known, CancellationToken cancellationToken)
    {
        var first = await SendAsync(Conditional(Request(), known), cancellationToken);
        if (first.StatusCode == HttpStatusCode.NotModified)
        {
            first.Dispose();
            return null;
        }

        HttpResponseMessage? unread = first;
        await new Download((request, token) => Interlocked.Exchange(ref unread, null) is { } answer ? Task.FromResult(answer) : ResumeAsync(request(), token), http, cache).FillAsync(
            incoming, Request, new ExpectedContent(null, null, LargestIndex), response => Task.FromResult<PackManException>(RepositoryErrors.Refusal(repository, "index", response)), cancellationToken);
        return _validators;
    }

    private HttpRequestMessage Request()
    {
        var request = WebFile.Get(repository.IndexUrl, repository.Credential);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue("gzip"));
        return request;
    }

    private static HttpRequestMessage Conditional(HttpRequestMessage request, IndexValidators known)
    {
        if (known.ETag is { } tag)
        {
            request.Headers.TryAddWithoutValidation("If-None-Match", tag);
        }

        if (known.LastModified is { } time)
        {
            request.Headers.TryAddWithoutValidation("If-Modified-Since", time);
        }

        return request;
    }

    // The rest of a file must be the rest of the same file: servers that cannot promise it start over.
    private Task<HttpResponseMessage> ResumeAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.Headers.Range is not null && EntityTagHeaderValue.TryParse(_validators.ETag, out var tag) && !tag.IsWeak)
        {
            request.Headers.IfRange = new RangeConditionHeaderValue(tag);
        }
        else
        {
            request.Headers.Range = null;
        }

        return SendAsync(request, cancellationToken);
    }

    private async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await http.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.OK)
        {
            _validators = new IndexValidators(Header(response.Headers, "ETag"), Header(response.Content.Headers, "Last-Modified"));
        }

        return response;
    }

    private static string? Header(HttpHeaders headers, string name) => headers.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;
}
