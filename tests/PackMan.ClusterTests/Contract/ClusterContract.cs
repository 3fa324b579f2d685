using PackMan.Cluster;
using PackMan.ClusterTests.Fixtures;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Contract;

/// <summary>What planning and execution may rely on: single objects here, waiting in the other part.</summary>
public abstract partial class ClusterContract : ContractSuite
{
    private static readonly string[] Verbs = ["get", "patch"];

    [Fact]
    public async Task Discovery_knows_the_usual_kinds_with_verbs_and_subresources()
    {
        var server = await OpenAsync();
        using var client = server.NewApiClient();
        var cluster = new KubernetesCluster(client);

        var resources = await cluster.GetApiResourcesAsync();

        var deployments = resources.Find("apps", "v1", "Deployment").ShouldNotBeNull();
        (deployments.Plural, deployments.IsNamespaced).ShouldBe(("deployments", true));
        Verbs.ShouldBeSubsetOf(deployments.Verbs);
        deployments.Subresources.ShouldContain("scale");
        resources.Find("", "v1", "Namespace").ShouldNotBeNull().IsNamespaced.ShouldBeFalse();
        resources.ApiVersions.ShouldContain("batch/v1/Job");
        (await cluster.GetVersionAsync()).ShouldStartWith($"v{server.Version.Major}.{server.Version.Minor}");
    }

    [Fact]
    public async Task An_applied_object_is_owned_by_packman_and_applying_it_again_changes_nothing()
    {
        await using var space = await SpaceAsync();
        var settings = space.ConfigMap("settings", "a: one");

        var first = await space.Cluster.ApplyAsync(new ApplyRequest(settings));
        var second = await space.Cluster.ApplyAsync(new ApplyRequest(settings));

        second.ResourceVersion.ShouldBe(first.ResourceVersion);
        var owner = ((YamlList)second.Content.Find("metadata", "managedFields")!).Items.ShouldHaveSingleItem();
        (owner.FindString("manager"), owner.FindString("operation")).ShouldBe(("packman", "Apply"));
        (await space.Cluster.GetAsync(settings.Reference)).ShouldNotBeNull().Uid.ShouldBe(first.Uid);
    }

    [Fact]
    public async Task A_dry_run_tells_the_result_and_makes_nothing()
    {
        await using var space = await SpaceAsync();
        var settings = space.ConfigMap("settings", "a: one");

        var result = await space.Cluster.ApplyAsync(new ApplyRequest(settings) { DryRun = true });

        result.Content.FindString("data", "a").ShouldBe("one");
        (await space.Cluster.GetAsync(settings.Reference)).ShouldBeNull();
    }

    [Fact]
    public async Task A_field_of_another_manager_is_a_conflict_until_it_is_forced()
    {
        await using var space = await SpaceAsync();
        var mine = space.ConfigMap("settings", "a: mine");
        await space.Raw.ApplyAsync($"{space.Core}/configmaps/settings", Json(space.ConfigMap("settings", "a: theirs")), "other-tool");

        var conflict = await Should.ThrowAsync<FieldConflictException>(() => space.Cluster.ApplyAsync(new ApplyRequest(mine)));
        var forced = await space.Cluster.ApplyAsync(new ApplyRequest(mine) { Force = true });

        conflict.Conflicts.Select(field => field with { Since = null }).ShouldBe([new FieldConflict(".data.a", "other-tool") { Operation = "Apply" }]);
        forced.Content.FindString("data", "a").ShouldBe("mine");
    }

    [Fact]
    public async Task A_conflict_with_an_update_tells_when_it_was_made()
    {
        await using var space = await SpaceAsync();
        await space.Raw.CreateAsync($"{space.Core}/configmaps?fieldManager=kubectl-edit", Json(space.ConfigMap("settings", "a: theirs")));

        var conflict = await Should.ThrowAsync<FieldConflictException>(() => space.Cluster.ApplyAsync(new ApplyRequest(space.ConfigMap("settings", "a: mine"))));

        var field = conflict.Conflicts.ShouldHaveSingleItem();
        (field.Field, field.Manager, field.Operation).ShouldBe((".data.a", "kubectl-edit", "Update"));
        DateTimeOffset.TryParse(field.Since, out _).ShouldBeTrue(field.ToString());
    }

    [Fact]
    public async Task An_unknown_field_is_refused()
    {
        await using var space = await SpaceAsync();
        var wrong = space.Object("apiVersion: v1, kind: ConfigMap, metadata: { name: settings }, dta: { a: b }");

        var refusal = await Should.ThrowAsync<ApiException>(() => space.Cluster.ApplyAsync(new ApplyRequest(wrong)));

        refusal.ServerMessage.ShouldContain("dta");
    }

    [Fact]
    public async Task A_kind_nobody_serves_is_an_error_to_apply_and_absent_to_get()
    {
        await using var space = await SpaceAsync();
        var widget = space.Object("apiVersion: nowhere.example.com/v1, kind: Widget, metadata: { name: w }");

        (await space.Cluster.GetAsync(widget.Reference)).ShouldBeNull();
        await Should.ThrowAsync<KindNotServedException>(() => space.Cluster.ApplyAsync(new ApplyRequest(widget)));
    }

