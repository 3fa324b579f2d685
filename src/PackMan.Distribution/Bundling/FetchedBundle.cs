using System.Collections.Immutable;
using PackMan.Charts.Bundling;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Oci;
using PackMan.Distribution.Signing;
using PackMan.Images;

namespace PackMan.Distribution.Bundling;

/// <summary>What came along with an archive in its bundle.</summary>
/// <param name="Digest">Of the bundle.</param>
/// <param name="Images">As the bundle lists them.</param>
/// <param name="Evidence">Signatures of the archive.</param>
public sealed record FetchedBundle(ContentDigest Digest, ImmutableArray<UsedImage> Images, ImmutableArray<SignatureEvidence> Evidence)
{
    /// <summary>The chart's archive in a bundle, taken into the cache like one that was fetched; what is no bundle is left as it is.</summary>
    /// <exception cref="PackManException">The bundle is damaged, or not as it was made.</exception>
    internal static FetchedArchive Unwrap(FetchedArchive fetched, ContentCache cache, CancellationToken cancellationToken)
    {
        using var content = cache.Require(fetched.Digest);
        if (BundleArchive.TryRead(content, fetched.Name, cancellationToken) is not { } bundle)
        {
            return fetched;
        }

        var archive = cache.Keep(bundle.ChartFile.Content.Span);
        return fetched with
        {
            Digest = archive,
            ManifestDigest = BundledEvidence.FindManifest(bundle, archive, fetched.Name) is { } manifest ? cache.Keep(manifest) : null,
            ProvenanceDigest = BundledEvidence.FindProvenance(bundle) is { } provenance ? cache.Keep(provenance) : null,
            Bundle = new FetchedBundle(fetched.Digest, bundle.Images, BundledEvidence.Read(bundle)),
        };
    }
}
