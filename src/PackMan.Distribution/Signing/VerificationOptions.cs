using PackMan.Distribution.Signing.Policy;

namespace PackMan.Distribution.Signing;

/// <summary>That charts have to be signed, and by whom.</summary>
/// <param name="Tell">Told of each chart that passed.</param>
public sealed record VerificationOptions(SignaturePolicy Policy, Action<VerifiedChart> Tell);
