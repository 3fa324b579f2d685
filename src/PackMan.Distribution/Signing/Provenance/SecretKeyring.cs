using System.Collections.Immutable;
using Org.BouncyCastle.Bcpg.OpenPgp;
using PackMan.Distribution.Signing.Keys;

namespace PackMan.Distribution.Signing.Provenance;

/// <summary>Private OpenPGP keys, found by what their owners are called.</summary>
internal sealed class SecretKeyring
{
    // What gpg calls the short form of a fingerprint.
    private const int ShortestFingerprint = 16;

    private const int MostShown = 5;

    private readonly KeyringFile _file;
    private readonly ImmutableArray<PgpSecretKeyRing> _rings;

    private SecretKeyring(KeyringFile file, ImmutableArray<PgpSecretKeyRing> rings) => (_file, _rings) = (file, rings);

    /// <param name="path">Absolute.</param>
    /// <param name="name">As the user knows it.</param>
    /// <exception cref="KeyFileException">The file is missing or holds no private keys.</exception>
    public static SecretKeyring Read(string path, string name)
    {
        var file = new KeyringFile(path, name, "gpg --export-secret-keys KEY");
        var bundle = file.Read(packets => new PgpSecretKeyRingBundle(packets), "holds public keys, and signing needs the private ones");
        return bundle.Count > 0 ? new SecretKeyring(file, [.. bundle.GetKeyRings()]) : throw file.Fault("holds no key");
    }

    /// <summary>The newest key that can sign of the one owner who is meant: his user ID or a part of it, as in Helm, or a fingerprint.</summary>
    /// <exception cref="KeyFileException">Nobody or more than one is called so, or he has no key to sign with.</exception>
    public PgpSecretKey Find(string owner, DateTimeOffset now)
    {
        var ring = Choose(owner);
        var publicRing = PublicOf(ring);
        var keys = ring.GetSecretKeys().Select(key => (Key: key, Fault: FindFault(publicRing, key, now))).ToList();
        return keys.Where(pair => pair.Fault is null).OrderBy(pair => pair.Key.IsMasterKey).ThenByDescending(pair => pair.Key.PublicKey.CreationTime).FirstOrDefault().Key
            ?? throw Unusable($"has the key {OpenPgpSignature.FingerprintOf(publicRing)} of `{OwnerOf(ring)}`, {keys[0].Fault}", "Name another key with `--key`");
    }

    private PgpSecretKeyRing Choose(string owner)
    {
        var found = _rings.Where(ring => ring.GetSecretKey().UserIds.Contains(owner, StringComparer.Ordinal) || IsFingerprint(ring, owner)).ToList();
        if (found.Count == 0)
        {
            found = [.. _rings.Where(ring => ring.GetSecretKey().UserIds.Any(user => user.Contains(owner, StringComparison.Ordinal)))];
        }

        return found switch
        {
            [var only] => only,
            [] => throw Unusable($"has no key of `{owner}`, but of {Show(_rings)}", "Name one of them with `--key`"),
            _ => throw Unusable($"has several keys of `{owner}`: of {Show(found)}", "Name the whole user ID or the fingerprint with `--key`"),
        };
    }

    private KeyFileException Unusable(string reason, string hint) => new(_file.Name, reason, hint);

    private static bool IsFingerprint(PgpSecretKeyRing ring, string text)
    {
        var digits = text.Replace(" ", "", StringComparison.Ordinal);
        return digits.Length >= ShortestFingerprint && ring.GetSecretKeys().Any(key => Convert.ToHexString(key.PublicKey.GetFingerprint()).EndsWith(digits, StringComparison.OrdinalIgnoreCase));
    }

    private static string? FindFault(PgpPublicKeyRing ring, PgpSecretKey key, DateTimeOffset now) =>
        OpenPgpKeyState.FindFault(ring, key.PublicKey, now)
        ?? (!key.IsSigningKey ? "which is not made for signing" : key.IsPrivateKeyEmpty ? "whose private half is kept elsewhere, such as on a card" : null);

    private static PgpPublicKeyRing PublicOf(PgpSecretKeyRing ring)
    {
        using var packets = new MemoryStream();
        foreach (var key in ring.GetSecretKeys())
        {
            key.PublicKey.Encode(packets);
        }

        return new PgpPublicKeyRing(packets.ToArray());
    }

    private static string Show(IReadOnlyCollection<PgpSecretKeyRing> rings) =>
        string.Join(", ", rings.Take(MostShown).Select(ring => $"`{OwnerOf(ring)}`")) + (rings.Count > MostShown ? $" and {rings.Count - MostShown} more" : "");

    private static string OwnerOf(PgpSecretKeyRing ring) => ring.GetSecretKey().UserIds.FirstOrDefault() ?? "no name";
}
