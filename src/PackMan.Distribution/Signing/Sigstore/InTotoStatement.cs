using System.Collections.Immutable;
using System.Text;
using PackMan.Distribution.Cache;
using PackMan.Yaml;

namespace PackMan.Distribution.Signing.Sigstore;

/// <summary>What cosign 3 signs of an artifact: a statement that names its digest (https://github.com/in-toto/attestation/blob/main/spec/v1/statement.md).</summary>
internal static class InTotoStatement
{
    public const string MediaType = "application/vnd.in-toto+json";

    /// <summary>What the statement says: that the artifact is signed, and nothing else of it.</summary>
    public const string Predicate = "https://sigstore.dev/cosign/sign/v1";

    private const string Type = "https://in-toto.io/Statement/v1";

    // Nobody signs this many charts at once.
    private const int MostSubjects = 1_000;

    /// <summary>The digest of the bytes that are signed: the type goes along, so that no statement passes for something else (https://github.com/secure-systems-lab/dsse/blob/master/protocol.md).</summary>
    public static ContentDigest SignedDigest(ReadOnlySpan<byte> payload) => ContentDigest.Of([.. Encoding.UTF8.GetBytes($"DSSEv1 {MediaType.Length} {MediaType} {payload.Length} "), .. payload]);

    /// <summary>The artifacts that are signed.</summary>
    /// <exception cref="SigstoreBundleException">It is no statement, or one that says something else.</exception>
    public static ImmutableArray<ContentDigest> Subjects(ReadOnlySpan<byte> payload)
    {
        var statement = SigstoreBundle.Parse(payload, "what it signs is no statement");
        if (SigstoreBundle.Text(statement, "_type") is var type && type != Type)
        {
            throw new SigstoreBundleException($"what it signs is no statement, but `{type}`");
        }

        if (SigstoreBundle.Text(statement, "predicateType") is var predicate && predicate != Predicate)
        {
            throw new SigstoreBundleException($"it states `{predicate}` of the chart, and does not vouch for it as a signature does");
        }

        ImmutableArray<ContentDigest> subjects = statement.Find("subject") is YamlList { Items.Length: <= MostSubjects } list
            ? [.. list.Items.Select(subject => subject.FindString("digest", "sha256") is { } hex ? ContentDigest.TryParse($"sha256:{hex}") : null).OfType<ContentDigest>()]
            : [];
        return subjects.IsEmpty ? throw new SigstoreBundleException("what it signs names no chart by its digest") : subjects;
    }
}
