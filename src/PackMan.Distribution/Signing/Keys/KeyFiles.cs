using System.Security.Cryptography;

namespace PackMan.Distribution.Signing.Keys;

/// <summary>Reads keys from PEM files as openssl, cosign and PackMan write them.</summary>
/// <param name="passphrase">Gives the passphrase of a file that is encrypted, by its name; null when there is none to be had.</param>
public sealed class KeyFiles(Func<string, Task<string?>> passphrase)
{
    private const string OnlyP256 = "PackMan signs with ECDSA on the curve P-256, as cosign does: make such a pair with `packman generate-key NAME`";

    // 1.2.840.113549.1.1.1 in DER.
    private static ReadOnlySpan<byte> RsaIdentifier => [0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x01, 0x01];

    /// <summary>Variables that hold passphrases, in the order they are looked at.</summary>
    public static readonly string[] PassphraseVariables = ["PACKMAN_KEY_PASSWORD", "COSIGN_PASSWORD"];

    /// <summary>A private key.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="name">As the user knows it.</param>
    /// <exception cref="KeyFileException">The file holds none, or none that can be used.</exception>
    public async Task<SigningKey> ReadPrivateAsync(string path, string name)
    {
        var block = PemFile.Read(path, name);
        return block.Label switch
        {
            "PRIVATE KEY" => Import(name, key => key.ImportPkcs8PrivateKey(block.Content, out _), cause => NoKey(name, block.Content, cause)),
            "EC PRIVATE KEY" => Import(name, key => key.ImportECPrivateKey(block.Content, out _), cause => NoKey(name, block.Content, cause)),
            "ENCRYPTED PRIVATE KEY" => await ImportEncryptedAsync(name, block.Content),
            "ENCRYPTED COSIGN PRIVATE KEY" or "ENCRYPTED SIGSTORE PRIVATE KEY" => await ImportCosignAsync(name, block.Content),
            "PUBLIC KEY" or "CERTIFICATE" => throw new KeyFileException(name, "is a public key, and signing needs the private one", "Name the `.key` file of the pair"),
            _ => throw Foreign(name, block.Label),
        };
    }

    /// <summary>A public key.</summary>
    /// <param name="path">Absolute.</param>
    /// <param name="name">As the user knows it.</param>
    /// <exception cref="KeyFileException">The file holds none, or none that can be used.</exception>
    public static VerificationKey ReadPublic(string path, string name) => ReadPublic(PemFile.Read(path, name), name);

    /// <summary>A public key in the text of another file.</summary>
    /// <exception cref="KeyFileException">The text is no such key.</exception>
    public static VerificationKey ParsePublic(string pem, string name) => ReadPublic(PemFile.Parse(pem, name), name);

    private static VerificationKey ReadPublic(PemBlock block, string name)
    {
        if (block.Label != "PUBLIC KEY")
        {
            throw block.Label.EndsWith("PRIVATE KEY", StringComparison.Ordinal)
                ? new KeyFileException(name, "is a private key, and checking needs the public one", $"Take the public half with `openssl pkey -in {name} -pubout`, and keep the private one where charts are signed only")
                : Foreign(name, block.Label);
        }

        using var key = ECDsa.Create();
        try
        {
            key.ImportSubjectPublicKeyInfo(block.Content, out _);
        }
        catch (CryptographicException exception)
        {
            throw NoKey(name, block.Content, exception);
        }

        return VerificationKey.TryCreate(name, key) ?? throw OtherCurve(name, key);
    }

    private async Task<SigningKey> ImportEncryptedAsync(string name, byte[] content)
    {
        var secret = await PassphraseAsync(name);
        return Import(name, key => key.ImportEncryptedPkcs8PrivateKey(secret, content, out _), exception => WrongPassphrase(name, exception));
    }

    private async Task<SigningKey> ImportCosignAsync(string name, byte[] content)
    {
        var secret = await PassphraseAsync(name);
        var decrypted = CosignKeyBox.TryOpen(content, secret, name) ?? throw WrongPassphrase(name, null);
        try
        {
            return Import(name, key => key.ImportPkcs8PrivateKey(decrypted, out _), cause => NoKey(name, decrypted, cause));
        }
        finally
        {
            CryptographicOperations.ZeroMemory(decrypted);
        }
    }

    private async Task<string> PassphraseAsync(string name) => await passphrase(name) ?? throw NoPassphrase(name);

    private static SigningKey Import(string name, Action<ECDsa> read, Func<CryptographicException, KeyFileException> explain)
    {
        var key = ECDsa.Create();
        try
        {
            read(key);
            return SigningKey.TryCreate(name, key) ?? throw OtherCurve(name, key);
        }
        catch (CryptographicException exception)
        {
            key.Dispose();
            throw explain(exception);
        }
    }

    internal static KeyFileException NoPassphrase(string name) =>
        new(name, "is encrypted, and no passphrase was given", "Put it into the variable PACKMAN_KEY_PASSWORD or into a file named with `--passphrase-file`");

    internal static KeyFileException WrongPassphrase(string name, Exception? cause) =>
        new(name, "cannot be decrypted: the passphrase is wrong, or the file is damaged", "Check what was typed, PACKMAN_KEY_PASSWORD, or the file of `--passphrase-file` and line ends in it", cause);

    private static KeyFileException NoKey(string name, ReadOnlySpan<byte> content, Exception cause) =>
        new(name, content.IndexOf(RsaIdentifier) >= 0 ? "is an RSA key" : "holds no ECDSA key, or a damaged one", OnlyP256, cause);

    private static KeyFileException OtherCurve(string name, ECDsa key) =>
        new(name, $"is a key of {key.KeySize} bits on another curve than P-256", OnlyP256);

    private static KeyFileException Foreign(string name, string label) => label switch
    {
        "RSA PRIVATE KEY" or "RSA PUBLIC KEY" => new KeyFileException(name, "is an RSA key", OnlyP256),
        "CERTIFICATE" => new KeyFileException(name, "is a certificate", $"Take its key with `openssl x509 -in {name} -noout -pubkey`"),
        "OPENSSH PRIVATE KEY" => new KeyFileException(name, "is a key of SSH", OnlyP256),
        "PGP PUBLIC KEY BLOCK" or "PGP PRIVATE KEY BLOCK" => new KeyFileException(name, "is an OpenPGP key", "OpenPGP signatures (`.prov` files) are checked with `--keyring`"),
        _ => new KeyFileException(name, $"holds `{label}`, which is no key PackMan knows", OnlyP256),
    };
}
