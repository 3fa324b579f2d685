using System.Net;
using PackMan.Distribution.Cache;

namespace PackMan.Distribution.Http;

/// <summary>Chart archives on web servers.</summary>
public sealed class WebArchives(HttpPipeline http, ContentCache cache, WebCredential? credential = null)
{
    private const long LargestArchive = 100 * 1024 * 1024;
    private const long LargestSignature = 1024 * 1024;

    /// <summary>Brings an archive into the cache. A name and password in the URL are sent as basic credentials and never printed.</summary>
    /// <param name="digest">What it must hash to; null when nobody said.</param>
    /// <exception cref="RemoteException">It cannot be had, or is not what was expected.</exception>
    public Task<ContentDigest> FetchAsync(Uri url, ContentDigest? digest = null, CancellationToken cancellationToken = default) =>
        FetchAsync(url, new ExpectedContent(digest, null, LargestArchive), cancellationToken);

    private Task<ContentDigest> FetchAsync(Uri url, ExpectedContent expected, CancellationToken cancellationToken) =>
        new Download(SendAsync, http, cache).RunAsync(
            () => WebFile.Get(url, credential),
            expected,
            response => Task.FromResult<PackManException>(Refusal(response)),
            cancellationToken);

    /// <summary>Brings the provenance file beside an archive into the cache; null when the server has none.</summary>
    /// <exception cref="RemoteException">It cannot be had.</exception>
    public Task<ContentDigest?> FindProvenanceAsync(Uri archive, CancellationToken cancellationToken = default) => FindBesideAsync(archive, ".prov", cancellationToken);

    /// <summary>Brings a small file beside an archive into the cache; null when the server has none.</summary>
    /// <param name="suffix">What its name has behind the archive's.</param>
    /// <exception cref="RemoteException">It cannot be had.</exception>
    public async Task<ContentDigest?> FindBesideAsync(Uri archive, string suffix, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(archive);
        var url = new UriBuilder(archive) { Path = archive.AbsolutePath + suffix }.Uri;
        try
        {
            return await FetchAsync(url, new ExpectedContent(null, null, LargestSignature), cancellationToken);
        }
        // Stores that may not be listed answer 403 for what they do not have.
        catch (RefusalException refusal) when (refusal.Status is HttpStatusCode.NotFound or HttpStatusCode.Forbidden or HttpStatusCode.Gone)
        {
            return null;
        }
    }

    private Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken) => http.SendAsync(request(), cancellationToken);

    private static RefusalException Refusal(HttpResponseMessage response) => new(HttpPipeline.AnswererOf(response), response.StatusCode, response.StatusCode switch
    {
        HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "Give `--username` and `--password`; they go to the server of the URL only, unless `--pass-credentials` is set",
        HttpStatusCode.NotFound => "Check the path of the URL",
        _ => null,
    });
}
