using System.Text.Json;
using PackMan.Distribution.Cache;
using PackMan.Distribution.References;
using PackMan.Yaml;

namespace PackMan.Distribution.Signing.Registry;

/// <summary>
/// What is signed of an artifact in a registry: a statement that names its digest
/// (https://github.com/sigstore/cosign/blob/main/specs/SIGNATURE_SPEC.md#simple-signing).
/// </summary>
/// <param name="Repository">Where it lay when it was signed; not checked, because charts are copied to mirrors.</param>
/// <param name="Manifest">The digest of the manifest that was signed.</param>
internal sealed record SimpleSigning(string Repository, ContentDigest Manifest)
{
    public const string MediaType = "application/vnd.dev.cosign.simplesigning.v1+json";

    private const string Type = "cosign container image signature";

    public static SimpleSigning Of(OciRepository repository, ContentDigest manifest) => new(repository.ToString(), manifest);

    /// <summary>Null when the bytes are no such statement.</summary>
    public static SimpleSigning? TryParse(ReadOnlySpan<byte> payload)
    {
        try
        {
            return JsonText.Parse(payload).Find("critical") is YamlMap critical
                && critical.FindString("type") == Type
                && critical.FindString("image", "docker-manifest-digest") is { } digest && ContentDigest.TryParse(digest) is { } manifest
                ? new SimpleSigning(critical.FindString("identity", "docker-reference") ?? "", manifest)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The same bytes each time, as cosign writes them.</summary>
    public byte[] Write() => JsonText.WriteBytes(YamlMap.Empty
        .WithPath(["critical", "identity", "docker-reference"], new YamlString(Repository))
        .WithPath(["critical", "image", "docker-manifest-digest"], new YamlString(Manifest.ToString()))
        .WithPath(["critical", "type"], new YamlString(Type))
        .With("optional", YamlNull.Instance));
}
