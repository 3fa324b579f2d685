using System.Security.Cryptography;
using PackMan.Charts;
using PackMan.Distribution.Cache;

namespace PackMan.Distribution.Signing.Keys;

/// <summary>A private key that signs. It never becomes text, except as the file it is made as.</summary>
public sealed class SigningKey : IArchiveSigner
{
    // What OWASP asks of PBKDF2 with SHA-256.
    private static readonly PbeParameters Encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 600_000);

    private readonly ECDsa _key;

    private SigningKey(ECDsa key, VerificationKey publicKey) => (_key, Public) = (key, publicKey);

    /// <summary>What others check its signatures with.</summary>
    public VerificationKey Public { get; }

    public string Suffix => EvidenceFinder.SignatureSuffix;

    public string Fingerprint => Public.Fingerprint.ToString();

    /// <inheritdoc/>
    /// <remarks>Of the bytes alone, as `openssl dgst -sha256 -sign` and `cosign sign-blob` do.</remarks>
    public byte[] SignArchive(ChartMetadata chart, string fileName, ContentDigest digest) => Sign(digest);

    /// <summary>A new key.</summary>
    /// <param name="name">Of its public half.</param>
    public static SigningKey Generate(string name)
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return TryCreate(name, key) ?? throw new InvalidOperationException("The system's cryptography made a key on another curve than it was asked for");
    }

    /// <summary>Signs content of this digest; each time with another signature.</summary>
    /// <returns>In DER form, as openssl and cosign read it.</returns>
    public byte[] Sign(ContentDigest digest)
    {
        ArgumentNullException.ThrowIfNull(digest);
        return _key.SignHash(Convert.FromHexString(digest.Hex), DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary>The key as a PEM file in PKCS#8 form, which openssl reads.</summary>
    /// <param name="passphrase">Encrypts it; null leaves it readable for whoever gets the file.</param>
    public string ToPem(string? passphrase) =>
        (passphrase is null ? _key.ExportPkcs8PrivateKeyPem() : _key.ExportEncryptedPkcs8PrivateKeyPem(passphrase, Encryption)) + "\n";

    /// <summary>Takes a key over; null when it lies on another curve.</summary>
    internal static SigningKey? TryCreate(string name, ECDsa key) => VerificationKey.TryCreate(name, key) is { } publicKey ? new SigningKey(key, publicKey) : null;

    public void Dispose() => _key.Dispose();
}
