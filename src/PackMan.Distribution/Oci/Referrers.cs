using System.Collections.Immutable;
using System.Net;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Http;

namespace PackMan.Distribution.Oci;

/// <summary>
/// The manifests that say something of another: by the registry's own account, or, where it keeps none, in the list under the tag
/// `sha256-DIGEST` (https://github.com/opencontainers/distribution-spec/blob/main/spec.md#listing-referrers).
/// </summary>
internal sealed class Referrers(RegistryClient client)
{
    private const int LargestPage = 4 * 1024 * 1024;
    private const int MostPages = 50;

    /// <summary>The tag of the list where the registry has no account of its own.</summary>
    public static string TagOf(ContentDigest subject) => $"sha256-{subject.Hex}";

    /// <summary>What refers to a manifest, of all kinds.</summary>
    /// <exception cref="PackManException">The registry refused or failed.</exception>
    public async Task<ImmutableArray<Descriptor>> ListAsync(ContentDigest subject, CancellationToken cancellationToken)
    {
        var found = ImmutableArray.CreateBuilder<Descriptor>();
        Uri? next = client.UrlOf($"referrers/{subject}");
        for (var page = 0; next is not null; page++)
        {
            var url = page < MostPages ? next : throw new UnusableAnswerException(next, $"the list of referrers has more than {MostPages} pages");
            using var response = await client.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, url), cancellationToken);
            if (page == 0 && IsUnknown(response.StatusCode))
            {
                return (await ReadTagAsync(subject, cancellationToken)).Manifests;
            }

            if (response.StatusCode != HttpStatusCode.OK)
            {
                throw await client.Errors.ExplainAsync(response, cancellationToken);
            }

            var index = ImageIndex.TryParse(await client.Http.ReadBytesAsync(response, LargestPage, cancellationToken));
            found.AddRange((index ?? throw new UnusableAnswerException(url, "it is no list of referrers")).Manifests);
            next = TagList.NextOf(response, url);
        }

        return found.ToImmutable();
    }

    /// <summary>Brings a manifest with a subject into the registry, and into the list where the registry keeps none itself.</summary>
    /// <exception cref="PackManException">The registry refused or failed.</exception>
    public async Task AddAsync(ImageManifest manifest, Descriptor subject, CancellationToken cancellationToken)
    {
        var bytes = manifest.Write();
        var digest = ContentDigest.Of(bytes);
        if (await client.PutManifestAsync(digest.ToString(), bytes, cancellationToken))
        {
            return;
        }

        var entry = new Descriptor(ImageManifest.MediaType, digest, bytes.Length) { ArtifactType = manifest.ArtifactType, Annotations = manifest.Annotations };
        await ContestedTag.AddAsync(client, TagOf(subject.Digest), () => AddToListAsync(subject.Digest, entry, cancellationToken));
    }

    private async Task<bool> AddToListAsync(ContentDigest subject, Descriptor entry, CancellationToken cancellationToken)
    {
        var known = await ReadTagAsync(subject, cancellationToken);
        if (known.Manifests.Any(other => other.Digest == entry.Digest))
        {
            return false;
        }

        await client.PutManifestAsync(TagOf(subject), new ImageIndex(known.Manifests.Add(entry)).Write(), cancellationToken, ImageIndex.MediaType);
        return true;
    }

    private async Task<ImageIndex> ReadTagAsync(ContentDigest subject, CancellationToken cancellationToken) =>
        await client.FindManifestAsync(TagOf(subject), cancellationToken, ImageIndex.MediaType) is { } bytes ? ImageIndex.TryParse(bytes) ?? ImageIndex.Empty : ImageIndex.Empty;

    // 404 is the specified answer of registries that do not know the address; some have others.
    private static bool IsUnknown(HttpStatusCode status) =>
        status is HttpStatusCode.NotFound or HttpStatusCode.MethodNotAllowed or HttpStatusCode.BadRequest or HttpStatusCode.NotAcceptable or HttpStatusCode.NotImplemented;
}
