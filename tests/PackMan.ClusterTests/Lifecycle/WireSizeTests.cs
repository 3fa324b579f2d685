using PackMan.Cluster.Api;
using PackMan.Cluster.Releases;
using PackMan.ClusterTests.Contract;
using PackMan.ClusterTests.Fixtures;
using PackMan.Releases;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Lifecycle;

[Trait("Category", RealControlPlane.Category)]
public sealed class WireSizeTests(RealControlPlane plane)
{
    private const int Releases = 200;
    private const int Revisions = 5;

    [Fact]
    public async Task List_reads_less_than_a_kilobyte_per_revision()
    {
        var server = await ContractSuite.OpenRealAsync(plane);
        await using var space = await server.NewNamespaceAsync();
        using var counting = new CountingHandler(server.Client.Http);
        using var client = new ApiClient(counting, server.Client.Http.BaseAddress!, TimeProvider.System);
        var store = new SecretReleaseStore(client, new LinuxProcesses("tester", "host", Environment.ProcessId));
        await Parallel.ForAsync(0, Releases * Revisions, async (number, _) => await CreateAsync(store, space.Name, number));
        counting.Received = 0;

        var summaries = await store.ListAsync(space.Name);

        summaries.Count.ShouldBe(Releases * Revisions);
        (counting.Received / summaries.Count).ShouldBeLessThan(1024);
    }

    private static async Task CreateAsync(SecretReleaseStore store, string namespaceName, int number)
    {
        var summary = new ReleaseSummary
        {
            Name = ReleaseName.Parse($"release-with-a-usual-name-{number / Revisions}"),
            Namespace = namespaceName,
            Revision = number % Revisions + 1,
            Status = ReleaseStatus.PendingUpgrade,
            ChartName = "some-usual-chart",
            ChartVersion = "1.22.333",
            AppVersion = "4.55.666",
            Updated = DateTimeOffset.UnixEpoch,
            Description = "Upgrade under way",
        };
        var record = new ReleaseRecord
        {
            ChartMetadata = YamlMap.Empty,
            ChartDigest = "sha256:0",
            SuppliedValues = YamlMap.Empty,
            ComputedValues = YamlMap.Empty,
            Manifest = Convert.ToBase64String(new byte[20_000]),
            Hooks = "",
        };
        var stored = await store.CreateAsync(new ReleaseRevision(summary, record));
        await store.SetStatusAsync(stored, ReleaseStatus.Deployed, "Upgrade complete");
    }

    // The test's client does not ask for compression, so these are the bytes a server sends uncompressed: the upper bound.
    private sealed class CountingHandler(HttpClient http) : HttpMessageHandler
    {
        public long Received { get; set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = await http.SendAsync(request, cancellationToken);
            Received += (await response.Content.ReadAsByteArrayAsync(cancellationToken)).Length;
            return response;
        }
    }
}
