using System.Collections.Immutable;
using PackMan.Distribution.Oci;
using PackMan.Distribution.Signing;
using PackMan.Distribution.Signing.Keys;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Distribution.Signing;

/// <summary>Charts in registries are signed, and whatever is changed afterwards is refused with what is wrong.</summary>
public sealed class RegistrySigningTests
{
    private const string Annotation = "dev.cosignproject.cosign/signature";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_signed_chart_is_verified(bool listsReferrers)
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers);
        var signed = await lab.SignAsync();

        var verified = await lab.VerifyAsync();

        verified.Content.Manifest.ShouldBe(signed.Digest);
        verified.Signers.Single().Fingerprint.ShouldBe(lab.Key.Public.Fingerprint.ToString());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_signature_lies_where_cosign_and_the_OCI_specification_look(bool listsReferrers)
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers);
        await lab.SignAsync();
        var subject = lab.DigestOf("1.2.3");

        var tagged = ImageManifest.TryParse(lab.ManifestOf(lab.SignatureTag))!;
        var layer = tagged.Layers.Single();
        layer.MediaType.ShouldBe("application/vnd.dev.cosign.simplesigning.v1+json");
        tagged.Config.MediaType.ShouldBe("application/vnd.oci.image.config.v1+json");
        lab.StatementOf(layer).ShouldBe($$"""{"critical":{"identity":{"docker-reference":"{{lab.Registry.Host}}/charts/web"},"image":{"docker-manifest-digest":"{{subject}}"},"type":"cosign container image signature"},"optional":null}""");
        lab.Key.Public.Verifies(layer.Digest, Convert.FromBase64String(layer.Annotations[Annotation])).ShouldBeTrue();

        var referrer = lab.Registry.Manifests.Values.Select(bytes => ImageManifest.TryParse(bytes)).OfType<ImageManifest>().First(manifest => manifest.Subject is not null);
        referrer.Subject!.Digest.ShouldBe(subject);
        referrer.ArtifactType.ShouldBe("application/vnd.dev.cosign.artifact.sig.v1+json");
        referrer.Layers.Single().Annotations[Annotation].ShouldBe(layer.Annotations[Annotation]);
        lab.Registry.Manifests.ContainsKey($"charts/web:sha256-{subject.Hex}").ShouldBe(!listsReferrers);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_of_the_two_places_is_enough(bool forgetsTag)
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: false);
        await lab.SignAsync();
        if (forgetsTag)
        {
            lab.Registry.Manifests.TryRemove($"charts/web:{lab.SignatureTag}", out _).ShouldBeTrue();
        }
        else
        {
            lab.ForgetReferrers();
        }

        (await lab.VerifyAsync()).Signers.Length.ShouldBe(1);
    }

    [Fact]
    public async Task Signing_again_adds_nothing_and_another_key_adds_its_signature()
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: false);
        using var other = SigningKey.Generate("other.pub");
        (await lab.SignAsync()).IsNew.ShouldBeTrue();
        (await lab.SignAsync()).IsNew.ShouldBeFalse();

        (await lab.SignAsync(key: other)).IsNew.ShouldBeTrue();

        ImageManifest.TryParse(lab.ManifestOf(lab.SignatureTag))!.Layers.Length.ShouldBe(2);
        (await lab.VerifyAsync()).Signers.Length.ShouldBe(1);
        (await lab.VerifyAsync(policy: SigningLab.Trusting(other.Public))).Signers.Single().Key.ShouldBe("other.pub");
    }

    [Fact]
    public async Task What_others_who_sign_at_once_undo_is_added_again()
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: false);
        using var other = SigningKey.Generate("other.pub");
        await lab.SignAsync(key: other);
        var theirs = SignatureTags(lab).ToDictionary(tag => tag, tag => lab.Registry.Manifests[tag]);
        var written = new HashSet<string>();

        // The other read each tag before we wrote it, and writes it after us.
        lab.Registry.Server.Before = context =>
        {
            foreach (var (tag, manifest) in theirs)
            {
                if (context.Request.Method != "PUT" && lab.Registry.Manifests[tag] != manifest && written.Add(tag))
                {
                    lab.Registry.Manifests[tag] = manifest;
                }
            }

            return Task.FromResult(false);
        };
        await lab.SignAsync();

        written.ShouldBe(theirs.Keys, ignoreOrder: true);
        ImageManifest.TryParse(lab.ManifestOf(lab.SignatureTag))!.Layers.Length.ShouldBe(2);
        ImageIndex.TryParse(lab.ManifestOf(lab.SignatureTag[..^".sig".Length]))!.Manifests.Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_signature_that_is_undone_each_time_is_told()
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: false);
        lab.Registry.Server.Before = context =>
        {
            if (context.Request.Method != "PUT")
            {
                lab.Registry.Manifests.TryRemove($"charts/web:{lab.SignatureTag}", out _);
            }

            return Task.FromResult(false);
        };

        var error = await Should.ThrowAsync<RegistryException>(() => lab.SignAsync());

        error.Message.ShouldContain($"what is added to the tag `{lab.SignatureTag}` is gone when it is read back");
    }

    [Fact]
    public async Task A_chart_without_a_signature_is_refused()
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: true);

        (await RefusedAsync(lab)).ShouldContain($"it has no signature, and --key asks for one. None was found among its referrers and under the tag `{lab.SignatureTag}`");
    }

    [Fact]
    public async Task Another_chart_put_under_the_tag_is_refused()
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: true);
        await lab.SignAsync();
        await lab.PushAsync(more: "description: other\n");

        (await RefusedAsync(lab)).ShouldContain("it has no signature");
    }

    [Fact]
    public async Task An_older_signed_chart_put_under_the_tag_is_refused()
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: true);
        await lab.PushAsync(version: "1.0.0");
        await lab.SignAsync($"oci://{lab.Registry.Host}/charts/web:1.0.0");
        lab.Registry.Manifests["charts/web:1.2.3"] = lab.ManifestOf("1.0.0");

        (await Should.ThrowAsync<RegistryException>(() => lab.VerifyAsync())).Message.ShouldContain("it holds the chart `web` 1.0.0, which is not what its name says");
    }

    [Fact]
    public async Task The_signature_of_another_chart_is_refused()
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: false);
        await lab.SignAsync();
        var (theirs, signature) = (lab.DigestOf("1.2.3"), lab.ManifestOf(lab.SignatureTag));
        await lab.PushAsync(more: "description: other\n");
        lab.Registry.Manifests[$"charts/web:{lab.SignatureTag}"] = signature;

        (await RefusedAsync(lab)).ShouldContain($"it signs `{theirs}`, which is another chart");
    }

    [Fact]
    public async Task A_statement_changed_to_name_this_chart_is_refused()
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: false);
        await lab.SignAsync();
        var theirs = lab.DigestOf("1.2.3").ToString();
        var signature = ImageManifest.TryParse(lab.ManifestOf(lab.SignatureTag))!;
        await lab.PushAsync(more: "description: other\n");
        var swapped = lab.Swap(signature.Layers[0], lab.StatementOf(signature.Layers[0]).Replace(theirs, lab.DigestOf("1.2.3").ToString(), StringComparison.Ordinal));
        lab.Registry.Manifests[$"charts/web:{lab.SignatureTag}"] = (signature with { Layers = [swapped] }).Write();

        (await RefusedAsync(lab)).ShouldContain("it was not made with `release.pub`");
    }

    [Fact]
    public async Task A_statement_whose_bytes_were_changed_in_place_is_refused()
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: false);
        await lab.SignAsync();
        lab.Tamper(manifest => manifest);
        var digest = ImageManifest.TryParse(lab.ManifestOf(lab.SignatureTag))!.Layers[0].Digest.ToString();
        lab.Registry.Blobs[digest] = [.. lab.Registry.Blobs[digest].Select(octet => octet == (byte)'w' ? (byte)'v' : octet)];

        var error = await Should.ThrowAsync<PackManException>(() => lab.VerifyAsync());

        error.Message.ShouldContain($"`{digest}` was asked for");
    }

    [Theory]
    [InlineData(40)]
    [InlineData(0)]
    public async Task A_signature_that_is_cut_off_is_refused(int length)
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: false);
        await lab.SignAsync();
        lab.Tamper(manifest => manifest with { Layers = [.. manifest.Layers.Select(layer => WithSignature(layer, Convert.ToBase64String(Convert.FromBase64String(layer.Annotations[Annotation])[..length])))] });

        (await RefusedAsync(lab)).ShouldContain($"its {length} bytes are no signature: it is damaged or cut off");
    }

    [Fact]
    public async Task A_signature_by_another_key_is_refused_and_the_key_is_named()
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: true);
        using var stranger = SigningKey.Generate("stranger.pub");
        await lab.SignAsync(key: stranger);

        (await RefusedAsync(lab)).ShouldContain($"it was not made with `release.pub` (key {lab.Key.Public.Fingerprint.Hex[..16]}): another key made it");
    }

    [Fact]
    public async Task A_layer_that_signs_something_else_is_refused()
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: false);
        await lab.SignAsync();
        lab.Tamper(manifest => manifest with { Layers = [lab.Swap(manifest.Layers[0], """{"critical":{"type":"atomic container signature"}}""")] });

        (await RefusedAsync(lab)).ShouldContain("what it signs is no statement about a chart");
    }

    [Fact]
    public async Task A_tag_that_moves_after_the_check_changes_nothing()
    {
        await using var lab = await SigningLab.StartAsync(listsReferrers: true);
        await lab.SignAsync();
        var isFirst = true;
        lab.Registry.Server.Before = async context =>
        {
            if (context.Request.Path.Value!.Contains("/referrers/", StringComparison.Ordinal) && isFirst)
            {
                isFirst = false;
                await lab.PushAsync(more: "description: evil\n");
            }

            return false;
        };

        var verified = await lab.VerifyAsync();

        verified.Content.Chart.Description.ShouldBeNull();
        verified.Content.Manifest.ShouldNotBe(lab.DigestOf("1.2.3"));
    }

    private static List<string> SignatureTags(SigningLab lab) => [.. lab.Registry.Manifests.Keys.Where(name => name.StartsWith("charts/web:sha256-", StringComparison.Ordinal))];

    private static Descriptor WithSignature(Descriptor layer, string signature) =>
        layer with { Annotations = ImmutableSortedDictionary<string, string>.Empty.Add(Annotation, signature) };

    private static async Task<string> RefusedAsync(SigningLab lab) => (await Should.ThrowAsync<ChartRefusedException>(() => lab.VerifyAsync())).Message;
}