    [Fact]
    public async Task A_list_takes_only_what_bears_the_label_and_names_each_kind()
    {
        await using var space = await SpaceAsync();
        foreach (var name in new[] { "a", "b", "c" })
        {
            await space.Cluster.ApplyAsync(new ApplyRequest(space.Object($"apiVersion: v1, kind: ConfigMap, metadata: {{ name: {name}, labels: {{ group: {(name == "c" ? "no" : "yes")}-group }} }}")));
        }

        var resource = (await space.Cluster.GetApiResourcesAsync()).Find("", "v1", "ConfigMap")!;
        var listed = await space.Cluster.ListAsync(resource, space.Name, "group=yes-group");

        listed.Select(item => $"{item.ApiVersion} {item.Kind} {item.Name}").ShouldBe(["v1 ConfigMap a", "v1 ConfigMap b"]);
    }

    [Fact]
    public async Task A_deletion_spares_an_object_of_another_uid()
    {
        await using var space = await SpaceAsync();
        var settings = await space.Cluster.ApplyAsync(new ApplyRequest(space.ConfigMap("settings", "a: one")));

        (await space.Cluster.DeleteAsync(new DeleteRequest(settings.Reference, "00000000-0000-0000-0000-000000000000"))).ShouldBeFalse();
        (await space.Cluster.GetAsync(settings.Reference)).ShouldNotBeNull();
        (await space.Cluster.DeleteAsync(new DeleteRequest(settings.Reference, settings.Uid))).ShouldBeTrue();
        (await space.Cluster.DeleteAsync(new DeleteRequest(settings.Reference, settings.Uid))).ShouldBeFalse();
    }

    [Fact]
    public async Task A_dry_deletion_deletes_nothing()
    {
        await using var space = await SpaceAsync();
        var settings = await space.Cluster.ApplyAsync(new ApplyRequest(space.ConfigMap("settings", "a: one")));

        (await space.Cluster.DeleteAsync(new DeleteRequest(settings.Reference, settings.Uid) { DryRun = true })).ShouldBeTrue();

        (await space.Cluster.GetAsync(settings.Reference)).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_administrator_may_do_everything()
    {
        await using var space = await SpaceAsync();

        (await space.Cluster.IsAllowedAsync(new AccessQuestion("patch", "apps", "deployments/scale", space.Name, "web"))).ShouldBeTrue();
    }

    [Fact]
    public async Task A_list_in_small_pages_is_complete()
    {
        await using var space = await SpaceAsync();
        var names = Enumerable.Range(0, 7).Select(number => $"m{number}").ToArray();
        await Task.WhenAll(names.Select(name => space.Cluster.ApplyAsync(new ApplyRequest(space.ConfigMap(name, "a: b")))));
        var collection = new PackMan.Cluster.Api.ResourcePath(new ApiResource("", "v1", "ConfigMap", "configmaps", true), space.Name);

        var whole = await space.Client.ListAsync(collection, new PackMan.Cluster.Api.ListOptions { PageSize = 2 });
        var bare = await space.Client.ListAsync(collection, new PackMan.Cluster.Api.ListOptions { MetadataOnly = true });

        whole.Items.Select(item => item.Name).Where(names.Contains).ShouldBe(names);
        bare.Items.Where(item => names.Contains(item.Name)).ShouldAllBe(item => item.Kind == "ConfigMap" && item.Content.Find("data") == null);
        whole.ServerTime.ShouldNotBeNull();
    }

    private static System.Text.Json.Nodes.JsonNode Json(KubernetesObject desired) => System.Text.Json.Nodes.JsonNode.Parse(JsonText.Write(desired.Content))!;

    private async Task<Space> SpaceAsync()
    {
        var server = await OpenAsync();
        return new Space(server, await server.NewNamespaceAsync());
    }

    /// <summary>A namespace, and PackMan's cluster in it.</summary>
    private sealed class Space(ApiServer server, TestNamespace inner) : IAsyncDisposable
    {
        private KubernetesCluster? _cluster;

        public PackMan.Cluster.Api.ApiClient Client { get; } = server.NewApiClient();

        public KubernetesCluster Cluster => _cluster ??= new KubernetesCluster(Client);

        public KubeClient Raw => server.Client;

        public string Name => inner.Name;

        public string Core => inner.Core;

        public KubernetesObject ConfigMap(string name, string data) => Object($"apiVersion: v1, kind: ConfigMap, metadata: {{ name: {name} }}, data: {{ {data} }}");

        /// <summary>An object written in flow YAML, in this namespace.</summary>
        public KubernetesObject Object(string flow) =>
            new(YamlReader.ReadMap($"{{ {flow} }}", "test").WithPath(["metadata", "namespace"], new YamlString(Name)));

        public async ValueTask DisposeAsync()
        {
            Client.Dispose();
            await inner.DisposeAsync();
        }
    }
}

public sealed class ClusterOnSandbox(SandboxServer sandbox) : ClusterContract
{
    internal override Task<ApiServer> OpenAsync() => sandbox.OpenAsync();
}

[Trait("Category", RealControlPlane.Category)]
public sealed class ClusterOnRealServer(RealControlPlane plane) : ClusterContract
{
    internal override Task<ApiServer> OpenAsync() => OpenRealAsync(plane);
}
