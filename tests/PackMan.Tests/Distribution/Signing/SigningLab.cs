using System.Text;
using PackMan.Distribution;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Oci;
using PackMan.Distribution.References;
using PackMan.Distribution.Signing;
using PackMan.Distribution.Signing.Keys;
using PackMan.Distribution.Signing.Policy;
using PackMan.Distribution.Signing.Registry;
using PackMan.Tests.Core.Charts.Loading;
using PackMan.Tests.Distribution.Oci;
using PackMan.Yaml;

namespace PackMan.Tests.Distribution.Signing;

/// <summary>Charts of a registry that are signed, tampered with and checked.</summary>
internal sealed class SigningLab : IAsyncDisposable
{
    private readonly RegistryLab _lab = new();

    private SigningLab(FakeRegistry registry) => Registry = registry;

    public FakeRegistry Registry { get; }

    public SigningKey Key { get; } = SigningKey.Generate("release.pub");

    public string Web => $"oci://{Registry.Host}/charts/web:1.2.3";

    public static async Task<SigningLab> StartAsync(bool listsReferrers)
    {
        var registry = await FakeRegistry.StartAsync();
        registry.ListsReferrers = listsReferrers;
        var lab = new SigningLab(registry);
        await lab.PushAsync();
        return lab;
    }

    public Task<PushResult> PushAsync(string more = "", string version = "1.2.3") => _lab.PushAsync(Registry.Host, RegistryLab.Archive(version, more));

    public Task<RegistrySignature> SignAsync(string? reference = null, SigningKey? key = null) =>
        new RegistrySigning(_lab.Access, _lab.Cache).RunAsync(OciReference.Parse(reference ?? Web), VersionChoice.Newest, key ?? Key);

    /// <summary>Checks as somebody would who has nothing of it yet.</summary>
    public async Task<VerifiedChart> VerifyAsync(string? reference = null, SignaturePolicy? policy = null, DateTimeOffset? now = null)
    {
        VerifiedChart? passed = null;
        using var home = new TestFolder();
        var environment = new UserEnvironment(new Dictionary<string, string>(), home.Path);
        var time = new Fakes.FixedTime { Now = now ?? new DateTimeOffset(2026, 6, 1, 0, 0, 0, TimeSpan.Zero) };
        var options = new ChartAccessOptions { Verification = new VerificationOptions(policy ?? Trusting(Key.Public), verified => passed = verified) };
        using var access = new ChartAccess(options, environment, time);
        await new ChartSource(new LocalChartSource(home.Path), access).LoadAsync(reference ?? Web);
        return passed!;
    }

    public static SignaturePolicy Trusting(params VerificationKey[] keys) =>
        SignaturePolicy.Of("--key", new Identity("release.pub", [.. keys.Select(key => new TrustedKey(key))], []));

    public byte[] ManifestOf(string tag) => Registry.Manifests[$"charts/web:{tag}"];

    public ContentDigest DigestOf(string tag) => ContentDigest.Of(ManifestOf(tag));

    public string SignatureTag => $"sha256-{DigestOf("1.2.3").Hex}.sig";

    /// <summary>Leaves only the signatures under cosign's tag, and changes them.</summary>
    public void Tamper(Func<ImageManifest, ImageManifest> change)
    {
        ForgetReferrers();
        Registry.Manifests[$"charts/web:{SignatureTag}"] = change(ImageManifest.TryParse(ManifestOf(SignatureTag))!).Write();
    }

    public void ForgetReferrers()
    {
        foreach (var (name, manifest) in Registry.Manifests)
        {
            if (JsonText.Parse(manifest).Find("subject") is not null || JsonText.Parse(manifest).Find("manifests") is not null)
            {
                Registry.Manifests.TryRemove(name, out _);
            }
        }
    }

    /// <summary>Puts a statement into the registry and gives its layer, with the signature of another one.</summary>
    public Descriptor Swap(Descriptor layer, string statement)
    {
        var bytes = Encoding.UTF8.GetBytes(statement);
        Registry.Blobs[ContentDigest.Of(bytes).ToString()] = bytes;
        return layer with { Digest = ContentDigest.Of(bytes), Size = bytes.Length };
    }

    public string StatementOf(Descriptor layer) => Encoding.UTF8.GetString(Registry.Blobs[layer.Digest.ToString()]);

    public async ValueTask DisposeAsync()
    {
        Key.Dispose();
        _lab.Dispose();
        await Registry.DisposeAsync();
    }
}
