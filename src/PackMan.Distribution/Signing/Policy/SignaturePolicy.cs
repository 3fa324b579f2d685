using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Distribution.Signing.Keys;
using PackMan.Distribution.Signing.Provenance;

namespace PackMan.Distribution.Signing.Policy;

/// <summary>Whose signatures count for which charts. The first rule that fits decides; what none fits is refused.</summary>
/// <param name="Name">The file, or the flag that stands in for one.</param>
public sealed record SignaturePolicy(string Name, ImmutableArray<PolicyRule> Rules)
{
    /// <summary>Any chart, if one of these signed it.</summary>
    /// <param name="flag">The flag that named them.</param>
    public static SignaturePolicy Of(string flag, params ImmutableArray<Identity> identities) => new(flag, [new PolicyRule { Name = flag, SignedBy = identities }]);

    /// <summary>The rule for a chart; null when none fits.</summary>
    public PolicyRule? FindRule(string address, ChartMetadata chart) => Rules.FirstOrDefault(rule => rule.Fits(address, chart));
}

/// <summary>Charts, and who may sign them.</summary>
public sealed record PolicyRule
{
    public required string Name { get; init; }

    /// <summary>Patterns of the places charts come from; empty for any.</summary>
    public ImmutableArray<GlobPattern> Repositories { get; init; } = [];

    /// <summary>Patterns of the names of charts; empty for any.</summary>
    public ImmutableArray<GlobPattern> Charts { get; init; } = [];

    /// <summary>Versions of them; null for any.</summary>
    public VersionConstraint? Versions { get; init; }

    /// <summary>Whether charts need a signature at all.</summary>
    public bool RequiresSignature { get; init; } = true;

    /// <summary>A signature of one of them is enough.</summary>
    public ImmutableArray<Identity> SignedBy { get; init; } = [];

    public bool Fits(string address, ChartMetadata chart)
    {
        ArgumentNullException.ThrowIfNull(chart);
        return (Repositories.IsEmpty || Repositories.Any(pattern => pattern.IsMatch(address)))
            && (Charts.IsEmpty || Charts.Any(pattern => pattern.IsMatch(chart.Name)))
            && (Versions is null || Versions.IsSatisfiedBy(chart.Version));
    }
}

/// <summary>A person, team or machine that signs.</summary>
/// <param name="Keys">Public keys of it, old and new.</param>
/// <param name="Keyrings">OpenPGP keys of it.</param>
public sealed record Identity(string Name, ImmutableArray<TrustedKey> Keys, ImmutableArray<Keyring> Keyrings);

/// <summary>A key, and when it counts. Signatures have no time of their own that could be trusted: what counts is when they are checked.</summary>
/// <param name="From">The first moment it counts; null for always.</param>
/// <param name="Until">The moment from which it does not any more; null for never.</param>
public sealed record TrustedKey(VerificationKey Key, DateTimeOffset? From = null, DateTimeOffset? Until = null)
{
    /// <summary>Why it does not count now, to stand behind its name; null when it does.</summary>
    public string? FindFault(DateTimeOffset now) =>
        now < From ? $"which counts from {Show(From)} on only"
        : now >= Until ? $"which counted until {Show(Until)} only: sign the chart again with a newer key"
        : null;

    private static string Show(DateTimeOffset? time) => $"{time:yyyy-MM-dd'T'HH:mm:ss'Z'}";
}
