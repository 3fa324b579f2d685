using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Distribution;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Credentials;
using PackMan.Distribution.Http;
using PackMan.Distribution.Oci;
using PackMan.Distribution.Oci.Mirrors;
using PackMan.Distribution.References;
using PackMan.Tests.Cluster;
using PackMan.Tests.Core.Charts.Loading;

namespace PackMan.Tests.Distribution.Oci;

/// <summary>One user with a home folder and a cache, in front of registries.</summary>
internal sealed class RegistryLab : IDisposable
{
    private readonly TestFolder _home = new();
    private readonly HttpPipeline _http;

    public RegistryLab(TransportOptions? transport = null, HttpLimits? limits = null, RegistryCredential? given = null, bool isPlain = false, RegistryMirrors? mirrors = null)
    {
        _http = new HttpPipeline(transport ?? TransportOptions.Default, Time, limits ?? new HttpLimits { Attempts = 3 });
        Environment = new UserEnvironment(new Dictionary<string, string> { ["PATH"] = $"{Path.Combine(_home.Path, "bin")}:/usr/bin:/bin" }, _home.Path);
        Cache = new ContentCache(Path.Combine(_home.Path, "cache"), Time);
        Credentials = new CredentialStore(Environment, TimeProvider.System);
        Access = new RegistryAccess(_http, Credentials, isPlain, given, mirrors);
    }

    /// <summary>Waiting between attempts passes at once; what a server takes for an answer is real.</summary>
    public InstantTime Time { get; } = new(TimeSpan.FromSeconds(20));

    public TestFolder Home => _home;

    public UserEnvironment Environment { get; }

    public ContentCache Cache { get; }

    public CredentialStore Credentials { get; }

    public RegistryAccess Access { get; }

    /// <summary>What was left in the middle of a download.</summary>
    public IEnumerable<string> Leftovers => Directory.Exists(Path.Combine(Cache.Folder, "incoming")) ? Directory.EnumerateFiles(Path.Combine(Cache.Folder, "incoming")) : [];

    public static byte[] Archive(string version = "1.2.3", string more = "", int padding = 0, string apiVersion = "packman/v1")
    {
        var archive = new TestArchive().File("web/Chart.yaml", $"apiVersion: {apiVersion}\nname: web\nversion: {version}\n{more}").File("web/values.yaml", "a: 1\n");
        if (padding > 0)
        {
            var noise = new byte[padding];
            new Random(1).NextBytes(noise);
            archive.File("web/noise", noise);
        }

        return archive.Pack();
    }

    /// <summary>A chart with four files of noise, each nearly as large as a file of a chart may be.</summary>
    public static byte[] LargeArchive()
    {
        var archive = new TestArchive().File("web/Chart.yaml", "apiVersion: packman/v1\nname: web\nversion: 4.0.0\n");
        var noise = new byte[4_900_000];
        var random = new Random(1);
        for (var index = 0; index < 4; index++)
        {
            random.NextBytes(noise);
            archive.File($"web/noise{index}", [.. noise]);
        }

        return archive.Pack();
    }

    public async Task<PushResult> PushAsync(string host, byte[] archive, byte[]? provenance = null)
    {
        using var content = new MemoryStream(archive);
        var chart = ChartLoader.LoadArchive(content, "web.tgz");
        return await new ChartPush(Access).RunAsync(new PackagedChart(chart.Metadata, content, provenance), OciReference.ParsePlace($"oci://{host}/charts"));
    }

    public Task<FetchedArchive> FetchAsync(string reference, string? version = null, bool devel = false) =>
        new OciCharts(Access, Cache).FetchAsync(OciReference.Parse(reference), VersionChoice.Parse(version, devel));

    public Chart Load(FetchedArchive fetched)
    {
        using var content = Cache.Require(fetched.Digest);
        return ChartLoader.LoadArchive(content, fetched.Name);
    }

    public void Dispose()
    {
        _http.Dispose();
        Cache.Dispose();
        _home.Dispose();
    }
}
