using System.Net;
using System.Net.Http.Headers;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Http;
using PackMan.Distribution.References;

namespace PackMan.Distribution.Oci;

/// <summary>One repository of a registry, over the HTTP API of the OCI distribution specification.</summary>
internal sealed class RegistryClient
{
    private const int LargestManifest = 4 * 1024 * 1024;

    private readonly RegistryAccess _access;
    private readonly RegistryAuthentication _authentication;
    private readonly string _actions;

    private RegistryClient(RegistryAccess access, OciRepository repository, string purpose, string actions)
    {
        _access = access;
        _actions = actions;
        Repository = repository;
        _authentication = new RegistryAuthentication(access, repository.Host, purpose);
        Errors = new RegistryErrors(access, _authentication, repository.Host, purpose);
    }

    public OciRepository Repository { get; }

    public RegistryErrors Errors { get; }

    public HttpPipeline Http => _access.Http;

    /// <param name="purpose">What is being done, for messages: "pull `registry.example.org/web`".</param>
    /// <param name="isWriting">Whether the right to push is wanted too.</param>
    public static async Task<RegistryClient> OpenAsync(RegistryAccess access, OciRepository repository, string purpose, bool isWriting, CancellationToken cancellationToken)
    {
        await access.FindAddressAsync(repository.Host, cancellationToken);
        return new RegistryClient(access, repository, purpose, isWriting ? "pull,push" : "pull");
    }

    /// <summary>Sends a request with the credentials it needs; the answer may have any status.</summary>
    /// <param name="scope">What the request needs, where that is no right on the repository.</param>
    public Task<HttpResponseMessage> SendAsync(Func<HttpRequestMessage> request, CancellationToken cancellationToken, string? scope = null) =>
        _authentication.SendAsync(request, scope ?? $"repository:{Repository.Path}:{_actions}", cancellationToken);

    /// <summary>Where the registry says what it holds, in pages as large as it likes: one that is asked for more than it gives refuses.</summary>
    public Uri CatalogUrl => new(_access.AddressOf(Repository.Host), "/v2/_catalog");

    /// <summary>An address below the repository's.</summary>
    public Uri UrlOf(string rest) => new(_access.AddressOf(Repository.Host), $"/v2/{Repository.Path}/{rest}");

    /// <summary>A manifest's bytes, which have been checked against the digest if that is what it was asked by; null when there is none.</summary>
    /// <param name="reference">A tag or a digest.</param>
    /// <param name="mediaTypes">What kinds of manifests are wanted, with commas between them.</param>
    /// <exception cref="PackManException">The registry refused, failed or lied.</exception>
    public async Task<byte[]?> FindManifestAsync(string reference, CancellationToken cancellationToken, string mediaTypes = ImageManifest.MediaType)
    {
        using var response = await SendAsync(() => ManifestRequest(HttpMethod.Get, reference, mediaTypes), cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw await Errors.ExplainAsync(response, cancellationToken);
        }

        var bytes = await Http.ReadBytesAsync(response, LargestManifest, cancellationToken);
        var wanted = ContentDigest.TryParse(reference) ?? DigestOf(response);
        var digest = ContentDigest.Of(bytes);
        return wanted is null || wanted == digest
            ? bytes
            : throw new UnusableAnswerException(HttpPipeline.AnswererOf(response), $"the digest of the manifest is `{digest}`, and `{wanted}` was promised");
    }

    /// <summary>The digest a tag stands for now; null when there is no such tag.</summary>
    /// <param name="mediaTypes">What kinds of manifests are wanted, with commas between them.</param>
    public async Task<ContentDigest?> FindDigestAsync(string tag, CancellationToken cancellationToken, string mediaTypes = ImageManifest.MediaType)
    {
        using var response = await SendAsync(() => ManifestRequest(HttpMethod.Head, tag, mediaTypes), cancellationToken);
        return response.StatusCode switch
        {
            HttpStatusCode.OK => DigestOf(response),
            HttpStatusCode.NotFound => null,
            _ => throw await Errors.ExplainAsync(response, cancellationToken),
        };
    }

    /// <summary>Fetches a blob into the cache, unless it is there.</summary>
    public async Task FetchBlobAsync(Descriptor blob, ContentCache cache, long limit, CancellationToken cancellationToken)
    {
        if (cache.Open(blob.Digest) is { } known)
        {
            await known.DisposeAsync();
            return;
        }

        if (blob.Size > limit)
        {
            throw new RegistryException(Errors.Purpose, $"its archive has {blob.Size} bytes, and {limit} are the most a chart may have");
        }

        await new Download((request, token) => SendAsync(request, token), Http, cache) { Name = Repository.ToString() }.RunAsync(
            () => new HttpRequestMessage(HttpMethod.Get, UrlOf($"blobs/{blob.Digest}")),
            new ExpectedContent(blob.Digest, blob.Size, limit),
            async response => response.StatusCode == HttpStatusCode.NotFound
                ? new RegistryException(Errors.Purpose, $"`{Repository.Host}` has lost the content `{blob.Digest}`, which the manifest names", "Push the chart again")
                : await Errors.ExplainAsync(response, cancellationToken),
            cancellationToken);
    }

    /// <summary>Puts a manifest under a tag or its digest, last of all, so that what it names is there.</summary>
    /// <returns>Whether the registry itself keeps account of manifests that refer to another (`OCI-Subject`).</returns>
    public async Task<bool> PutManifestAsync(string reference, byte[] manifest, CancellationToken cancellationToken, string mediaType = ImageManifest.MediaType)
    {
        using var response = await SendAsync(() => new HttpRequestMessage(HttpMethod.Put, UrlOf($"manifests/{reference}")) { Content = ManifestContent(manifest, mediaType) }, cancellationToken);
        if (response.StatusCode is not (HttpStatusCode.Created or HttpStatusCode.OK or HttpStatusCode.Accepted))
        {
            throw await Errors.ExplainAsync(response, cancellationToken);
        }

        var digest = ContentDigest.Of(manifest);
        if (DigestOf(response) is { } kept && kept != digest)
        {
            throw new UnusableAnswerException(HttpPipeline.AnswererOf(response), $"the registry keeps the manifest as `{kept}`, and `{digest}` was pushed", "Something on the way changes what is pushed; ask whoever runs the registry");
        }

        return response.Headers.Contains("OCI-Subject");
    }

    private static ByteArrayContent ManifestContent(byte[] manifest, string mediaType)
    {
        var content = new ByteArrayContent(manifest);
        content.Headers.ContentType = new MediaTypeHeaderValue(mediaType);
        return content;
    }

    private HttpRequestMessage ManifestRequest(HttpMethod method, string reference, string mediaTypes = ImageManifest.MediaType)
    {
        var request = new HttpRequestMessage(method, UrlOf($"manifests/{reference}"));
        request.Headers.Accept.ParseAdd(mediaTypes);
        return request;
    }

    private static ContentDigest? DigestOf(HttpResponseMessage response) =>
        response.Headers.TryGetValues("Docker-Content-Digest", out var values) ? ContentDigest.TryParse(values.First()) : null;
}
