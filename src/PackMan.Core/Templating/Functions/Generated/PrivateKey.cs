using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace PackMan.Templating.Functions.Generated;

/// <summary>A key that can sign certificates, RSA or ECDSA. Keys come from the system's generator: nothing that is derived is as well tried.</summary>
internal sealed class PrivateKey : IDisposable
{
    public const string DefaultKind = "ecdsa";

    // As strong as P-256 and fit for the years after 2030 (NIST SP 800-57, table 2).
    private const int RsaBits = 3072;

    private readonly AsymmetricAlgorithm _key;

    private PrivateKey(AsymmetricAlgorithm key) => _key = key;

    public string Pem => _key.ExportPkcs8PrivateKeyPem();

    public X509SignatureGenerator Signer => _key is RSA rsa
        ? X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1)
        : X509SignatureGenerator.CreateForECDsa((ECDsa)_key);

    public X509KeyUsageFlags LeafUsages => _key is RSA
        ? X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment
        : X509KeyUsageFlags.DigitalSignature;

    /// <summary>A new key; null when there is no such kind.</summary>
    public static PrivateKey? Make(string kind) => kind switch
    {
        "ecdsa" => new PrivateKey(ECDsa.Create(ECCurve.NamedCurves.nistP256)),
        "rsa" => new PrivateKey(RSA.Create(RsaBits)),
        _ => null,
    };

    /// <summary>The key that a PEM text holds; null when it is no RSA or ECDSA key, or an encrypted one.</summary>
    public static PrivateKey? Read(string pem) => Imported(RSA.Create(), pem) ?? Imported(ECDsa.Create(), pem);

    public bool BelongsTo(X509Certificate2 certificate) =>
        _key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(certificate.PublicKey.ExportSubjectPublicKeyInfo());

    public CertificateRequest Request(X500DistinguishedName subject) => _key is RSA rsa
        ? new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
        : new CertificateRequest(subject, (ECDsa)_key, HashAlgorithmName.SHA256);

    public void Dispose() => _key.Dispose();

    private static PrivateKey? Imported(AsymmetricAlgorithm key, string pem)
    {
        try
        {
            key.ImportFromPem(pem);
            // A public key alone can be imported too.
            _ = key.ExportPkcs8PrivateKey();
            return new PrivateKey(key);
        }
        catch (Exception error) when (error is ArgumentException or CryptographicException)
        {
            key.Dispose();
            return null;
        }
    }
}
