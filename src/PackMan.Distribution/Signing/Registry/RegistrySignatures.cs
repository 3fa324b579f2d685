using System.Collections.Immutable;
using System.Globalization;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Oci;
using PackMan.Distribution.References;

namespace PackMan.Distribution.Signing.Registry;

/// <summary>The signatures of one chart in a registry: found where cosign puts them, among the referrers and under its tag.</summary>
internal sealed class RegistrySignatures(RegistryClient client, ContentCache cache)
{
    private const int LargestStatement = 64 * 1024;

    // Nobody signs a chart this often; whoever can push could otherwise keep us busy for ever.
    private const int MostManifests = 50;
    private const int MostSignatures = 200;

    /// <summary>Every signature there is, each once.</summary>
    /// <exception cref="PackManException">The registry refused, failed or lied.</exception>
    public async Task<ImmutableArray<SignatureEvidence>> FindAsync(ContentDigest subject, CancellationToken cancellationToken)
    {
        var layers = new Dictionary<(ContentDigest, string?), (Descriptor Layer, string? Signature, string Place)>();
        foreach (var (manifest, place) in await ManifestsAsync(subject, cancellationToken))
        {
            foreach (var (layer, signature) in SignatureLayers.Read(manifest))
            {
                layers.TryAdd((layer.Digest, signature), (layer, signature, string.Create(CultureInfo.InvariantCulture, $"{place}, layer {layer.Digest.Hex[..12]}")));
            }
        }

        if (layers.Count > MostSignatures)
        {
            throw new RegistryException(client.Errors.Purpose, $"it has {layers.Count} signatures, and {MostSignatures} are the most that are looked at");
        }

        var found = ImmutableArray.CreateBuilder<SignatureEvidence>(layers.Count);
        foreach (var (layer, signature, place) in layers.Values)
        {
            found.Add(await ReadAsync(layer, cancellationToken) is not { } content ? new SignatureEvidence.Unread(place, $"its {layer.Size} bytes are more than any signature has")
                : signature is null ? new SignatureEvidence.Referring(place, content)
                : new SignatureEvidence.Stated(place, content, signature));
        }

        return found.ToImmutable();
    }

    /// <summary>Where signatures were looked for, for messages.</summary>
    public static string Places(ContentDigest subject) => $"among its referrers and under the tag `{SignatureLayers.TagOf(subject)}`";

    /// <summary>The manifest under cosign's tag; null when there is none.</summary>
    public async Task<ImageManifest?> FindTaggedAsync(ContentDigest subject, CancellationToken cancellationToken) =>
        await client.FindManifestAsync(SignatureLayers.TagOf(subject), cancellationToken) is { } bytes ? ImageManifest.TryParse(bytes) : null;

    private async Task<List<(ImageManifest Manifest, string Place)>> ManifestsAsync(ContentDigest subject, CancellationToken cancellationToken)
    {
        var manifests = new List<(ImageManifest, string)>();
        var referrers = await new Referrers(client).ListAsync(subject, cancellationToken);
        foreach (var referrer in referrers.Where(SignatureLayers.MayHold).DistinctBy(referrer => referrer.Digest).Take(MostManifests))
        {
            // One that was deleted since is no signature any more.
            if (await client.FindManifestAsync(referrer.Digest.ToString(), cancellationToken) is { } bytes && ImageManifest.TryParse(bytes) is { } manifest)
            {
                manifests.Add((manifest, $"referrer {referrer.Digest.Hex[..12]}"));
            }
        }

        if (await FindTaggedAsync(subject, cancellationToken) is { } tagged)
        {
            manifests.Add((tagged, $"tag `{SignatureLayers.TagOf(subject)[..19]}….sig`"));
        }

        return manifests;
    }

    private async Task<byte[]?> ReadAsync(Descriptor layer, CancellationToken cancellationToken)
    {
        if (layer.Size > LargestStatement)
        {
            return null;
        }

        await client.FetchBlobAsync(layer, cache, LargestStatement, cancellationToken);
        return cache.ReadAll(layer.Digest);
    }

    /// <summary>A client for one chart.</summary>
    public static async Task<RegistrySignatures> OpenAsync(RegistryAccess access, ContentCache cache, OciRepository repository, string purpose, CancellationToken cancellationToken) =>
        new(await RegistryClient.OpenAsync(access, repository, purpose, isWriting: false, cancellationToken), cache);
}
