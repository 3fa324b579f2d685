using System.Collections.Immutable;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Oci;
using PackMan.Distribution.Signing.Sigstore;
using PackMan.Yaml;

namespace PackMan.Distribution.Signing.Registry;

/// <summary>
/// Cosign's manifests of signatures. Of old each layer is a statement, with its signature in an annotation; since cosign 3 the one layer is a
/// bundle of Sigstore, which holds both (https://github.com/sigstore/cosign/blob/main/specs/BUNDLE_SPEC.md).
/// </summary>
internal static class SignatureLayers
{
    /// <summary>What cosign calls its signatures among the referrers of a manifest.</summary>
    public const string ArtifactType = "application/vnd.dev.cosign.artifact.sig.v1+json";

    // What a bundle states; there are others than that something is signed, such as what an image is made of.
    private const string Predicate = "dev.sigstore.bundle.predicateType";

    private const string Annotation = "dev.cosignproject.cosign/signature";
    private const string ImageConfig = "application/vnd.oci.image.config.v1+json";
    private const string EmptyConfig = "application/vnd.oci.empty.v1+json";

    /// <summary>The tag `cosign verify` looks under.</summary>
    public static string TagOf(ContentDigest manifest) => $"{Referrers.TagOf(manifest)}.sig";

    /// <summary>Whether a referrer may be a signature, as far as its list tells.</summary>
    public static bool MayHold(Descriptor referrer) => referrer.ArtifactType == ArtifactType
        || (IsBundle(referrer.ArtifactType) && referrer.Annotations.GetValueOrDefault(Predicate, InTotoStatement.Predicate) == InTotoStatement.Predicate);

    /// <summary>The layers that are signatures, with what stands in the annotation; null for bundles.</summary>
    public static IEnumerable<(Descriptor Layer, string? Signature)> Read(ImageManifest manifest) =>
        from layer in manifest.Layers
        let isBundle = IsBundle(layer.MediaType)
        where isBundle || (layer.MediaType == SimpleSigning.MediaType && layer.Annotations.ContainsKey(Annotation))
        select (layer, isBundle ? null : SignatureOf(layer));

    public static string SignatureOf(Descriptor layer) => layer.Annotations[Annotation];

    public static Descriptor Layer(byte[] statement, byte[] signature) => new(SimpleSigning.MediaType, ContentDigest.Of(statement), statement.Length)
    {
        Annotations = ImmutableSortedDictionary<string, string>.Empty.Add(Annotation, Convert.ToBase64String(signature)),
    };

    /// <summary>The manifest under cosign's tag, with one layer more than before, and its config.</summary>
    public static (ImageManifest Manifest, byte[] Config) Tagged(ImageManifest? before, Descriptor layer)
    {
        ImmutableArray<Descriptor> layers = [.. before?.Layers ?? [], layer];
        var config = JsonText.WriteBytes(YamlMap.Empty
            .With("architecture", new YamlString(""))
            .With("os", new YamlString(""))
            .With("config", YamlMap.Empty)
            .WithPath(["rootfs", "type"], new YamlString("layers"))
            .WithPath(["rootfs", "diff_ids"], new YamlList([.. layers.Select(each => new YamlString(each.Digest.ToString()))])));
        return ((before ?? new ImageManifest { Config = layer }) with { Config = Blob(ImageConfig, config), Layers = layers }, config);
    }

    /// <summary>The manifest that refers to what was signed, and its config, which is empty.</summary>
    public static (ImageManifest Manifest, byte[] Config) Referring(Descriptor subject, Descriptor layer)
    {
        var config = "{}"u8.ToArray();
        return (new ImageManifest { ArtifactType = ArtifactType, Config = Blob(EmptyConfig, config), Layers = [layer], Subject = subject }, config);
    }

    private static bool IsBundle(string? mediaType) => mediaType?.StartsWith(SigstoreBundle.MediaTypePrefix, StringComparison.Ordinal) == true;

    private static Descriptor Blob(string mediaType, byte[] content) => new(mediaType, ContentDigest.Of(content), content.Length);
}
