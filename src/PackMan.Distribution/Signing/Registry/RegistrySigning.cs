using PackMan.Distribution.Cache;
using PackMan.Distribution.Oci;
using PackMan.Distribution.References;
using PackMan.Distribution.Signing.Keys;

namespace PackMan.Distribution.Signing.Registry;

/// <summary>What signing a chart in a registry did.</summary>
/// <param name="Digest">Of the manifest that was signed.</param>
/// <param name="IsNew">False when the key had signed it before.</param>
public sealed record RegistrySignature(OciReference Reference, ContentDigest Digest, bool IsNew);

/// <summary>Signs charts in registries: as a referrer, and under the tag where `cosign verify` looks.</summary>
public sealed class RegistrySigning(RegistryAccess access, ContentCache cache)
{
    /// <summary>The tag the signatures of a manifest lie under.</summary>
    public static string TagOf(ContentDigest manifest) => SignatureLayers.TagOf(manifest);

    /// <summary>Signs what a reference stands for now; by its digest, so that the tag may move.</summary>
    /// <param name="version">Which version, where the reference has neither tag nor digest.</param>
    /// <exception cref="PackManException">There is no such chart, or the registry refused or failed.</exception>
    public async Task<RegistrySignature> RunAsync(OciReference reference, VersionChoice version, SigningKey key, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(reference);
        ArgumentNullException.ThrowIfNull(key);
        var (wanted, bytes) = await new OciCharts(access, cache).ResolveAsync(reference, version, cancellationToken);
        var subject = new Descriptor(ImageManifest.MediaType, ContentDigest.Of(bytes), bytes.Length);
        var client = await RegistryClient.OpenAsync(access, reference.Repository, $"sign `{wanted}`", isWriting: true, cancellationToken);
        if (await IsSignedAsync(client, subject.Digest, key.Public, cancellationToken))
        {
            return new RegistrySignature(wanted, subject.Digest, IsNew: false);
        }

        var statement = SimpleSigning.Of(reference.Repository, subject.Digest).Write();
        var layer = SignatureLayers.Layer(statement, key.Sign(ContentDigest.Of(statement)));
        await UploadAsync(client, layer, statement, cancellationToken);
        await ReferAsync(client, subject, layer, cancellationToken);
        await ContestedTag.AddAsync(client, TagOf(subject.Digest), () => AddToTagAsync(client, subject.Digest, layer, cancellationToken));
        return new RegistrySignature(wanted, subject.Digest, IsNew: true);
    }

    private async Task<bool> IsSignedAsync(RegistryClient client, ContentDigest subject, VerificationKey key, CancellationToken cancellationToken)
    {
        var signatures = new RegistrySignatures(client, cache);
        var tagged = await signatures.FindTaggedAsync(subject, cancellationToken);
        var known = (await signatures.FindAsync(subject, cancellationToken)).OfType<SignatureEvidence.Stated>()
            .Where(evidence => evidence.IsOf(subject, key))
            .Select(evidence => evidence.Signature)
            .ToHashSet(StringComparer.Ordinal);
        // A signature that cosign does not find yet is made again.
        return tagged is not null && SignatureLayers.Read(tagged).Any(layer => layer.Signature is { } signature && known.Contains(signature));
    }

    private static async Task ReferAsync(RegistryClient client, Descriptor subject, Descriptor layer, CancellationToken cancellationToken)
    {
        var (manifest, config) = SignatureLayers.Referring(subject, layer);
        await UploadAsync(client, manifest.Config, config, cancellationToken);
        await new Referrers(client).AddAsync(manifest, subject, cancellationToken);
    }

    private async Task<bool> AddToTagAsync(RegistryClient client, ContentDigest subject, Descriptor layer, CancellationToken cancellationToken)
    {
        var before = await new RegistrySignatures(client, cache).FindTaggedAsync(subject, cancellationToken);
        if (before is not null && SignatureLayers.Read(before).Any(known => known.Signature == SignatureLayers.SignatureOf(layer)))
        {
            return false;
        }

        var (manifest, config) = SignatureLayers.Tagged(before, layer);
        await UploadAsync(client, manifest.Config, config, cancellationToken);
        await client.PutManifestAsync(TagOf(subject), manifest.Write(), cancellationToken);
        return true;
    }

    private static async Task UploadAsync(RegistryClient client, Descriptor blob, byte[] content, CancellationToken cancellationToken)
    {
        using var stream = new MemoryStream(content);
        await new BlobUpload(client).RunAsync(blob, stream, cancellationToken);
    }
}
