using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using PackMan.ClusterTests.Fixtures;
using PackMan.Distribution.Oci;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Distribution.Signing;

/// <summary>What the native binary signs, openssl checks, and the other way round; what Helm and gpg sign, the binary checks.</summary>
[Trait("Category", PackManBinary.Category)]
public sealed class SigningTests : IDisposable
{
    private const string Annotation = "dev.cosignproject.cosign/signature";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("packman-signing-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Openssl_checks_the_signature_of_an_archive_and_we_check_openssls()
    {
        var openssl = SystemProgram.Require("openssl");
        var archive = await PackAsync("1.0.0");
        await SucceedAsync("generate-key", In("release"), "--no-passphrase");
        await SucceedAsync("sign", archive, "--key", In("release.key"));

        (await openssl.SucceedAsync("dgst", "-sha256", "-verify", In("release.pub"), "-signature", archive + ".sig", archive)).ShouldContain("Verified OK");

        await openssl.SucceedAsync("dgst", "-sha256", "-sign", In("release.key"), "-out", archive + ".sig", archive);
        (await SucceedAsync("verify", archive, "--key", In("release.pub"))).ShouldContain("Signed by: ");
    }

    [Fact]
    public async Task Keys_of_openssl_sign_encrypted_or_not()
    {
        var openssl = SystemProgram.Require("openssl");
        var archive = await PackAsync("1.0.0");
        await openssl.SucceedAsync("ecparam", "-name", "prime256v1", "-genkey", "-out", In("sec1.key"));
        await openssl.SucceedAsync("pkcs8", "-topk8", "-v2", "aes-256-cbc", "-passout", "pass:opensesame", "-in", In("sec1.key"), "-out", In("pkcs8.key"));
        await openssl.SucceedAsync("pkey", "-in", In("sec1.key"), "-pubout", "-out", In("release.pub"));
        await File.WriteAllTextAsync(In("passphrase"), "opensesame\n", Token);

        foreach (var key in new[] { "sec1.key", "pkcs8.key" })
        {
            await SucceedAsync("sign", archive, "--key", In(key), "--passphrase-file", In("passphrase"));
            await openssl.SucceedAsync("dgst", "-sha256", "-verify", In("release.pub"), "-signature", archive + ".sig", archive);
        }

        (await SucceedAsync("generate-key", In("ours"), "--passphrase-file", In("passphrase"))).ShouldContain("Private key");
        await openssl.SucceedAsync("pkey", "-in", In("ours.key"), "-passin", $"file:{In("passphrase")}", "-noout");
    }

    [Fact]
    public async Task A_chart_in_a_registry_is_signed_for_openssl_and_refused_when_its_digest_is_swapped()
    {
        var openssl = SystemProgram.Require("openssl");
        await using var registry = await SignedRegistry.StartAsync();
        var pushed = await registry.PushAsync(await PackAsync("1.0.0"));
        await SucceedAsync("generate-key", In("release"), "--no-passphrase");
        var web = $"oci://{registry.Host}/charts/web:1.0.0";

        await SucceedAsync("sign", web, "--key", In("release.key"));

        (await SucceedAsync("verify", web, "--key", In("release.pub"))).ShouldContain($"Digest: {pushed.Digest}");
        var layer = ImageManifest.TryParse(await registry.ManifestAsync($"sha256-{pushed.Digest.Hex}.sig"))!.Layers.Single();
        var statement = await registry.Client.GetByteArrayAsync($"http://{registry.Host}/v2/charts/web/blobs/{layer.Digest}", Token);
        JsonText.Parse(statement).FindString("critical", "image", "docker-manifest-digest").ShouldBe(pushed.Digest.ToString());
        await File.WriteAllBytesAsync(In("statement"), statement, Token);
        await File.WriteAllBytesAsync(In("statement.sig"), Convert.FromBase64String(layer.Annotations[Annotation]), Token);
        (await openssl.SucceedAsync("dgst", "-sha256", "-verify", In("release.pub"), "-signature", In("statement.sig"), In("statement"))).ShouldContain("Verified OK");
        ImageIndex.TryParse(await registry.ManifestAsync($"sha256-{pushed.Digest.Hex}", ImageIndex.MediaType))!.Manifests.Single().ArtifactType.ShouldBe("application/vnd.dev.cosign.artifact.sig.v1+json");

        var other = await registry.PushAsync(await PackAsync("2.0.0"));
        await SucceedAsync("sign", $"oci://{registry.Host}/charts/web:2.0.0", "--key", In("release.key"));
        await registry.PutAsync("1.0.0", await registry.ManifestAsync("2.0.0"));
        (await RefuseAsync("verify", web, "--key", In("release.pub"))).ShouldContain("it holds the chart `web` 2.0.0, which is not what its name says");
        await registry.PutAsync("2.0.0", await registry.ManifestAsync(pushed.Digest.ToString()));
        await registry.PutAsync($"sha256-{other.Digest.Hex}.sig", await registry.ManifestAsync($"sha256-{pushed.Digest.Hex}.sig"));
        (await RefuseAsync("template", "web", web, "--verify", "--policy", await PolicyAsync(registry.Host))).ShouldContain("which is not what its name says");
        (await SucceedAsync("verify", $"oci://{registry.Host}/charts/web@{pushed.Digest}", "--key", In("release.pub"))).ShouldContain("web 1.0.0");
    }

    [Fact]
    public async Task A_bundle_that_openssl_signed_is_verified_in_a_registry_and_beside_an_archive()
    {
        const string InToto = "application/vnd.in-toto+json";
        var openssl = SystemProgram.Require("openssl");
        await using var registry = await SignedRegistry.StartAsync();
        var archive = await PackAsync("1.0.0");
        var pushed = await registry.PushAsync(archive);
        await openssl.SucceedAsync("ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", In("cosign.key"));
        await openssl.SucceedAsync("pkey", "-in", In("cosign.key"), "-pubout", "-out", In("cosign.pub"));
        var statement = $$$"""{"_type":"https://in-toto.io/Statement/v1","subject":[{"digest":{"sha256":"{{{pushed.Digest.Hex}}}"}}],"predicateType":"https://sigstore.dev/cosign/sign/v1","predicate":{}}""";

        var envelope = await SignAsync(openssl, $"DSSEv1 {InToto.Length} {InToto} {statement.Length} {statement}");
        await registry.ReferAsync(pushed.Digest, Bundle($$"""
            "dsseEnvelope":{"payload":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(statement))}}","payloadType":"{{InToto}}","signatures":[{"sig":"{{envelope}}"}]}
            """));

        (await SucceedAsync("verify", $"oci://{registry.Host}/charts/web:1.0.0", "--key", In("cosign.pub"))).ShouldContain("Found: referrer ");
        await SucceedAsync("bundle", $"oci://{registry.Host}/charts/web:1.0.0", "--out", In("web.bundle.tgz"));
        (await SucceedAsync("verify", In("web.bundle.tgz"), "--key", In("cosign.pub"))).ShouldContain(".sigstore.json` of the bundle");

        await openssl.SucceedAsync("dgst", "-sha256", "-sign", In("cosign.key"), "-out", In("signature"), archive);
        var message = Bundle($$"""
            "messageSignature":{"messageDigest":{"algorithm":"SHA2_256","digest":"{{Convert.ToBase64String(SHA256.HashData(await File.ReadAllBytesAsync(archive, Token)))}}"},"signature":"{{Convert.ToBase64String(await File.ReadAllBytesAsync(In("signature"), Token))}}"}
            """);
        await File.WriteAllTextAsync(archive + ".sigstore.json", message, Token);
        (await SucceedAsync("verify", archive, "--key", In("cosign.pub"))).ShouldContain("Found: `web-1.0.0.tgz.sigstore.json`");
        await PackAsync("2.0.0");
        File.Move(archive + ".sigstore.json", In("web-2.0.0.tgz.sigstore.json"));
        (await RefuseAsync("verify", In("web-2.0.0.tgz"), "--key", In("cosign.pub"))).ShouldContain(", which is another chart");
    }

    private async Task<string> SignAsync(SystemProgram openssl, string text)
    {
        await File.WriteAllTextAsync(In("signed"), text, Token);
        await openssl.SucceedAsync("dgst", "-sha256", "-sign", In("cosign.key"), "-out", In("signature"), In("signed"));
        return Convert.ToBase64String(await File.ReadAllBytesAsync(In("signature"), Token));
    }

    private static string Bundle(string content) =>
        $$$"""{"mediaType":"application/vnd.dev.sigstore.bundle.v0.3+json","verificationMaterial":{"publicKey":{"hint":"cosign"}},{{{content}}}}""";

    [Fact]
    public async Task What_Helm_signs_with_keys_of_gpg_is_verified_in_files_and_registries()
    {
        var helm = HelmBinary.Require(_folder.FullName);
        (string Name, string Algorithm)[] keys = [("rsa@example.org", "rsa2048"), ("ed@example.org", "ed25519")];
        await using var gpg = await GpgUser.StartAsync(_folder.FullName, keys);
        await using var registry = await SignedRegistry.StartAsync();

        foreach (var (user, version) in new[] { (keys[0].Name, "1.0.0"), (keys[1].Name, "2.0.0") })
        {
            WriteChart(version, "v2");
            await HelmAsync(helm, "package", "web", "--sign", "--key", user, "--keyring", gpg.SecretKeyring);
            (await SucceedAsync("verify", In($"web-{version}.tgz"), "--keyring", gpg.PublicKeyring)).ShouldContain($"Key: {user} (");
            await HelmAsync(helm, "push", $"web-{version}.tgz", $"oci://{registry.Host}/charts", "--plain-http");
            (await SucceedAsync("verify", $"oci://{registry.Host}/charts/web:{version}", "--keyring", gpg.PublicKeyring)).ShouldContain($"Key: {user} (");
        }

        File.Move(In("web-1.0.0.tgz.prov"), In("web-2.0.0.tgz.prov"), overwrite: true);
        (await RefuseAsync("verify", In("web-2.0.0.tgz"), "--keyring", gpg.PublicKeyring)).ShouldContain("it is for the chart `web 1.0.0`, and the archive holds `web 2.0.0`");
    }

    [Fact]
    public async Task What_we_sign_with_keys_of_gpg_Helm_and_gpg_verify_in_files_and_registries()
    {
        var helm = HelmBinary.Require(_folder.FullName);
        var reader = SystemProgram.Require("gpg", ("GNUPGHOME", In("gnupg")));
        (string Name, string Algorithm)[] keys = [("rsa@example.org", "rsa2048"), ("ed@example.org", "ed25519"), ("nist@example.org", "nistp256")];
        await using var gpg = await GpgUser.StartAsync(_folder.FullName, keys);
        await using var registry = await SignedRegistry.StartAsync();

        Directory.CreateDirectory(In("pulled"));

        foreach (var (user, version) in keys.Select((key, index) => (key.Name, $"{index + 1}.0.0")))
        {
            WriteChart(version, "v2");
            await File.AppendAllTextAsync(In("web/Chart.yaml"), "keywords:\n- a list\ndescription: |\n  - blanks  \n\n  ...\n", Token);
            await SucceedAsync("package", In("web"), "--destination", _folder.FullName, "--sign", "--key", user, "--keyring", gpg.SecretKeyring);

            await HelmAsync(helm, "verify", $"web-{version}.tgz", "--keyring", gpg.PublicKeyring);
            await reader.SucceedAsync("--verify", In($"web-{version}.tgz.prov"));
            await HelmAsync(helm, "push", $"web-{version}.tgz", $"oci://{registry.Host}/charts", "--plain-http");
            await HelmAsync(helm, "pull", $"oci://{registry.Host}/charts/web", "--version", version, "--verify", "--keyring", gpg.PublicKeyring, "--plain-http", "--destination", In("pulled"));
            (await SucceedAsync("verify", $"oci://{registry.Host}/charts/web:{version}", "--keyring", gpg.PublicKeyring)).ShouldContain($"Key: {user} (");
        }

        File.Copy(In("web-1.0.0.tgz"), In("web-2.0.0.tgz"), overwrite: true);
        (await helm.RunAsync(_folder.FullName, "verify", "web-2.0.0.tgz", "--keyring", gpg.PublicKeyring)).ExitCode.ShouldNotBe(0);
    }

    private string In(string name) => Path.Combine(_folder.FullName, name);

    private void WriteChart(string version, string apiVersion)
    {
        Directory.CreateDirectory(In("web"));
        File.WriteAllText(In("web/Chart.yaml"), $"apiVersion: {apiVersion}\nname: web\nversion: {version}\n");
        File.WriteAllText(In("web/values.yaml"), "a: 1\n");
    }

    private async Task<string> PackAsync(string version)
    {
        WriteChart(version, "packman/v1");
        await SucceedAsync("package", In("web"), "--destination", _folder.FullName);
        return In($"web-{version}.tgz");
    }

    private async Task<string> PolicyAsync(string host)
    {
        var rule = $"- name: ours\n  repositories: ['oci://{host}/charts/**']\n  signedBy: [team]\n";
        await File.WriteAllTextAsync(In("policy.yaml"), $"apiVersion: packman/v1\nkind: SignaturePolicy\nidentities:\n- name: team\n  keys: [{{file: release.pub}}]\nrules:\n{rule}", Token);
        return In("policy.yaml");
    }

    private async Task HelmAsync(HelmBinary helm, params string[] arguments)
    {
        var result = await helm.RunAsync(_folder.FullName, arguments);
        result.ExitCode.ShouldBe(0, $"helm {string.Join(' ', arguments)}\n{result.Errors}");
    }

    private static async Task<string> SucceedAsync(params string[] arguments)
    {
        var result = await PackManBinary.Require().RunAsync(ImmutableDictionary<string, string>.Empty, arguments);
        result.ExitCode.ShouldBe(0, $"packman {string.Join(' ', arguments)}\n{result.Errors}");
        return result.Output;
    }

    private static async Task<string> RefuseAsync(params string[] arguments)
    {
        var result = await PackManBinary.Require().RunAsync(ImmutableDictionary<string, string>.Empty, arguments);
        result.ExitCode.ShouldBe(1, result.Output);
        return result.Errors;
    }
}
