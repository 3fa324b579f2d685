using System.Text;
using PackMan.Charts.Loading;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Signing;
using PackMan.Distribution.Signing.Keys;
using PackMan.Distribution.Signing.Policy;
using PackMan.Distribution.Signing.Provenance;
using PackMan.Tests.Core.Charts.Loading;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Distribution.Signing;

/// <summary>Provenance files that Helm (`ada`, `certifier`) and gpg made, with keys that gpg made.</summary>
public sealed class ProvenanceTests
{
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    private static readonly byte[] Archive = File.ReadAllBytes(TestKeys.FileOf("web-1.2.3.tgz"));

    [Theory]
    [InlineData("ada", "pubring.gpg", "Ada (rsa) <ada@example.org>")]
    [InlineData("ada", "armored.asc", "Ada (rsa) <ada@example.org>")]
    [InlineData("dora", "pubring.gpg", "Dora (dsa) <dora@example.org>")]
    [InlineData("eve", "eve.gpg", "Eve (ed25519) <eve@example.org>")]
    [InlineData("subkey", "pubring.gpg", "Sub (subkey) <sub@example.org>")]
    public void A_good_signature_of_any_kind_of_key_counts(string name, string keyring, string user) =>
        Judge(ReadProv(name), keyring: keyring).ShouldBeOfType<Verdict.Signed>().Signer.Key.ShouldBe(user);

    [Theory]
    [InlineData("ursa", "it was made with the key * of `Ursa (expired) <ursa@example.org>`, which expired on 2020-12-31")]
    [InlineData("rex", "it was made with the key * of `Rex (revoked) <rex@example.org>`, which is revoked")]
    [InlineData("certifier", "it was made with the key * of `Sub (subkey) <sub@example.org>`, which is not made for signing")]
    [InlineData("sha1", "it rests on Sha1, which can be forged")]
    public void A_key_or_digest_that_does_not_count_is_refused(string name, string reason) =>
        Refusal(ReadProv(name)).ShouldMatch($"^{System.Text.RegularExpressions.Regex.Escape(reason).Replace("\\*", "[0-9A-F]{40}", StringComparison.Ordinal)}$");

    [Fact]
    public void A_key_that_is_not_in_the_keyring_is_named() =>
        Refusal(ReadProv("ada"), keyring: "eve.gpg").ShouldMatch("^it was made with the key [0-9A-F]{16}, which is not in `eve.gpg`$");

    [Fact]
    public void A_changed_text_does_not_fit_its_signature() =>
        Refusal(ReadProv("ada").Replace("A test", "A nest", StringComparison.Ordinal)).ShouldBe("it does not fit the text below the name of `Ada (rsa) <ada@example.org>`: the text was changed");

    [Fact]
    public void Line_ends_of_another_system_change_nothing() =>
        Judge(ReadProv("ada").ReplaceLineEndings("\r\n")).ShouldBeOfType<Verdict.Signed>();

    [Fact]
    public void A_changed_archive_is_refused_with_both_digests()
    {
        var other = new TestArchive().File("web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.2.3\n").Pack();

        Refusal(ReadProv("ada"), other).ShouldBe($"it is for a `web-1.2.3.tgz` with the digest `{ContentDigest.Of(Archive)}`, and the archive's is `{ContentDigest.Of(other)}`");
    }

    [Fact]
    public void The_provenance_of_another_chart_is_refused()
    {
        var other = new TestArchive().File("shop/Chart.yaml", "apiVersion: v2\nname: shop\nversion: 0.1.0\n").Pack();

        Refusal(ReadProv("ada"), other).ShouldBe("it is for the chart `web 1.2.3`, and the archive holds `shop 0.1.0`");
    }

    [Theory]
    [InlineData("")]
    [InlineData("files: {}\n")]
    [InlineData("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\nx\n")]
    public void What_is_no_signed_text_is_refused(string text) => Refusal(text).ShouldStartWith("it is no text with an OpenPGP signature below it");

