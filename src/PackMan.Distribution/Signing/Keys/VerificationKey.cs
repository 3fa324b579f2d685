using System.Security.Cryptography;
using PackMan.Distribution.Cache;

namespace PackMan.Distribution.Signing.Keys;

/// <summary>A public key that signatures are checked with: ECDSA on the curve P-256, over SHA-256.</summary>
public sealed class VerificationKey
{
    private const string P256 = "1.2.840.10045.3.1.7";

    private readonly byte[] _subjectPublicKeyInfo;

    private VerificationKey(string name, byte[] subjectPublicKeyInfo)
    {
        Name = name;
        _subjectPublicKeyInfo = subjectPublicKeyInfo;
        Fingerprint = ContentDigest.Of(subjectPublicKeyInfo);
    }

    /// <summary>The file it was read from, as the user knows it.</summary>
    public string Name { get; }

    /// <summary>The digest of the key in DER form: `openssl pkey -pubin -in FILE -outform DER | sha256sum`.</summary>
    public ContentDigest Fingerprint { get; }

    /// <summary>As errors name it.</summary>
    public string Shown => $"`{Name}` ({ShortFingerprint})";

    public string ShortFingerprint => $"key {Fingerprint.Hex[..16]}";

    /// <summary>Whether a signature was made with the private half over content of this digest.</summary>
    /// <param name="signature">In DER form, as openssl and cosign write it.</param>
    public bool Verifies(ContentDigest digest, ReadOnlySpan<byte> signature)
    {
        ArgumentNullException.ThrowIfNull(digest);
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(_subjectPublicKeyInfo, out _);
        return EcdsaSignature.IsWellFormed(signature) && key.VerifyHash(Convert.FromHexString(digest.Hex), signature, DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary>The key as openssl and cosign read it.</summary>
    public string ToPem() => new string(PemEncoding.Write("PUBLIC KEY", _subjectPublicKeyInfo)) + "\n";

    /// <summary>The public half of any key; null when it lies on another curve.</summary>
    internal static VerificationKey? TryCreate(string name, ECDsa key) =>
        key.ExportParameters(includePrivateParameters: false).Curve is { IsNamed: true, Oid.Value: P256 } ? new VerificationKey(name, key.ExportSubjectPublicKeyInfo()) : null;
}
