using PackMan.Distribution.Cache;

namespace PackMan.Distribution.Signing;

/// <summary>What a signature proves of somebody.</summary>
public abstract record Verdict
{
    private Verdict()
    {
    }

    public sealed record Signed(Signer Signer) : Verdict;

    /// <param name="Reason">To stand behind the signature's place.</param>
    public sealed record Refused(string Reason) : Verdict;
}

/// <summary>Somebody who signed.</summary>
/// <param name="Identity">By the name the policy has for him.</param>
/// <param name="Key">The file of the key, or the user of an OpenPGP key.</param>
/// <param name="Fingerprint">Of the key.</param>
/// <param name="Place">Where the signature was found.</param>
public sealed record Signer(string Identity, string Key, string Fingerprint, string Place);
