using Org.BouncyCastle.Bcpg.OpenPgp;
using PackMan.Distribution.Signing.Keys;

namespace PackMan.Distribution.Signing.Provenance;

/// <summary>Public OpenPGP keys.</summary>
public sealed class Keyring
{
    private readonly PgpPublicKeyRingBundle _keys;

    private Keyring(string name, PgpPublicKeyRingBundle keys) => (Name, _keys) = (name, keys);

    /// <summary>The file, as the user knows it.</summary>
    public string Name { get; }

    /// <param name="path">Absolute.</param>
    /// <param name="name">As the user knows it.</param>
    /// <exception cref="KeyFileException">The file is missing or holds no public keys.</exception>
    public static Keyring Read(string path, string name)
    {
        var file = new KeyringFile(path, name, "gpg --export KEY");
        var keys = file.Read(packets => new PgpPublicKeyRingBundle(packets), "holds private keys, and checking needs the public ones");
        return keys.Count > 0 ? new Keyring(name, keys) : throw file.Fault("holds no key");
    }

    /// <summary>The ring that has a key, and the key; null when it is not here.</summary>
    internal (PgpPublicKeyRing Ring, PgpPublicKey Key)? Find(long keyId) =>
        _keys.GetPublicKeyRing(keyId) is { } ring && ring.GetPublicKey(keyId) is { } key ? (ring, key) : null;
}
