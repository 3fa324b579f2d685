using PackMan.Charts.Loading;
using PackMan.ClusterTests.Distribution.Registries;
using PackMan.Distribution;
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
    public async Task PutAsync(string tag, byte[] manifest)
    {
        using var content = new ByteArrayContent(manifest);
        content.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue(ImageManifest.MediaType);
        using var response = await Client.PutAsync($"http://{Host}/v2/charts/web/manifests/{tag}", content);
        response.EnsureSuccessStatusCode();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _registry.DisposeAsync();
    }
}
