using System.Text;
using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using PackMan.Charts;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Signing.Keys;

namespace PackMan.Distribution.Signing.Provenance;

/// <summary>A private OpenPGP key that signs charts as Helm does, with `.prov` files.</summary>
public sealed class ProvenanceKey : IArchiveSigner
{
    private readonly PgpPublicKey _public;
    private readonly PgpPrivateKey _key;
    private readonly TimeProvider _time;

    private ProvenanceKey(PgpPublicKey publicKey, PgpPrivateKey key, TimeProvider time) => (_public, _key, _time) = (publicKey, key, time);

    public string Suffix => EvidenceFinder.ProvenanceSuffix;

    public string Fingerprint => Convert.ToHexString(_public.GetFingerprint());

    /// <param name="path">Of the keyring, absolute.</param>
    /// <param name="name">Of the keyring, as the user knows it.</param>
    /// <param name="owner">Whose key it is: a user ID, a part of one, or a fingerprint.</param>
    /// <param name="passphrase">Gives the passphrase of an encrypted key, by its owner; null when there is none to be had.</param>
    /// <exception cref="KeyFileException">There is no such key, or it cannot be used.</exception>
    public static async Task<ProvenanceKey> ReadAsync(string path, string name, string owner, Func<string, Task<string?>> passphrase, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(passphrase);
        ArgumentNullException.ThrowIfNull(time);
        var key = SecretKeyring.Read(path, name).Find(owner, time.GetUtcNow());
        var secret = key.KeyEncryptionAlgorithm == SymmetricKeyAlgorithmTag.Null ? "" : await passphrase(owner) ?? throw KeyFiles.NoPassphrase(name);
        try
        {
            return new ProvenanceKey(key.PublicKey, key.ExtractPrivateKeyUtf8(secret.ToCharArray()), time);
        }
        catch (Exception exception) when (exception is PgpException or IOException or ArgumentException)
        {
            throw KeyFiles.WrongPassphrase(name, exception);
        }
    }

    public byte[] SignArchive(ChartMetadata chart, string fileName, ContentDigest digest)
    {
        ArgumentNullException.ThrowIfNull(chart);
        ArgumentNullException.ThrowIfNull(digest);
        var text = ClearSignedText.Of(ProvenanceFile.Text(chart, fileName, digest));
        return (text with { Signature = Armor(Sign(text.SignedBytes)) }).Write("SHA512");
    }

    private PgpSignature Sign(byte[] text)
    {
        var facts = new PgpSignatureSubpacketGenerator();
        facts.SetSignatureCreationTime(isCritical: true, _time.GetUtcNow().UtcDateTime);
        facts.SetIssuerFingerprint(isCritical: false, _public);
        var generator = new PgpSignatureGenerator(_public.Algorithm, HashAlgorithmTag.Sha512);
        generator.InitSign(PgpSignature.CanonicalTextDocument, _key);
        generator.SetHashedSubpackets(facts.Generate());
        generator.Update(text);
        return generator.Generate();
    }

    private static byte[] Armor(PgpSignature signature)
    {
        using var armored = new MemoryStream();
        using (var packets = new ArmoredOutputStream(armored, addVersionHeader: false))
        {
            signature.Encode(packets);
        }

        return Encoding.ASCII.GetBytes(Encoding.ASCII.GetString(armored.ToArray()).ReplaceLineEndings("\n"));
    }

    public void Dispose()
    {
        // The library keeps the key in objects that cannot be cleared.
    }
}
