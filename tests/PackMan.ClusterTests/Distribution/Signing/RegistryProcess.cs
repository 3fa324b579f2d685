using System.Net;
using System.Net.Sockets;
using PackMan.Charts.Loading;
using PackMan.ClusterTests.Fixtures;
using PackMan.Distribution;
using PackMan.Distribution.Oci;
using PackMan.Distribution.References;

namespace PackMan.ClusterTests.Distribution.Signing;

/// <summary>Debian's `docker-registry` on a free port; it has no referrers API.</summary>
internal sealed class RegistryProcess : IAsyncDisposable
{
    private readonly GuardedProcess _process;

    private RegistryProcess(GuardedProcess process, string host) => (_process, Host) = (process, host);

    public string Host { get; }

    public HttpClient Client { get; } = new();

    /// <param name="folder">Where it keeps what it is given.</param>
    public static async Task<RegistryProcess> StartAsync(string folder)
    {
        var program = SystemProgram.Require("docker-registry");
        var host = $"127.0.0.1:{FreePort()}";
        var config = Path.Combine(folder, "registry.yaml");
        await File.WriteAllTextAsync(config, $"version: 0.1\nlog: {{level: error}}\nstorage:\n  filesystem: {{rootdirectory: {folder}/registry}}\n  delete: {{enabled: true}}\nhttp: {{addr: '{host}'}}\n");
        var registry = new RegistryProcess(GuardedProcess.Start(program.Path, ["serve", config], Path.Combine(folder, "registry.log")), host);
        await Waiting.WaitUntilAsync(registry.AnswersAsync, seen => seen is ["answers"]);
        return registry;
    }

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
        await _process.DisposeAsync();
    }

    private async Task<IReadOnlyList<string>> AnswersAsync()
    {
        try
        {
            using var response = await Client.GetAsync($"http://{Host}/v2/");
            return response.IsSuccessStatusCode ? ["answers"] : [$"{response.StatusCode}"];
        }
        catch (HttpRequestException exception)
        {
            return [exception.Message];
        }
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
