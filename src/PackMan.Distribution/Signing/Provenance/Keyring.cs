using System.Security;
using Org.BouncyCastle.Bcpg.OpenPgp;
using PackMan.Distribution.Signing.Keys;

namespace PackMan.Distribution.Signing.Provenance;

/// <summary>Public OpenPGP keys: a keyring of old form (`pubring.gpg`) or an export, armored or not.</summary>
public sealed class Keyring
{
    private const int LargestFile = 64 * 1024 * 1024;

    // Behind the length and the kind of the first block.
    private const int KeyboxMark = 8;

    private readonly PgpPublicKeyRingBundle _keys;

    private Keyring(string name, PgpPublicKeyRingBundle keys) => (Name, _keys) = (name, keys);

    /// <summary>The file, as the user knows it.</summary>
    public string Name { get; }

    /// <param name="path">Absolute.</param>
    /// <param name="name">As the user knows it.</param>
    /// <exception cref="KeyFileException">The file is missing or holds no public keys.</exception>
    public static Keyring Read(string path, string name)
    {
        var bytes = ReadBytes(path, name);
        if (bytes.AsSpan().Length > KeyboxMark + 4 && bytes.AsSpan(KeyboxMark, 4).SequenceEqual("KBXf"u8))
        {
            throw new KeyFileException(name, "is a keybox, the form newer gpg keeps its keys in", "Export the keys with `gpg --export --output pubring.gpg` and name that file");
        }

        try
        {
            using var stream = PgpUtilities.GetDecoderStream(new MemoryStream(bytes));
            var keys = new PgpPublicKeyRingBundle(stream);
            return keys.Count > 0 ? new Keyring(name, keys) : throw new KeyFileException(name, "holds no key", "Export public keys with `gpg --export KEY --output FILE`");
        }
        catch (Exception exception) when (exception is PgpException or IOException or ArgumentException or InvalidCastException)
        {
            throw exception.Message.Contains("PgpSecretKeyRing", StringComparison.Ordinal)
                ? new KeyFileException(name, "holds private keys, and checking needs the public ones", "Export them with `gpg --export KEY --output FILE`", exception)
                : new KeyFileException(name, "is no OpenPGP keyring", "Export public keys with `gpg --export KEY --output FILE`", exception);
        }
    }

    /// <summary>The ring that has a key, and the key; null when it is not here.</summary>
    internal (PgpPublicKeyRing Ring, PgpPublicKey Key)? Find(long keyId) =>
        _keys.GetPublicKeyRing(keyId) is { } ring && ring.GetPublicKey(keyId) is { } key ? (ring, key) : null;

    private static byte[] ReadBytes(string path, string name)
    {
        try
        {
            return new FileInfo(path).Length switch
            {
                0 => throw new KeyFileException(name, "is empty", "Export public keys with `gpg --export KEY --output FILE`"),
                > LargestFile => throw new KeyFileException(name, "is larger than 64 MiB, more than any keyring", "Check the path"),
                _ => File.ReadAllBytes(path),
            };
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new KeyFileException(name, "does not exist", "Export public keys with `gpg --export KEY --output FILE`", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or SecurityException)
        {
            throw new KeyFileException(name, $"cannot be read: {exception.Message.TrimEnd('.')}", "Check who may read the file", exception);
        }
    }
}
