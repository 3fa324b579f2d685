using PackMan.Distribution.Cache;
using PackMan.Distribution.Signing.Keys;
using PackMan.Distribution.Signing.Policy;
using PackMan.Distribution.Signing.Provenance;
using PackMan.Distribution.Signing.Registry;
using PackMan.Distribution.Signing.Sigstore;

namespace PackMan.Distribution.Signing;

/// <summary>A signature that was found, and proves nothing before it is judged.</summary>
/// <param name="Place">Where it was found, for messages.</param>
public abstract record SignatureEvidence(string Place)
{
    /// <summary>Whether it is a signature of this content by one of the identity's keys.</summary>
    public abstract Verdict Judge(SignedContent content, Identity identity, DateTimeOffset now);

    /// <summary>A signature of the archive itself, in a file beside it: the signature alone, or a bundle of Sigstore.</summary>
    public sealed record Beside(string Place, byte[] File) : SignatureEvidence(Place)
    {
        /// <summary>What the file is called behind the name of the archive.</summary>
        public string Suffix => SigstoreBundle.LooksLike(File) ? EvidenceFinder.BundleSuffix : EvidenceFinder.SignatureSuffix;

        /// <summary>Of the bundle the archive came in, where that is what is signed; null where it is the archive.</summary>
        public ContentDigest? Bundle { get; init; }

        public override Verdict Judge(SignedContent content, Identity identity, DateTimeOffset now)
        {
            if (SigstoreBundle.LooksLike(File))
            {
                return JudgeBundle(File, Bundle ?? content.Archive, identity, now);
            }

            var signature = EcdsaSignature.Read(File);
            return EcdsaSignature.IsWellFormed(signature)
                ? JudgeKeys(identity, now, key => key.Verifies(Bundle ?? content.Archive, signature), "or it is of another archive, or the archive was changed")
                : Damaged(File.Length);
        }
    }

    /// <summary>A signed statement about a digest, in a registry.</summary>
    /// <param name="Signature">In base64.</param>
    public sealed record Stated(string Place, byte[] Statement, string Signature) : SignatureEvidence(Place)
    {
        public override Verdict Judge(SignedContent content, Identity identity, DateTimeOffset now)
        {
            if (SimpleSigning.TryParse(Statement) is not { } said)
            {
                return new Verdict.Refused("what it signs is no statement about a chart");
            }

            if (said.Manifest != content.Manifest)
            {
                return new Verdict.Refused($"it signs `{said.Manifest}`, which is another chart");
            }

            return EcdsaSignature.Decode(Signature) is { } signature && EcdsaSignature.IsWellFormed(signature)
                ? JudgeKeys(identity, now, key => key.Verifies(ContentDigest.Of(Statement), signature), "or its statement was changed")
                : Damaged(EcdsaSignature.Decode(Signature)?.Length ?? Signature.Length);
        }

        /// <summary>Whether it says of a manifest that the key signed it.</summary>
        internal bool IsOf(ContentDigest manifest, VerificationKey key) =>
            SimpleSigning.TryParse(Statement)?.Manifest == manifest && EcdsaSignature.Decode(Signature) is { } signature && key.Verifies(ContentDigest.Of(Statement), signature);
    }

    /// <summary>A bundle of Sigstore that refers to a chart in a registry.</summary>
    public sealed record Referring(string Place, byte[] File) : SignatureEvidence(Place)
    {
        public override Verdict Judge(SignedContent content, Identity identity, DateTimeOffset now) =>
            content.Manifest is { } manifest ? JudgeBundle(File, manifest, identity, now) : new Verdict.Refused("it is of a chart in a registry");
    }

    /// <summary>Something in the place of a signature that is not looked at.</summary>
    public sealed record Unread(string Place, string Reason) : SignatureEvidence(Place)
    {
        public override Verdict Judge(SignedContent content, Identity identity, DateTimeOffset now) => new Verdict.Refused(Reason);
    }

    /// <summary>A `.prov` file as Helm makes them.</summary>
    public sealed record Provenance(string Place, byte[] File) : SignatureEvidence(Place)
    {
        public override Verdict Judge(SignedContent content, Identity identity, DateTimeOffset now) =>
            identity.Keyrings.IsEmpty ? new Verdict.Refused($"`{identity.Name}` has no keyring to check it with") : ProvenanceFile.Judge(File, Place, content, identity, now);
    }

    private protected Verdict JudgeBundle(byte[] file, ContentDigest artifact, Identity identity, DateTimeOffset now)
    {
        try
        {
            var bundle = SigstoreBundle.Read(file);
            return !bundle.Subjects.IsEmpty && !bundle.Subjects.Contains(artifact) ? new Verdict.Refused($"it signs `{bundle.Subjects[0]}`, which is another chart")
                : EcdsaSignature.IsWellFormed(bundle.Signature) ? JudgeKeys(identity, now, key => key.Verifies(bundle.Signed ?? artifact, bundle.Signature), "or what it signs was changed")
                : Damaged(bundle.Signature.Length);
        }
        catch (SigstoreBundleException fault)
        {
            return new Verdict.Refused(fault.Message);
        }
    }

    private protected Verdict JudgeKeys(Identity identity, DateTimeOffset now, Func<VerificationKey, bool> isBy, string otherwise)
    {
        if (identity.Keys.IsEmpty)
        {
            return new Verdict.Refused($"`{identity.Name}` has no key to check it with, only keyrings");
        }

        return identity.Keys.FirstOrDefault(trusted => isBy(trusted.Key)) is not { } key
            ? new Verdict.Refused($"it was not made with {string.Join(" or ", identity.Keys.Select(trusted => trusted.Key.Shown))}: another key made it, {otherwise}")
            : key.FindFault(now) is { } fault ? new Verdict.Refused($"it was made with {key.Key.Shown}, {fault}")
            : new Verdict.Signed(new Signer(identity.Name, key.Key.Name, key.Key.Fingerprint.ToString(), Place));
    }

    private static Verdict.Refused Damaged(int length) => new($"its {length} bytes are no signature: it is damaged or cut off");
}
