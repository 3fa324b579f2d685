using PackMan.Cluster.Api;
using PackMan.Cluster.Releases;
using PackMan.ClusterTests.Fixtures;
using PackMan.Releases;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Contract;

public abstract class ReleaseStoreContract : ContractSuite
{
    private static readonly ReleaseName Name = ReleaseName.Parse("web");

    [Fact]
    public async Task A_stored_revision_is_read_back_as_it_was()
    {
        var server = await OpenAsync();
        await using var space = await server.NewNamespaceAsync();
        using var client = server.NewApiClient();
        var store = Store(client);
        var revision = Revision(space.Name, 1, manifest: "kind: ConfigMap\n");

        var stored = await store.CreateAsync(revision);
        var read = await store.ReadAsync((await store.GetHistoryAsync(space.Name, Name)).Revisions.Single());

        read.Summary.ShouldBe(stored with { Labels = read.Summary.Labels });
        read.Record.Manifest.ShouldBe("kind: ConfigMap\n");
    }

    [Fact]
    public async Task A_large_record_is_cut_into_secrets_below_one_mebibyte()
    {
        var server = await OpenAsync();
        await using var space = await server.NewNamespaceAsync();
        using var client = server.NewApiClient();
        var store = Store(client);
        var manifest = Incompressible(3_000_000);

        var stored = await store.CreateAsync(Revision(space.Name, 1, manifest));
        var read = await store.ReadAsync(stored);

        read.Record.Manifest.ShouldBe(manifest);
        var secrets = (await server.Client.GetAsync($"{space.Core}/secrets?labelSelector=packman.dev/release"))!.Items("items").ToList();
        secrets.Count.ShouldBeGreaterThan(1);
        secrets.ShouldAllBe(secret => secret.ToJsonString().Length < 1024 * 1024);
    }

    [Fact]
    public async Task A_status_changes_only_what_no_one_else_has_changed_meanwhile()
    {
        var server = await OpenAsync();
        await using var space = await server.NewNamespaceAsync();
        using var client = server.NewApiClient();
        var store = Store(client);
        var stored = await store.CreateAsync(Revision(space.Name, 1, "a"));

        var changed = await store.SetStatusAsync(stored, ReleaseStatus.Deployed, "Install complete");
        var refusal = await Should.ThrowAsync<Live.ApiException>(() => store.SetStatusAsync(stored, ReleaseStatus.Failed, "late"));

        refusal.Status.ShouldBe(409);
        var summary = (await store.GetHistoryAsync(space.Name, Name)).Deployed.ShouldNotBeNull();
        summary.Description.ShouldBe("Install complete");
        summary.ResourceVersion.ShouldBe(changed.ResourceVersion);
    }

    [Fact]
    public async Task A_superseded_revision_keeps_the_time_it_was_deployed()
    {
        var server = await OpenAsync();
        await using var space = await server.NewNamespaceAsync();
        using var client = server.NewApiClient();
        var store = Store(client);
        var deployed = await store.SetStatusAsync(await store.CreateAsync(Revision(space.Name, 1, "a")), ReleaseStatus.Deployed, "Install complete");

        await store.SetStatusAsync(deployed, ReleaseStatus.Superseded, deployed.Description);

        (await store.GetHistoryAsync(space.Name, Name)).Newest.ShouldNotBeNull().Updated.ShouldBe(deployed.Updated);
    }

    [Fact]
    public async Task A_deleted_revision_leaves_no_part_behind()
    {
        var server = await OpenAsync();
        await using var space = await server.NewNamespaceAsync();
        using var client = server.NewApiClient();
        var store = Store(client);
        var stored = await store.CreateAsync(Revision(space.Name, 1, Incompressible(2_000_000)));

        await store.DeleteAsync(stored);

        (await server.Client.GetAsync($"{space.Core}/secrets?labelSelector=packman.dev/release"))!.Items("items").ShouldBeEmpty();
    }

