using Org.BouncyCastle.Bcpg;
using Org.BouncyCastle.Bcpg.OpenPgp;
using PackMan.Distribution.Signing.Policy;

namespace PackMan.Distribution.Signing.Provenance;

/// <summary>Judges the signature below a text by keyrings.</summary>
internal static class OpenPgpSignature
{
    public static Verdict Judge(ClearSignedText text, string place, Identity identity, DateTimeOffset now)
    {
        Verdict verdict = new Verdict.Refused("its signature is damaged or cut off");
        foreach (var signature in Read(text.Signature))
        {
            verdict = Judge(signature, text, place, identity, now);
            if (verdict is Verdict.Signed)
            {
                break;
            }
        }

        return verdict;
    }

    private static List<PgpSignature> Read(byte[] armored)
    {
        try
        {
            using var stream = new ArmoredInputStream(new MemoryStream(armored));
            return new PgpObjectFactory(stream).NextPgpObject() is PgpSignatureList list ? [.. Enumerable.Range(0, list.Count).Select(index => list[index])] : [];
        }
        catch (Exception exception) when (exception is IOException or PgpException or ArgumentException or InvalidCastException or IndexOutOfRangeException)
        {
            return [];
        }
    }

    private static Verdict Judge(PgpSignature signature, ClearSignedText text, string place, Identity identity, DateTimeOffset now)
    {
        if (FindWeakness(signature, now) is { } weakness)
        {
            return new Verdict.Refused(weakness);
        }

        foreach (var keyring in identity.Keyrings)
        {
            if (keyring.Find(signature.KeyId) is var (ring, key))
            {
                var user = ring.GetPublicKey().GetUserIds().FirstOrDefault() ?? "no name";
                return !Fits(signature, key, text.SignedBytes) ? new Verdict.Refused($"it does not fit the text below the name of `{user}`: the text was changed")
                    : OpenPgpKeyState.FindFault(ring, key, now) is { } fault ? new Verdict.Refused($"it was made with the key {FingerprintOf(ring)} of `{user}`, {fault}")
                    : new Verdict.Signed(new Signer(identity.Name, user, FingerprintOf(ring), place));
            }
        }

        return new Verdict.Refused($"it was made with the key {signature.KeyId:X16}, which is not in {string.Join(" or ", identity.Keyrings.Select(keyring => $"`{keyring.Name}`"))}");
    }

    private static string? FindWeakness(PgpSignature signature, DateTimeOffset now)
    {
        if (signature.SignatureType is not (PgpSignature.CanonicalTextDocument or PgpSignature.BinaryDocument))
        {
            return "it is no signature of a text";
        }

        if (signature.HashAlgorithm is not (HashAlgorithmTag.Sha224 or HashAlgorithmTag.Sha256 or HashAlgorithmTag.Sha384 or HashAlgorithmTag.Sha512))
        {
            return $"it rests on {signature.HashAlgorithm}, which can be forged";
        }

        var seconds = signature.GetHashedSubPackets()?.GetSignatureExpirationTime() ?? 0;
        var end = new DateTimeOffset(DateTime.SpecifyKind(signature.CreationTime, DateTimeKind.Utc)).AddSeconds(seconds);
        return seconds > 0 && end <= now ? $"it expired on {end:yyyy-MM-dd}" : null;
    }

    private static bool Fits(PgpSignature signature, PgpPublicKey key, byte[] signed)
    {
        try
        {
            signature.InitVerify(key);
            signature.Update(signed);
            return signature.Verify();
        }
        catch (Exception exception) when (exception is PgpException or ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }

    public static string FingerprintOf(PgpPublicKeyRing ring) => Convert.ToHexString(ring.GetPublicKey().GetFingerprint());
}
