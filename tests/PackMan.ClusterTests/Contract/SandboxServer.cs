using PackMan.ClusterTests.Fixtures;
using PackMan.Sandbox;
using Xunit;

[assembly: AssemblyFixture(typeof(PackMan.ClusterTests.Contract.SandboxServer))]

namespace PackMan.ClusterTests.Contract;

/// <summary>The one sandbox of a test run, in a folder of its own.</summary>
public sealed class SandboxServer : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("packman-sandbox-");
    private readonly HttpClient _http;

    public SandboxServer() => _http = new HttpClient(new SandboxHandler(new SandboxOptions { Folder = _folder.FullName }))
    {
        BaseAddress = new Uri("https://sandbox.invalid"),
    };

    internal async Task<ApiServer> OpenAsync()
    {
        var client = new KubeClient(_http);
        return new ApiServer(client, await client.GetServerVersionAsync(), [$"--sandbox={_folder.FullName}"], IsSandbox: true);
    }

    public void Dispose()
    {
        _http.Dispose();
        _folder.Delete(recursive: true);
    }
}
