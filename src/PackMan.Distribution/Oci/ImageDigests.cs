using System.Collections.Concurrent;
using System.Collections.Immutable;
using PackMan.Distribution.Cache;
using PackMan.Distribution.References;
using PackMan.Images;

namespace PackMan.Distribution.Oci;

/// <summary>Asks registries which digests the tags of container images stand for now.</summary>
/// <param name="access">The way to registries.</param>
/// <param name="ownHost">The registry that credentials and transport of the flags are for; null when they are for none.</param>
public sealed class ImageDigests(ChartAccess access, string? ownHost)
{
    // An image for several platforms is a list of manifests, whose digest is the one to name.
    private const string MediaTypes =
        $"{ImageIndex.MediaType}, {ImageManifest.MediaType}, application/vnd.docker.distribution.manifest.list.v2+json, application/vnd.docker.distribution.manifest.v2+json";

    private const int AtOnce = 8;

    /// <summary>The images with their digests: as written, else as their registries say.</summary>
    /// <exception cref="PackManException">A registry has no such image, refused or failed.</exception>
    public async Task<ImmutableArray<UsedImage>> ResolveAsync(ImmutableArray<UsedImage> images, CancellationToken cancellationToken = default)
    {
        var digests = new ConcurrentDictionary<string, ContentDigest>(StringComparer.Ordinal);
        await Parallel.ForEachAsync(
            images.Where(used => used.Image.Digest is null).DistinctBy(used => used.Image.Full),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (used, stop) => digests[used.Image.Full] = await FindAsync(used.Image, stop));
        return [.. images.Select(used => digests.TryGetValue(used.Image.Full, out var digest) ? used with { Image = used.Image.TryResolve(digest.ToString()) ?? used.Image } : used)];
    }

    private async Task<ContentDigest> FindAsync(ImageReference image, CancellationToken cancellationToken)
    {
        var tag = image.Tag ?? "latest";
        var registries = image.Registry == ownHost ? access.Registries : access.OtherRegistries;
        var client = await RegistryClient.OpenAsync(registries, new OciRepository(image.Registry, image.Repository), $"find the digest of the image `{image.Full}`", isWriting: false, cancellationToken);
        // Asking for the headers alone counts as no pull where pulls are counted; not every registry puts the digest there.
        if (await client.FindDigestAsync(tag, cancellationToken, MediaTypes) is { } digest)
        {
            return digest;
        }

        return await client.FindManifestAsync(tag, cancellationToken, MediaTypes) is { } manifest
            ? ContentDigest.Of(manifest)
            : throw new RegistryException(client.Errors.Purpose, $"`{image.Registry}` has no tag `{tag}` of `{image.Repository}`", "Check the image in the chart's values, or leave out `--resolve-digests`");
    }
}
