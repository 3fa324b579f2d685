using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Distribution.Oci;
using PackMan.Distribution.References;
using PackMan.Distribution.Signing.Policy;

namespace PackMan.Distribution.Signing;

/// <summary>A chart that passed.</summary>
/// <param name="Rule">The rule that let it pass.</param>
/// <param name="Signers">Who signed; empty when the rule asks for nobody.</param>
public sealed record VerifiedChart(SignedContent Content, PolicyRule Rule, ImmutableArray<Signer> Signers);

/// <summary>Checks who signed a chart before anything is made of it: the bytes in the cache that are judged are those that are used.</summary>
internal sealed class ChartVerification(ChartAccess access, SignaturePolicy policy, TimeProvider time)
{
    /// <exception cref="PackManException">The chart is refused, or its signatures cannot be had.</exception>
    public async Task<VerifiedChart> RunAsync(FetchedArchive archive, CancellationToken cancellationToken)
    {
        var content = new SignedContent(archive.Digest, archive.ManifestDigest, Read(archive, cancellationToken));
        RequireAskedFor(archive, content);
        var address = archive.Place?.Address ?? archive.Name;
        var rule = policy.FindRule(address, content.Chart) ?? throw NoRule(archive, content, address);
        return rule.RequiresSignature
            ? new VerifiedChart(content, rule, Judge(archive, content, rule, await new EvidenceFinder(access).FindAsync(archive, cancellationToken)))
            : new VerifiedChart(content, rule, []);
    }

    private ChartMetadata Read(FetchedArchive archive, CancellationToken cancellationToken)
    {
        using var bytes = access.Cache.Require(archive.Digest);
        return ChartLoader.LoadArchive(bytes, archive.Name, cancellationToken).Metadata;
    }

    // Under any name another chart can be put that is signed just as well: an older one, or one of another name.
    private static void RequireAskedFor(FetchedArchive archive, SignedContent content)
    {
        if (Expected(archive, content.Chart)?.IsMetBy(content.Chart) == false)
        {
            throw new ChartRefusedException(
                $"`{archive.Name}` ({content.Shown}) is refused: it {ExpectedChart.Mismatch(content.Chart)}",
                "The tag was moved, or the chart was copied under another name; a signature would prove nothing of what was asked for");
        }
    }

    private static ExpectedChart? Expected(FetchedArchive archive, ChartMetadata held) => archive.Place switch
    {
        ArchivePlace.Registry registry => ExpectedChart.Of(registry.Reference),
        ArchivePlace.Web { Repository: null } web => ExpectedChart.OfFile(Uri.UnescapeDataString(Path.GetFileName(web.Url.AbsolutePath)), held),
        ArchivePlace.File file => ExpectedChart.OfFile(Path.GetFileName(file.Path), held),
        // The index said what it is, and was held to it.
        _ => null,
    };

    private ImmutableArray<Signer> Judge(FetchedArchive archive, SignedContent content, PolicyRule rule, ImmutableArray<SignatureEvidence> found)
    {
        if (found.IsEmpty)
        {
            throw new ChartRefusedException(
                $"`{archive.Name}` ({content.Shown}) is refused: it has no signature, and {Demand(rule)}. None was found {EvidenceFinder.PlacesOf(archive)}",
                "Sign it with `packman sign`, or ask whoever publishes it");
        }

        var now = time.GetUtcNow();
        var verdicts = found.SelectMany(evidence => rule.SignedBy.Select(identity => (evidence.Place, Verdict: evidence.Judge(content, identity, now)))).ToList();
        ImmutableArray<Signer> signers = [.. verdicts.Select(pair => pair.Verdict).OfType<Verdict.Signed>().Select(signed => signed.Signer)];
        if (!signers.IsEmpty)
        {
            return signers;
        }

        var reasons = verdicts.Select(pair => $"  - {pair.Place}: {((Verdict.Refused)pair.Verdict).Reason}").Distinct();
        throw new ChartRefusedException(
            $"`{archive.Name}` ({content.Shown}) is refused: no signature of it counts, and {Demand(rule)}\n{string.Join('\n', reasons)}",
            "Do not use the chart before it is clear who changed it; if it is yours, sign it with `packman sign`");
    }

    private string Demand(PolicyRule rule) => rule.Name == policy.Name
        ? $"{rule.Name} asks for one"
        : $"the rule `{rule.Name}` of `{policy.Name}` asks for one of {string.Join(" or ", rule.SignedBy.Select(identity => $"`{identity.Name}`"))}";

    private ChartRefusedException NoRule(FetchedArchive archive, SignedContent content, string address) => new(
        $"`{archive.Name}` ({content.Shown}) is refused: no rule of `{policy.Name}` speaks of the chart `{content.Chart.Name}` {content.Chart.Version} from `{address}`",
        "Add a rule that says who may sign it, or `requireSignature: false` if nobody has to");
}

/// <summary>A chart that nobody vouches for as was asked.</summary>
public sealed class ChartRefusedException(string message, string hint) : PackManException(message)
{
    public override string Hint => hint;
}
