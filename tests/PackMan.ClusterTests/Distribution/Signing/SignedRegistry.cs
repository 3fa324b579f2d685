using System.Collections.Immutable;
using System.Text;
using PackMan.Charts.Loading;
using PackMan.ClusterTests.Distribution.Registries;
using PackMan.Distribution;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Oci;
using PackMan.Distribution.References;

namespace PackMan.ClusterTests.Distribution.Signing;

/// <summary>A registry with a look behind `packman`, as somebody has who may push; it has no referrers API.</summary>
internal sealed class SignedRegistry : IAsyncDisposable
{
    private readonly DebianRegistry _registry;

    private SignedRegistry(DebianRegistry registry) => _registry = registry;

    public string Host => _registry.Host;

    public HttpClient Client { get; } = new();

    public static async Task<SignedRegistry> StartAsync() => new(await DebianRegistry.StartAsync(new RegistrySetup()));

    /// <summary>Pushes an archive below `charts`.</summary>
    public async Task<PushResult> PushAsync(string archive)
    {
        using var access = new ChartAccess(new ChartAccessOptions(), new UserEnvironment(new Dictionary<string, string>(), Path.GetDirectoryName(archive)!), TimeProvider.System);
        await using var content = File.OpenRead(archive);
        var chart = ChartLoader.LoadArchive(content, archive);
        return await new ChartPush(access.Registries).RunAsync(new PackagedChart(chart.Metadata, content, null), OciReference.ParsePlace($"oci://{Host}/charts"));
    }

    /// <summary>A manifest as the registry has it.</summary>
    public async Task<byte[]> ManifestAsync(string tag, string mediaType = ImageManifest.MediaType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://{Host}/v2/charts/web/manifests/{tag}");
        request.Headers.Accept.ParseAdd(mediaType);
        using var response = await Client.SendAsync(request);
        return await response.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync();
    }

    /// <summary>Puts a manifest under a tag, as somebody who may push could.</summary>
    public async Task PutAsync(string tag, byte[] manifest, string mediaType = ImageManifest.MediaType)
    {
        using var content = new ByteArrayContent(manifest);
        content.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue(mediaType);
        using var response = await Client.PutAsync($"http://{Host}/v2/charts/web/manifests/{tag}", content);
        response.EnsureSuccessStatusCode();
    }

    /// <summary>Stores a bundle of Sigstore as cosign 3 does where a registry has no referrers API: as the layer of a manifest, in the list under the tag of the subject.</summary>
    public async Task ReferAsync(ContentDigest subject, string bundle)
    {
        const string BundleType = "application/vnd.dev.sigstore.bundle.v0.3+json";
        var content = Encoding.UTF8.GetBytes(bundle);
        var config = await UploadAsync("{}"u8.ToArray());
        var layer = await UploadAsync(content);
        var signed = await ManifestAsync(subject.ToString());
        var annotations = ImmutableSortedDictionary<string, string>.Empty.Add("dev.sigstore.bundle.content", "dsse-envelope").Add("dev.sigstore.bundle.predicateType", "https://sigstore.dev/cosign/sign/v1");
        var manifest = new ImageManifest
        {
            ArtifactType = BundleType,
            Config = new Descriptor("application/vnd.oci.empty.v1+json", config, 2),
            Layers = [new Descriptor(BundleType, layer, content.Length)],
            Subject = new Descriptor(ImageManifest.MediaType, subject, signed.Length),
            Annotations = annotations,
        }.Write();
        await PutAsync(ContentDigest.Of(manifest).ToString(), manifest);
        var entry = new Descriptor(ImageManifest.MediaType, ContentDigest.Of(manifest), manifest.Length) { ArtifactType = BundleType, Annotations = annotations };
        await PutAsync($"sha256-{subject.Hex}", new ImageIndex([entry]).Write(), ImageIndex.MediaType);
    }

    private async Task<ContentDigest> UploadAsync(byte[] blob)
    {
        var digest = ContentDigest.Of(blob);
        using var begun = await Client.PostAsync($"http://{Host}/v2/charts/web/blobs/uploads/", null);
        var upload = begun.EnsureSuccessStatusCode().Headers.Location!;
        using var content = new ByteArrayContent(blob);
        content.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("application/octet-stream");
        using var response = await Client.PutAsync($"{upload}{(upload.Query.Length > 0 ? '&' : '?')}digest={digest}", content);
        response.EnsureSuccessStatusCode();
        return digest;
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _registry.DisposeAsync();
    }
}
