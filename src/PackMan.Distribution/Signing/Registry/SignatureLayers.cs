using System.Collections.Immutable;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Oci;
using PackMan.Yaml;

namespace PackMan.Distribution.Signing.Registry;

/// <summary>Cosign's manifests of signatures: each layer is a statement, with its signature in an annotation.</summary>
internal static class SignatureLayers
{
    /// <summary>What cosign calls its signatures among the referrers of a manifest.</summary>
    public const string ArtifactType = "application/vnd.dev.cosign.artifact.sig.v1+json";

    private const string Annotation = "dev.cosignproject.cosign/signature";
    private const string ImageConfig = "application/vnd.oci.image.config.v1+json";
    private const string EmptyConfig = "application/vnd.oci.empty.v1+json";

    /// <summary>The tag `cosign verify` looks under.</summary>
    public static string TagOf(ContentDigest manifest) => $"{Referrers.TagOf(manifest)}.sig";

    /// <summary>The layers that are signatures, with what stands in the annotation.</summary>
    public static IEnumerable<(Descriptor Layer, string Signature)> Read(ImageManifest manifest) =>
        from layer in manifest.Layers
        where layer.MediaType == SimpleSigning.MediaType && layer.Annotations.ContainsKey(Annotation)
        select (layer, SignatureOf(layer));

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

    private static Descriptor Blob(string mediaType, byte[] content) => new(mediaType, ContentDigest.Of(content), content.Length);
}
