using Org.BouncyCastle.Bcpg.OpenPgp;

namespace PackMan.Distribution.Signing.Provenance;

/// <summary>Whether an OpenPGP key counts. Only what its owner signed is believed of it; a revocation is believed from anybody, to be safe.</summary>
internal static class OpenPgpKeyState
{
    private const int MaySign = 0x02;

    /// <summary>Why signatures of a key do not count now, to stand behind its name; null when they do.</summary>
    public static string? FindFault(PgpPublicKeyRing ring, PgpPublicKey key, DateTimeOffset now)
    {
        var master = ring.GetPublicKey();
        if (master.HasRevocation() || key.HasRevocation())
        {
            return "which is revoked";
        }

        if (SelfSignature(master) is not { } own)
        {
            return "which its owner never signed";
        }

        if (FindExpiry(master, own, now) is { } expired)
        {
            return expired;
        }

        var binding = key.IsMasterKey ? own : Binding(master, key);
        return binding is null ? "which is a subkey that its main key does not vouch for"
            : FindExpiry(key, binding, now)
            ?? (binding.GetHashedSubPackets()?.GetKeyFlags() is { } flags and not 0 && (flags & MaySign) == 0 ? "which is not made for signing" : null);
    }

    private static string? FindExpiry(PgpPublicKey key, PgpSignature own, DateTimeOffset now)
    {
        var seconds = own.GetHashedSubPackets()?.GetKeyExpirationTime() ?? 0;
        var end = new DateTimeOffset(DateTime.SpecifyKind(key.CreationTime, DateTimeKind.Utc)).AddSeconds(seconds);
        return seconds > 0 && end <= now ? $"which expired on {end:yyyy-MM-dd}" : null;
    }

    /// <summary>The newest of the owner's signatures on his own key, which says how long it lives and what for.</summary>
    private static PgpSignature? SelfSignature(PgpPublicKey master) =>
        (from user in master.GetUserIds()
         from signature in master.GetSignaturesForId(user) ?? []
         where signature.KeyId == master.KeyId && Holds(signature, master, () => signature.VerifyCertification(user, master))
         select signature)
        .Concat(
            from signature in master.GetSignaturesOfType(PgpSignature.DirectKey)
            where signature.KeyId == master.KeyId && Holds(signature, master, () => signature.VerifyCertification(master))
            select signature)
        .MaxBy(signature => signature.CreationTime);

    private static PgpSignature? Binding(PgpPublicKey master, PgpPublicKey subkey) =>
        (from signature in subkey.GetSignaturesOfType(PgpSignature.SubkeyBinding)
         where signature.KeyId == master.KeyId && Holds(signature, master, () => signature.VerifyCertification(master, subkey))
         select signature)
        .MaxBy(signature => signature.CreationTime);

    private static bool Holds(PgpSignature signature, PgpPublicKey master, Func<bool> verify)
    {
        try
        {
            signature.InitVerify(master);
            return verify();
        }
        catch (Exception exception) when (exception is PgpException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
