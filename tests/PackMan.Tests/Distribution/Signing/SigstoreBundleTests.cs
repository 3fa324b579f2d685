using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Oci;
using PackMan.Distribution.Signing;
using PackMan.Distribution.Signing.Keys;
using PackMan.Tests.Core.Charts.Loading;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Distribution.Signing;

/// <summary>Bundles as `cosign sign --key` of cosign 3 stores them, made here by its documents.</summary>
public sealed class SigstoreBundleTests
{
    private const string BundleType = "application/vnd.dev.sigstore.bundle.v0.3+json";
    private const string SignPredicate = "https://sigstore.dev/cosign/sign/v1";
    private const string InToto = "application/vnd.in-toto+json";

    private static readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private static VerificationKey Public => KeyFiles.ParsePublic(_key.ExportSubjectPublicKeyInfoPem(), "cosign.pub");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_chart_signed_in_a_bundle_is_verified(bool listsReferrers)
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers);
        Refer(lab, Envelope(Statement(lab.DigestOf("1.2.3"))));

        var verified = await lab.VerifyAsync(policy: SigningLab.Trusting(Public));

        verified.Content.Manifest.ShouldBe(lab.DigestOf("1.2.3"));
        verified.Signers.Single().Fingerprint.ShouldBe(Public.Fingerprint.ToString());
        verified.Signers.Single().Place.ShouldStartWith("referrer ");
    }

    [Fact]
    public async Task A_bundle_that_signs_the_manifest_itself_is_verified()
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: true);
        Refer(lab, Message(lab.ManifestOf("1.2.3")), predicate: null);

        (await lab.VerifyAsync(policy: SigningLab.Trusting(Public))).Signers.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Of_several_charts_that_are_signed_at_once_each_is_signed()
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: true);
        Refer(lab, Envelope(Statement(ContentDigest.Of("other"u8), lab.DigestOf("1.2.3"))));

        (await lab.VerifyAsync(policy: SigningLab.Trusting(Public))).Signers.Length.ShouldBe(1);
    }

    [Fact]
    public async Task An_older_signature_and_a_bundle_count_alike()
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: true);
        await lab.SignAsync();
        Refer(lab, Envelope(Statement(lab.DigestOf("1.2.3"))));

        (await lab.VerifyAsync()).Signers.Length.ShouldBe(1);
        (await lab.VerifyAsync(policy: SigningLab.Trusting(Public))).Signers.Length.ShouldBe(1);
    }

    [Fact]
    public async Task What_others_state_of_the_chart_does_not_vouch_for_it()
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: true);
        Refer(lab, Envelope(Statement(lab.DigestOf("1.2.3")).Replace(SignPredicate, "https://slsa.dev/provenance/v1", StringComparison.Ordinal)), predicate: null);

        (await RefusedAsync(lab)).ShouldContain("it states `https://slsa.dev/provenance/v1` of the chart, and does not vouch for it as a signature does");
    }

    [Fact]
    public async Task What_says_that_it_states_something_else_is_not_even_fetched()
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: true);
        Refer(lab, Envelope(Statement(lab.DigestOf("1.2.3"))), predicate: "https://cyclonedx.org/bom");

        (await RefusedAsync(lab)).ShouldContain("it has no signature");
        lab.Registry.Asked.ShouldNotContain(request => request.Contains("/manifests/sha256:"));
    }

    [Fact]
    public async Task The_bundle_of_another_chart_is_refused()
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: true);
        var other = ContentDigest.Of("other"u8);
        Refer(lab, Envelope(Statement(other)));

        (await RefusedAsync(lab)).ShouldContain($"it signs `{other}`, which is another chart");
    }

    [Fact]
    public async Task A_statement_that_was_changed_to_name_this_chart_is_refused()
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: true);
        var signed = JsonText.Parse(Envelope(Statement(ContentDigest.Of("other"u8))));
        var changed = ((YamlMap)signed).WithPath(["dsseEnvelope", "payload"], new YamlString(Base64(Statement(lab.DigestOf("1.2.3")))));
        Refer(lab, JsonText.Write(changed));

        (await RefusedAsync(lab)).ShouldContain("it was not made with `cosign.pub`");
    }

    [Fact]
    public async Task A_digest_beside_the_signature_that_was_changed_to_this_charts_is_refused()
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: true);
        var changed = ((YamlMap)JsonText.Parse(Message("other"u8.ToArray()))).WithPath(["messageSignature", "messageDigest", "digest"], new YamlString(Convert.ToBase64String(SHA256.HashData(lab.ManifestOf("1.2.3")))));
        Refer(lab, JsonText.Write(changed), predicate: null);

        (await RefusedAsync(lab)).ShouldContain("it was not made with `cosign.pub`");
    }

    [Fact]
    public async Task A_statement_signed_without_its_type_is_refused()
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: true);
        var statement = Statement(lab.DigestOf("1.2.3"));
        Refer(lab, Envelope(statement, signed: Encoding.UTF8.GetBytes(statement)));

        (await RefusedAsync(lab)).ShouldContain("it was not made with `cosign.pub`");
    }

    [Theory]
    [InlineData("certificate", """{"rawBytes":"AAAA"}""")]
    [InlineData("x509CertificateChain", """{"certificates":[]}""")]
    public async Task A_keyless_bundle_is_refused_with_what_to_do(string field, string content)
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: true);
        Refer(lab, Envelope(Statement(lab.DigestOf("1.2.3"))).Replace("""{"publicKey":{"hint":"x"}}""", $$"""{"{{field}}":{{content}}}""", StringComparison.Ordinal));

        (await RefusedAsync(lab)).ShouldContain("it is keyless: a certificate says who signed, and identities of certificates are not supported. Ask for a signature with a key: `cosign sign --key` or `packman sign`");
    }

    public static TheoryData<string, string, string> Hostile => new()
    {
        { "no JSON", "{", "it is no bundle of Sigstore: it cannot be read as JSON" },
        { "deep", string.Concat(Enumerable.Repeat("{\"a\":", 5_000)) + "1" + new string('}', 5_000), "it is no bundle of Sigstore: it cannot be read as JSON" },
        { "no map", "[]", "`mediaType` in it is missing or no text" },
        { "empty", "{}", "`mediaType` in it is missing or no text" },
        { "number for a text", """{"mediaType":3}""", "`mediaType` in it is missing or no text" },
        { "older", Head("""v0.1+json"""), "it is a bundle of the form `application/vnd.dev.sigstore.bundle.v0.1+json`, and only v0.3 is read" },
        { "no material", $$"""{"mediaType":"{{BundleType}}"}""", "`verificationMaterial` in it names neither key nor certificate" },
        { "material of another type", $$"""{"mediaType":"{{BundleType}}","verificationMaterial":[]}""", "`verificationMaterial` in it names neither key nor certificate" },
        { "no content", Head("v0.3+json"), "there is not exactly one of `dsseEnvelope` and `messageSignature` in it" },
        { "both contents", Head("v0.3+json", "\"dsseEnvelope\":{},\"messageSignature\":{}"), "there is not exactly one of `dsseEnvelope` and `messageSignature` in it" },
        { "content of another type", Head("v0.3+json", "\"dsseEnvelope\":\"x\""), "there is not exactly one of `dsseEnvelope` and `messageSignature` in it" },
        { "empty envelope", Head("v0.3+json", "\"dsseEnvelope\":{}"), "`payloadType` in it is missing or no text" },
        { "another payload type", Head("v0.3+json", "\"dsseEnvelope\":{\"payloadType\":\"text/html\"}"), "it signs something of the type `text/html`, which is no statement about a chart" },
        { "payload no base64", Head("v0.3+json", Open("\"*\"", "[{\"sig\":\"AA==\"}]")), "`payload` in it is no base64" },
        { "no signature", Head("v0.3+json", Open("\"e30=\"", "[]")), "there is not exactly one signature in its envelope" },
        { "two signatures", Head("v0.3+json", Open("\"e30=\"", "[{},{}]")), "there is not exactly one signature in its envelope" },
        { "signatures of another type", Head("v0.3+json", Open("\"e30=\"", "{}")), "there is not exactly one signature in its envelope" },
        { "payload no JSON", Head("v0.3+json", Open("\"AAAA\"", "[{\"sig\":\"AA==\"}]")), "what it signs is no statement: it cannot be read as JSON" },
        { "payload no statement", Head("v0.3+json", Open("\"e30=\"", "[{\"sig\":\"AA==\"}]")), "`_type` in it is missing or no text" },
        { "message without signature", Head("v0.3+json", "\"messageSignature\":{}"), "`signature` in it is missing or no text" },
        { "message of another digest", Head("v0.3+json", "\"messageSignature\":{\"messageDigest\":{\"algorithm\":\"SHA2_512\",\"digest\":\"AA==\"},\"signature\":\"AA==\"}"), "it rests on another digest than SHA-256" },
        { "message with a cut digest", Head("v0.3+json", "\"messageSignature\":{\"messageDigest\":{\"algorithm\":\"SHA2_256\",\"digest\":\"AA==\"},\"signature\":\"AA==\"}"), "it rests on another digest than SHA-256" },
        { "message with a cut signature", Head("v0.3+json", "\"messageSignature\":{\"signature\":\"AA==\"}"), "its 1 bytes are no signature: it is damaged or cut off" },
    };

    [Theory]
    [MemberData(nameof(Hostile))]
    public async Task A_hostile_bundle_is_one_error(string what, string bundle, string reason)
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: true);
        Refer(lab, bundle);

        (await RefusedAsync(lab)).ShouldContain(reason, Case.Sensitive, what);
    }

    [Theory]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v9"}""", "what it signs is no statement, but `https://in-toto.io/Statement/v9`")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","predicateType":"https://sigstore.dev/cosign/sign/v1"}""", "what it signs names no chart by its digest")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","predicateType":"https://sigstore.dev/cosign/sign/v1","subject":{}}""", "what it signs names no chart by its digest")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","predicateType":"https://sigstore.dev/cosign/sign/v1","subject":["x",{"digest":"x"},{"digest":{"sha256":"zz"}},{"digest":{"sha512":"00"}}]}""", "what it signs names no chart by its digest")]
    public async Task A_statement_that_names_no_chart_is_refused_though_it_is_signed(string statement, string reason)
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: true);
        Refer(lab, Envelope(statement));

        (await RefusedAsync(lab)).ShouldContain(reason);
    }

    [Fact]
    public async Task A_huge_bundle_is_not_fetched_and_hides_no_signature()
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: true);
        Refer(lab, Envelope(Statement(lab.DigestOf("1.2.3"))) + new string(' ', 70_000));

        (await RefusedAsync(lab)).ShouldContain("bytes are more than any signature has");
        Refer(lab, Envelope(Statement(lab.DigestOf("1.2.3"))));
        (await lab.VerifyAsync(policy: SigningLab.Trusting(Public))).Signers.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Referrers_without_end_are_not_all_looked_at()
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: true);
        for (var index = 0; index < 60; index++)
        {
            Refer(lab, $$"""{"n":{{index}}}""");
        }

        await RefusedAsync(lab);

        lab.Registry.Asked.Count(request => request.Contains("/manifests/sha256:")).ShouldBe(50);
    }

    private static string Head(string form, string? content = null) =>
        $$$"""{"mediaType":"application/vnd.dev.sigstore.bundle.{{{form}}}","verificationMaterial":{"publicKey":{"hint":"x"}}{{{(content is null ? "" : $",{content}")}}}}""";

    private static string Open(string payload, string signatures) => $$"""
        "dsseEnvelope":{"payloadType":"{{InToto}}","payload":{{payload}},"signatures":{{signatures}}}
        """;

    private static string Statement(params ContentDigest[] subjects) => $$$"""
        {"_type":"https://in-toto.io/Statement/v1","subject":[{{{string.Join(',', subjects.Select(subject => $$$"""{"digest":{"sha256":"{{{subject.Hex}}}"}}"""))}}}],"predicateType":"{{{SignPredicate}}}","predicate":{}}
        """;

    private static string Envelope(string statement, byte[]? signed = null) => Head("v0.3+json", Open(
        $"\"{Base64(statement)}\"",
        $$"""[{"sig":"{{Sign(signed ?? Encoding.UTF8.GetBytes($"DSSEv1 28 {InToto} {Encoding.UTF8.GetByteCount(statement)} {statement}"))}}"}]"""));

    private static string Message(byte[] artifact) => Head(
        "v0.3+json",
        $$"""
        "messageSignature":{"messageDigest":{"algorithm":"SHA2_256","digest":"{{Convert.ToBase64String(SHA256.HashData(artifact))}}"},"signature":"{{Sign(artifact)}}"}
        """);

    private static string Sign(byte[] bytes) => Convert.ToBase64String(_key.SignData(bytes, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence));

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    /// <summary>Stores a bundle as cosign does: as the one layer of a manifest that refers to the chart, and in the list where the registry keeps none.</summary>
    private static void Refer(SigningLab lab, string bundle, string? predicate = SignPredicate)
    {
        var content = Encoding.UTF8.GetBytes(bundle);
        lab.Registry.Blobs[ContentDigest.Of(content).ToString()] = content;
        var subject = lab.DigestOf("1.2.3");
        var manifest = new ImageManifest
        {
            ArtifactType = BundleType,
            Config = new Descriptor("application/vnd.oci.empty.v1+json", ContentDigest.Of("{}"u8), 2),
            Layers = [new Descriptor(BundleType, ContentDigest.Of(content), content.Length)],
            Subject = new Descriptor(ImageManifest.MediaType, subject, lab.ManifestOf("1.2.3").Length),
            Annotations = predicate is null ? ImmutableSortedDictionary<string, string>.Empty : ImmutableSortedDictionary<string, string>.Empty.Add("dev.sigstore.bundle.predicateType", predicate),
        };
        var bytes = manifest.Write();
        lab.Registry.Manifests[$"charts/web@{ContentDigest.Of(bytes)}"] = bytes;
        if (!lab.Registry.ListsReferrers)
        {
            var entry = new Descriptor(ImageManifest.MediaType, ContentDigest.Of(bytes), bytes.Length) { ArtifactType = BundleType, Annotations = manifest.Annotations };
            lab.Registry.Manifests[$"charts/web:sha256-{subject.Hex}"] = new ImageIndex([entry]).Write();
        }
    }

    private static async Task<string> RefusedAsync(SigningLab lab) =>
        (await Should.ThrowAsync<ChartRefusedException>(() => lab.VerifyAsync(policy: SigningLab.Trusting(Public)))).Message;
}
