using System.Text;
using PackMan.Charts.Loading;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Signing;
using PackMan.Distribution.Signing.Keys;
using PackMan.Distribution.Signing.Policy;
using PackMan.Distribution.Signing.Provenance;
using PackMan.Tests.Core.Charts.Loading;
using PackMan.Tests.Fakes;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Distribution.Signing;

/// <summary>`.prov` files that we make with keys that gpg made.</summary>
public sealed class ProvenanceKeyTests
{
    private static readonly DateTimeOffset Now = new(2026, 12, 1, 0, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("anna", "Anna (rsa) <anna@example.org>", "9A3E2A1C6A9DA49157B8FE57796CED3BE44D5559")]
    [InlineData("Anna (rsa) <anna@example.org>", "Anna (rsa) <anna@example.org>", "9A3E2A1C6A9DA49157B8FE57796CED3BE44D5559")]
    [InlineData("bert", "Bert (subkey) <bert@example.org>", "30D7B76118A7863EE9DC5C1B45DD2835B4115966")]
    [InlineData("83C96551410CF48E", "Bert (subkey) <bert@example.org>", "30D7B76118A7863EE9DC5C1B45DD2835B4115966")]
    [InlineData("Dana (nistp256) <dana@example.org>", "Dana (nistp256) <dana@example.org>", "1954D56D6366EA7A3357969D2A299745059F4AB0")]
    [InlineData("d3ea 9589 2e51 9149 4834 67be b926 daf6 de2c 0070", "Dana (twin) <dana@example.org>", "D3EA95892E519149483467BEB926DAF6DE2C0070")]
    public async Task What_a_key_signs_is_verified_as_its_owners(string owner, string user, string fingerprint)
    {
        using var key = await ReadAsync(owner);

        var verdict = Judge(Sign(key, "web-1.2.3.tgz"));

        key.Fingerprint.ShouldBe(fingerprint);
        verdict.ShouldBeOfType<Verdict.Signed>().Signer.Key.ShouldBe(user);
    }

    [Fact]
    public async Task The_file_has_Helms_form()
    {
        using var key = await ReadAsync("bert");

        var text = Encoding.UTF8.GetString(Sign(key, "web-1.2.3.tgz"));

        text.ShouldStartWith("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA512\n\napiVersion: v2\ndescription: A test\nname: web\nversion: 1.2.3\n");
        text.ShouldContain($"\n\n...\nfiles:\n  web-1.2.3.tgz: {Digest}\n-----BEGIN PGP SIGNATURE-----\n\n");
        text.ShouldEndWith("\n-----END PGP SIGNATURE-----\n");
    }

    [Theory]
    [InlineData("description: |\n  - a list\n  ends with blanks  \n\n  ...\n  -----BEGIN PGP SIGNATURE-----\n")]
    [InlineData("annotations:\n  \"...\": \"\\n...\\nfiles: {}\"\n")]
    [InlineData("keywords:\n- a\n- \"- b\"\nmaintainers:\n- name: Ärzte  \n")]
    [InlineData("description: \"\\u00a0 \\u2028 ends\\twith \\r\\n\"\n")]
    public async Task Whatever_the_chart_says_of_itself_is_signed_so_that_it_is_read_back(string more)
    {
        using var key = await ReadAsync("bert");
        var archive = new TestArchive().File("web/Chart.yaml", $"apiVersion: v2\nname: web\nversion: 1.2.3\n{more}").Pack();

        Judge(Sign(key, "web-1.2.3.tgz", archive), archive).ShouldBeOfType<Verdict.Signed>();
    }

    [Fact]
    public async Task A_changed_archive_is_refused()
    {
        using var key = await ReadAsync("bert");
        var other = new TestArchive().File("web/Chart.yaml", "apiVersion: v2\nname: web\nversion: 1.2.3\n").Pack();

        Judge(Sign(key, "web-1.2.3.tgz"), other).ShouldBeOfType<Verdict.Refused>().Reason.ShouldContain("and the archive's is");
    }

