using System.Collections.Immutable;
using System.Text.Json;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Signing.Keys;
using PackMan.Yaml;

namespace PackMan.Distribution.Signing.Sigstore;

/// <summary>
/// A bundle of Sigstore, as cosign 3 signs: only what the signature of a key needs, and nothing of logs and certificates
/// (https://github.com/sigstore/protobuf-specs/blob/main/protos/sigstore_bundle.proto).
/// </summary>
/// <param name="Signed">The digest of the bytes that are signed; null when they are the artifact itself.</param>
/// <param name="Subjects">The artifacts it speaks of; empty when it names none.</param>
internal sealed record SigstoreBundle(ContentDigest? Signed, ImmutableArray<ContentDigest> Subjects, byte[] Signature)
{
    /// <summary>What all media types of bundles begin with.</summary>
    public const string MediaTypePrefix = "application/vnd.dev.sigstore.bundle";

    private static readonly string[] Known = [$"{MediaTypePrefix}.v0.3+json", $"{MediaTypePrefix}+json;version=0.3"];

    /// <summary>Whether a file is a bundle rather than a bare signature.</summary>
    public static bool LooksLike(ReadOnlySpan<byte> file) => file.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];

    /// <exception cref="SigstoreBundleException">It is no bundle, or not one of the signature of a key.</exception>
    public static SigstoreBundle Read(ReadOnlySpan<byte> file)
    {
        var bundle = Parse(file, "it is no bundle of Sigstore");
        var mediaType = Text(bundle, "mediaType");
        if (!Known.Contains(mediaType, StringComparer.Ordinal))
        {
            throw new SigstoreBundleException($"it is a bundle of the form `{mediaType}`, and only v0.3 is read");
        }

        RequireKey(bundle.Find("verificationMaterial"));
        return (bundle.Find("dsseEnvelope"), bundle.Find("messageSignature")) switch
        {
            (YamlMap envelope, null) => OfEnvelope(envelope),
            (null, YamlMap message) => OfMessage(message),
            _ => throw new SigstoreBundleException("it is no bundle of Sigstore: there is not exactly one of `dsseEnvelope` and `messageSignature` in it"),
        };
    }

    private static void RequireKey(YamlNode? material)
    {
        if (material?.Find("certificate") is not null || material?.Find("x509CertificateChain") is not null)
        {
            throw new SigstoreBundleException("it is keyless: a certificate says who signed, and identities of certificates are not supported. Ask for a signature with a key: `cosign sign --key` or `packman sign`");
        }

        if (material?.Find("publicKey") is not YamlMap)
        {
            throw new SigstoreBundleException("it is no bundle of Sigstore: `verificationMaterial` in it names neither key nor certificate");
        }
    }

    private static SigstoreBundle OfEnvelope(YamlMap envelope)
    {
        var payloadType = Text(envelope, "payloadType");
        if (payloadType != InTotoStatement.MediaType)
        {
            throw new SigstoreBundleException($"it signs something of the type `{payloadType}`, which is no statement about a chart");
        }

        var payload = Bytes(envelope, "payload");
        return envelope.Find("signatures") is YamlList { Items: [YamlMap only] }
            ? new SigstoreBundle(InTotoStatement.SignedDigest(payload), InTotoStatement.Subjects(payload), Bytes(only, "sig"))
            : throw new SigstoreBundleException("it is no bundle of Sigstore: there is not exactly one signature in its envelope");
    }

    private static SigstoreBundle OfMessage(YamlMap message)
    {
        var signature = Bytes(message, "signature");
        if (message.Find("messageDigest") is not { } digest)
        {
            return new SigstoreBundle(null, [], signature);
        }

        return digest.FindString("algorithm") == "SHA2_256" && ContentDigest.TryParse($"sha256:{Convert.ToHexStringLower(Bytes(digest, "digest"))}") is { } known
            ? new SigstoreBundle(null, [known], signature)
            : throw new SigstoreBundleException("it rests on another digest than SHA-256");
    }

    /// <exception cref="SigstoreBundleException">The bytes are no JSON.</exception>
    internal static YamlNode Parse(ReadOnlySpan<byte> json, string otherwise)
    {
        try
        {
            return JsonText.Parse(json);
        }
        catch (JsonException exception)
        {
            throw new SigstoreBundleException($"{otherwise}: it cannot be read as JSON", exception);
        }
    }

    /// <exception cref="SigstoreBundleException">There is no such text.</exception>
    internal static string Text(YamlNode node, string key) =>
        node.FindString(key) ?? throw new SigstoreBundleException($"it is no bundle of Sigstore: `{key}` in it is missing or no text");

    private static byte[] Bytes(YamlNode node, string key) =>
        EcdsaSignature.Decode(Text(node, key)) ?? throw new SigstoreBundleException($"it is no bundle of Sigstore: `{key}` in it is no base64");
}

/// <summary>Why a bundle proves nothing, to stand behind its place.</summary>
internal sealed class SigstoreBundleException(string reason, Exception? cause = null) : Exception(reason, cause);