    [Fact]
    public void Nothing_may_stand_around_the_signed_part_or_hide_in_its_head()
    {
        var text = ReadProv("ada");

        Refusal("files: evil\n" + text).ShouldStartWith("it is no text");
        Refusal(text + "\nfiles: evil\n").ShouldStartWith("it is no text");
        Refusal(text.Replace("Hash: SHA512", "Hash: SHA512\nfiles: evil", StringComparison.Ordinal)).ShouldStartWith("it is no text");
    }

    [Fact]
    public void A_signature_that_was_cut_off_or_damaged_is_refused_at_every_length()
    {
        var lines = ReadProv("ada").TrimEnd().Split('\n').ToList();
        var body = lines.FindIndex(line => line.StartsWith("-----BEGIN PGP SIGNATURE", StringComparison.Ordinal)) + 2;
        for (var kept = body; kept < lines.Count - 1; kept++)
        {
            Judge(string.Join('\n', [.. lines[..kept], lines[^1]])).ShouldBeOfType<Verdict.Refused>($"{kept}");
        }
    }

    [Fact]
    public void Every_flipped_bit_of_a_signature_is_refused()
    {
        var text = ReadProv("eve");
        var start = text.IndexOf("SIGNATURE-----", StringComparison.Ordinal) + "SIGNATURE-----".Length;
        var end = text.IndexOf("-----END", StringComparison.Ordinal);
        for (var index = start; index < end; index++)
        {
            if (char.IsAsciiLetterOrDigit(text[index]))
            {
                var changed = text.Remove(index, 1).Insert(index, text[index] == 'A' ? "B" : "A");
                (Judge(changed) is Verdict.Refused || changed == text).ShouldBeTrue($"{index}: {changed}");
            }
        }
    }

    [Fact]
    public void Keyrings_that_cannot_be_used_say_how_to_make_one()
    {
        using var folder = new TestFolder();
        folder.File("empty.gpg", "").File("text.gpg", "hello\n");

        Should.Throw<KeyFileException>(() => Keyring.Read(TestKeys.FileOf("pubring.kbx"), "pubring.kbx")).ShouldSatisfyAllConditions(
            error => error.Message.ShouldBe("`pubring.kbx` is a keybox, the form newer gpg keeps its keys in"),
            error => error.Hint.ShouldBe("Export the keys with `gpg --export KEY --output FILE` and name that file"));
        Should.Throw<KeyFileException>(() => Keyring.Read(Path.Combine(folder.Path, "empty.gpg"), "empty.gpg")).Message.ShouldBe("`empty.gpg` is empty");
        Should.Throw<KeyFileException>(() => Keyring.Read(Path.Combine(folder.Path, "text.gpg"), "text.gpg")).Message.ShouldStartWith("`text.gpg` ");
        Should.Throw<KeyFileException>(() => Keyring.Read(Path.Combine(folder.Path, "gone.gpg"), "gone.gpg")).Message.ShouldBe("`gone.gpg` does not exist");
    }

    private static string ReadProv(string name) => File.ReadAllText(TestKeys.FileOf($"{name}.prov"));

    private static string Refusal(string text, byte[]? archive = null, string keyring = "pubring.gpg") => Judge(text, archive, keyring).ShouldBeOfType<Verdict.Refused>().Reason;

    private static Verdict Judge(string text, byte[]? archive = null, string keyring = "pubring.gpg")
    {
        using var bytes = new MemoryStream(archive ?? Archive);
        var content = new SignedContent(ContentDigest.Of(archive ?? Archive), null, ChartLoader.LoadArchive(bytes, "web-1.2.3.tgz").Metadata);
        var identity = new Identity("vendor", [], [Keyring.Read(TestKeys.FileOf(keyring), keyring)]);
        return new SignatureEvidence.Provenance("web.prov", Encoding.UTF8.GetBytes(text)).Judge(content, identity, Now);
    }
}
