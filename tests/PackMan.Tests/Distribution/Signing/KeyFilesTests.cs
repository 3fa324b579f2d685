using System.Security.Cryptography;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Signing.Keys;
using PackMan.Tests.Core.Charts.Loading;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Distribution.Signing;

public sealed class KeyFilesTests : IDisposable
{
    private static readonly ContentDigest Digest = ContentDigest.Of("a chart"u8);

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Every_form_of_a_private_key_signs_for_the_same_public_key()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var encryption = new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1000);
        _folder.File("release.pub", key.ExportSubjectPublicKeyInfoPem())
            .File("pkcs8.key", key.ExportPkcs8PrivateKeyPem())
            .File("sec1.key", $"-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n{key.ExportECPrivateKeyPem()}")
            .File("encrypted.key", key.ExportEncryptedPkcs8PrivateKeyPem("opensesame", encryption));
        var publicKey = KeyFiles.ReadPublic(In("release.pub"), "release.pub");

        foreach (var form in new[] { "pkcs8.key", "sec1.key", "encrypted.key" })
        {
            using var signing = await TestKeys.ReadAsync(In(form), "opensesame");

            signing.Public.Fingerprint.ShouldBe(publicKey.Fingerprint, form);
            publicKey.Verifies(Digest, signing.Sign(Digest)).ShouldBeTrue(form);
        }
    }

    [Fact]
    public async Task A_key_encrypted_as_cosign_does_it_is_opened_by_its_passphrase_only()
    {
        using var key = await TestKeys.ReadAsync(TestKeys.FileOf("cosign.key"), "correct horse");
        var error = await Should.ThrowAsync<KeyFileException>(() => TestKeys.ReadAsync(TestKeys.FileOf("cosign.key"), "wrong horse"));

        KeyFiles.ReadPublic(TestKeys.FileOf("cosign.pub"), "cosign.pub").Verifies(Digest, key.Sign(Digest)).ShouldBeTrue();
        error.Message.ShouldBe("`cosign.key` cannot be decrypted: the passphrase is wrong, or the file is damaged");
    }

    [Fact]
    public async Task A_cosign_key_that_asks_for_too_much_memory_is_refused()
    {
        var box = """{"kdf":{"name":"scrypt","params":{"N":1073741824,"r":8,"p":1},"salt":"AAAA"},"cipher":{"name":"nacl/secretbox","nonce":"AAAA"},"ciphertext":"AAAA"}"""u8;
        _folder.File("greedy.key", new string(PemEncoding.Write("ENCRYPTED SIGSTORE PRIVATE KEY", box)));

        (await Should.ThrowAsync<KeyFileException>(() => TestKeys.ReadAsync(In("greedy.key"), "x"))).Message.ShouldContain("in a form PackMan does not know");
    }

    [Fact]
    public void A_signature_counts_for_its_content_and_key_only()
    {
        using var key = SigningKey.Generate("a.pub");
        using var other = SigningKey.Generate("b.pub");
        var signature = key.Sign(Digest);

        key.Public.Verifies(Digest, signature).ShouldBeTrue();
        key.Public.Verifies(ContentDigest.Of("another chart"u8), signature).ShouldBeFalse();
        other.Public.Verifies(Digest, signature).ShouldBeFalse();
        for (var length = 0; length < signature.Length; length++)
        {
            key.Public.Verifies(Digest, signature.AsSpan(0, length)).ShouldBeFalse();
        }
    }

    [Theory]
    [MemberData(nameof(UselessKeys))]
    public async Task A_private_key_that_cannot_sign_is_refused_with_the_reason(string content, string reason)
    {
        _folder.File("some.key", content);

        var error = await Should.ThrowAsync<KeyFileException>(() => TestKeys.ReadAsync(In("some.key")));

        error.Message.ShouldBe($"`some.key` {reason}");
        error.Hint.ShouldNotBeNull();
    }

    public static TheoryData<string, string> UselessKeys => new()
    {
        { "", "is no PEM file: there is no `-----BEGIN …-----` block in it" },
        { "not a key", "is no PEM file: there is no `-----BEGIN …-----` block in it" },
        { TestKeys.Rsa(), "is an RSA key" },
        { TestKeys.On(ECCurve.NamedCurves.nistP384).ExportPkcs8PrivateKeyPem(), "is a key of 384 bits on another curve than P-256" },
        { TestKeys.On(ECCurve.NamedCurves.nistP256).ExportSubjectPublicKeyInfoPem(), "is a public key, and signing needs the private one" },
        { "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", "holds no ECDSA key, or a damaged one" },
        { "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n", "is a key of SSH" },
        { "-----BEGIN EC PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAAAA\n-----END EC PRIVATE KEY-----\n", "is encrypted in openssl's old way, which guards it badly" },
        { TestKeys.On(ECCurve.NamedCurves.nistP256).ExportEncryptedPkcs8PrivateKeyPem("x", new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1)), "is encrypted, and no passphrase was given" },
    };

    [Fact]
    public async Task A_missing_key_a_private_one_for_checking_and_a_folder_are_refused()
    {
        using var key = TestKeys.Pair(_folder, "release");

        Should.Throw<KeyFileException>(() => KeyFiles.ReadPublic(In("release.key"), "release.key")).Message.ShouldBe("`release.key` is a private key, and checking needs the public one");
        Should.Throw<KeyFileException>(() => KeyFiles.ReadPublic(In("gone.pub"), "gone.pub")).Message.ShouldBe("`gone.pub` does not exist");
        (await Should.ThrowAsync<KeyFileException>(() => TestKeys.ReadAsync(_folder.Path))).Message.ShouldContain("cannot be read");
    }

    private string In(string name) => Path.Combine(_folder.Path, name);
}