    [Theory]
    [InlineData("anna", "secring.gpg", null, "`secring.gpg` is encrypted, and no passphrase was given")]
    [InlineData("anna", "secring.gpg", "wr0ng", "`secring.gpg` cannot be decrypted: the passphrase is wrong, or the file is damaged")]
    [InlineData("carl", "secring.gpg", "", "`secring.gpg` has the key B960752AE53020EC450C8033D93E097F7F5630B8 of `Carl (expired) <carl@example.org>`, which expired on 2020-12-31")]
    [InlineData("cora", "secring.gpg", "", "`secring.gpg` has the key 88058271FE0C62180E3E13F24816CAAD83440113 of `Cora (certifier) <cora@example.org>`, which is not made for signing")]
    [InlineData("dana", "secring.gpg", "", "`secring.gpg` has several keys of `dana`: of `Dana (nistp256) <dana@example.org>`, `Dana (twin) <dana@example.org>`")]
    [InlineData("zoe", "secring.gpg", "", "`secring.gpg` has no key of `zoe`, but of `Anna (rsa) <anna@example.org>`, `Bert (subkey) <bert@example.org>`, `Carl (expired) <carl@example.org>`, `Cora (certifier) <cora@example.org>`, `Dana (nistp256) <dana@example.org>` and 1 more")]
    [InlineData("BE44D5559", "secring.gpg", "", "`secring.gpg` has no key of `BE44D5559`")]
    [InlineData("ada", "pubring.gpg", "", "`pubring.gpg` holds public keys, and signing needs the private ones")]
    [InlineData("ada", "pubring.kbx", "", "`pubring.kbx` is a keybox, the form newer gpg keeps its keys in")]
    [InlineData("ada", "cosign.key", "", "`cosign.key` is no OpenPGP keyring")]
    [InlineData("ada", "web-1.2.3.tgz", "", "`web-1.2.3.tgz` is no OpenPGP keyring")]
    [InlineData("ada", "gone.gpg", "", "`gone.gpg` does not exist")]
    public async Task A_key_that_cannot_be_used_is_told(string owner, string file, string? passphrase, string message)
    {
        var error = await Should.ThrowAsync<KeyFileException>(() => ReadAsync(owner, file, passphrase));

        error.Message.ShouldStartWith(message);
        (error.Message + error.Hint).ShouldNotContain("wr0ng");
    }

    [Fact]
    public async Task A_keyring_that_was_cut_off_is_one_error()
    {
        using var folder = new TestFolder();
        var whole = await File.ReadAllBytesAsync(TestKeys.FileOf("secring.gpg"), TestContext.Current.CancellationToken);
        var path = Path.Combine(folder.Path, "cut.gpg");
        foreach (var length in Enumerable.Range(1, whole.Length - 1).Where(length => length % 7 == 0))
        {
            await File.WriteAllBytesAsync(path, whole[..length], TestContext.Current.CancellationToken);
            try
            {
                using var key = await ProvenanceKey.ReadAsync(path, "cut.gpg", "twin", _ => Task.FromResult<string?>(""), new FixedTime { Now = Now });
            }
            catch (KeyFileException told)
            {
                told.Message.ShouldStartWith("`cut.gpg` ");
            }
        }
    }

    [Fact]
    public async Task All_exports_of_an_armored_keyring_count()
    {
        foreach (var owner in new[] { "anna", "bert" })
        {
            using var key = await ReadAsync(owner);

            Judge(Sign(key, "web-1.2.3.tgz"), keyring: "two.asc").ShouldBeOfType<Verdict.Signed>();
        }
    }

    private static byte[] Archive => File.ReadAllBytes(TestKeys.FileOf("web-1.2.3.tgz"));

    private static string Digest => ContentDigest.Of(Archive).ToString();

    private static Task<ProvenanceKey> ReadAsync(string owner, string file = "secring.gpg", string? passphrase = "opensesame") =>
        ProvenanceKey.ReadAsync(TestKeys.FileOf(file), file, owner, _ => Task.FromResult(passphrase), new FixedTime { Now = Now });

    private static byte[] Sign(ProvenanceKey key, string name, byte[]? archive = null) =>
        key.SignArchive(ContentOf(archive ?? Archive).Chart, name, ContentDigest.Of(archive ?? Archive));

    private static Verdict Judge(byte[] file, byte[]? archive = null, string keyring = "signers.gpg") => ProvenanceFile.Judge(
        file, "web.prov", ContentOf(archive ?? Archive), new Identity("signers", [], [Keyring.Read(TestKeys.FileOf(keyring), keyring)]), Now);

    private static SignedContent ContentOf(byte[] archive)
    {
        using var bytes = new MemoryStream(archive);
        return new SignedContent(ContentDigest.Of(archive), null, ChartLoader.LoadArchive(bytes, "web").Metadata);
    }
}