    [Fact]
    public async Task Parts_without_a_head_are_removed_by_the_next_holder_of_the_lease()
    {
        var server = await OpenAsync();
        await using var space = await server.NewNamespaceAsync();
        using var client = server.NewApiClient();
        var store = Store(client);
        await store.CreateAsync(Revision(space.Name, 1, Incompressible(2_000_000)));
        await server.Client.DeleteAsync($"{space.Core}/secrets/packman.web.r1");

        await using (await store.AcquireLeaseAsync(space.Name, Name, "upgrade"))
        {
        }

        (await server.Client.GetAsync($"{space.Core}/secrets?labelSelector=packman.dev/release"))!.Items("items").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_held_lease_names_its_holder_and_is_gone_after_use()
    {
        var server = await OpenAsync();
        await using var space = await server.NewNamespaceAsync();
        using var client = server.NewApiClient();

        await using (await Store(client).AcquireLeaseAsync(space.Name, Name, "upgrade"))
        {
            var refusal = await Should.ThrowAsync<ReleaseHeldException>(() => Store(client).AcquireLeaseAsync(space.Name, Name, "rollback"));
            refusal.Message.ShouldContain("`upgrade` by alice on host-1");
        }

        (await server.Client.GetAsync($"/apis/coordination.k8s.io/v1/namespaces/{space.Name}/leases/packman.web")).ShouldBeNull();
    }

    [Fact]
    public async Task The_lease_of_a_dead_process_is_taken_over_at_once()
    {
        var server = await OpenAsync();
        await using var space = await server.NewNamespaceAsync();
        using var client = server.NewApiClient();
        await using var abandoned = await Store(client).AcquireLeaseAsync(space.Name, Name, "upgrade");

        await using var lease = await new SecretReleaseStore(client, new Processes(MayBeAliveAnswer: false)).AcquireLeaseAsync(space.Name, Name, "rollback");

        lease.Lost.IsCancellationRequested.ShouldBeFalse();
    }

    [Fact]
    public async Task Two_processes_that_ask_at_once_never_both_get_the_lease()
    {
        var server = await OpenAsync();
        await using var space = await server.NewNamespaceAsync();
        using var client = server.NewApiClient();

        var attempts = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => TryAcquireAsync(client, space.Name)));

        attempts.OfType<IReleaseLease>().Count().ShouldBe(1);
        await attempts.OfType<IReleaseLease>().Single().DisposeAsync();
    }

    private static async Task<IReleaseLease?> TryAcquireAsync(ApiClient client, string namespaceName)
    {
        try
        {
            return await Store(client).AcquireLeaseAsync(namespaceName, Name, "upgrade");
        }
        catch (ReleaseHeldException)
        {
            return null;
        }
    }

    private static SecretReleaseStore Store(ApiClient client) => new(client, new Processes(MayBeAliveAnswer: true));

    private static ReleaseRevision Revision(string namespaceName, int revision, string manifest) => new(
        new ReleaseSummary
        {
            Name = Name,
            Namespace = namespaceName,
            Revision = revision,
            Status = ReleaseStatus.PendingInstall,
            ChartName = "web",
            ChartVersion = "1.2.0+build",
            Updated = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
            Description = "Initial install under way",
        },
        new ReleaseRecord
        {
            ChartMetadata = YamlMap.OfStrings([new("name", "web")]),
            ChartDigest = "sha256:0",
            SuppliedValues = YamlMap.Empty,
            ComputedValues = YamlMap.Empty,
            Manifest = manifest,
            Hooks = "",
        });

    private static string Incompressible(int length)
    {
        var bytes = new byte[length * 3 / 4];
        new Random(1).NextBytes(bytes);
        return Convert.ToBase64String(bytes);
    }

    private sealed record Processes(bool MayBeAliveAnswer) : ILocalProcesses
    {
        public LeaseHolder Self => new("alice", "host-1", "boot", 7, "100");

        public bool MayBeAlive(LeaseHolder holder) => MayBeAliveAnswer;
    }
}

[Trait("Category", RealControlPlane.Category)]
public sealed class ReleaseStoreOnRealServer(RealControlPlane plane) : ReleaseStoreContract
{
    internal override Task<ApiServer> OpenAsync() => OpenRealAsync(plane);
}

public sealed class ReleaseStoreOnSandbox(SandboxServer sandbox) : ReleaseStoreContract
{
    internal override Task<ApiServer> OpenAsync() => sandbox.OpenAsync();
}
