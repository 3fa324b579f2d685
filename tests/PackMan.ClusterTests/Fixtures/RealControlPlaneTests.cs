using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Fixtures;

[Trait("Category", RealControlPlane.Category)]
public sealed class RealControlPlaneTests(RealControlPlane fixture)
{
    private const string Definitions = "/apis/apiextensions.k8s.io/v1/customresourcedefinitions";

    [Fact]
    public async Task The_server_knows_its_version()
    {
        var cluster = await fixture.RequireAsync();

        cluster.ServerVersion.Major.ShouldBe(1);
        cluster.ServerVersion.Minor.ShouldBeGreaterThanOrEqualTo(20);
    }

    [Fact]
    public async Task A_token_user_has_no_rights_until_a_binding_gives_them()
    {
        var (cluster, space) = await StartAsync();
        await using var _ = space;
        Assert.SkipUnless(cluster.HasTestUsers, "A cluster that was handed in has no test users");
        using var alice = KubeClient.For(cluster.KubeconfigOf("alice"));

        var refused = await Should.ThrowAsync<KubeStatusException>(() => alice.GetAsync($"{space.Core}/configmaps"));
        await cluster.Admin.CreateAsync($"/apis/rbac.authorization.k8s.io/v1/namespaces/{space.Name}/rolebindings", EditBinding("alice"));

        refused.Code.ShouldBe(HttpStatusCode.Forbidden);
        (await cluster.Admin.WaitForAsync($"/apis/rbac.authorization.k8s.io/v1/namespaces/{space.Name}/rolebindings/alice", item => item is not null)).ShouldNotBeNull();
        (await Waited(() => alice.GetAsync($"{space.Core}/configmaps"))).ShouldNotBeNull();
    }

    [Fact]
    public async Task The_audit_log_tells_writes_from_reads_and_dry_runs()
    {
        var (cluster, space) = await StartAsync();
        await using var _ = space;
        Assert.SkipWhen(cluster.Audit is null, "A cluster that was handed in shows no audit log");
        var position = cluster.Audit.Position;

        await cluster.Admin.GetAsync($"{space.Core}/configmaps");
        await cluster.Admin.CreateAsync($"{space.Core}/configmaps?dryRun=All", JsonNode.Parse("""{"metadata":{"name":"dry"}}""")!);
        await cluster.Admin.CreateAsync($"{space.Core}/configmaps", JsonNode.Parse("""{"metadata":{"name":"made"}}""")!);

        var write = cluster.Audit.WritesSince(position).Single(entry => entry.Namespace == space.Name && entry.User == "test-admin");
        (write.Verb, write.Resource, write.Name, write.StatusCode).ShouldBe(("create", "configmaps", "made", 201));
    }

    [Fact]
    public async Task A_deleted_namespace_goes_away_with_all_it_holds()
    {
        var (cluster, space) = await StartAsync();
        await cluster.Admin.CreateAsync($"{space.Core}/configmaps", JsonNode.Parse("""{"metadata":{"name":"held"}}""")!);

        await cluster.Admin.DeleteAsync(space.Core);

        await cluster.Admin.WaitForAsync(space.Core, item => item is null);
        (await cluster.Admin.GetAsync($"{space.Core}/configmaps/held")).ShouldBeNull();
    }

    [Fact]
    public async Task An_owner_takes_its_dependents_with_it()
    {
        var (cluster, space) = await StartAsync();
        await using var _ = space;
        var owner = await cluster.Admin.CreateAsync($"{space.Core}/configmaps", JsonNode.Parse("""{"metadata":{"name":"owner"}}""")!);
        await cluster.Admin.CreateAsync($"{space.Core}/configmaps", JsonNode.Parse(
            $$"""{"metadata":{"name":"owned","ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"owner","uid":"{{owner.Uid()}}"} ]} }""")!);

        await cluster.Admin.DeleteAsync($"{space.Core}/configmaps/owner");

        await cluster.Admin.WaitForAsync($"{space.Core}/configmaps/owned", item => item is null);
    }

    [Fact]
    public async Task The_server_survives_a_watched_custom_resource()
    {
        var (cluster, space) = await StartAsync();
        await using var _ = space;
        var definition = await cluster.Admin.CreateAsync(Definitions, WidgetDefinition($"{space.Name}.packman.dev"));
        await cluster.Admin.WaitForAsync($"{Definitions}/{definition.Name()}", item => item!.Condition("Established") == "True");
        var widgets = $"/apis/{space.Name}.packman.dev/v1/namespaces/{space.Name}/widgets";

        await cluster.Admin.WaitForAsync(widgets, list => list is not null);
        await cluster.Admin.CreateAsync(widgets, JsonNode.Parse($$"""
            {"apiVersion": "{{space.Name}}.packman.dev/v1", "kind": "Widget", "metadata": {"name": "first", "labels": {"a": "b"} }, "spec": {"sizes": {"x": 1} } }
            """)!);
        var watched = await cluster.Admin.GetTextAsync($"{widgets}?watch=true&timeoutSeconds=1");
        await cluster.Admin.DeleteAsync($"{Definitions}/{definition.Name()}");

        watched.ShouldContain("\"first\"");
        (await cluster.Admin.IsReadyAsync()).ShouldBeTrue();
    }

    private async Task<(TestCluster Cluster, TestNamespace Space)> StartAsync()
    {
        var cluster = await fixture.RequireAsync();
        return (cluster, await TestNamespace.CreateAsync(cluster.Admin));
    }

    private static JsonNode EditBinding(string user) => JsonNode.Parse($$"""
        {
          "metadata": {"name": "{{user}}"},
          "roleRef": {"apiGroup": "rbac.authorization.k8s.io", "kind": "ClusterRole", "name": "edit"},
          "subjects": [{"apiGroup": "rbac.authorization.k8s.io", "kind": "User", "name": "{{user}}"}]
        }
        """)!;

    private static JsonNode WidgetDefinition(string group) => JsonNode.Parse($$"""
        {
          "metadata": {"name": "widgets.{{group}}"},
          "spec": {
            "group": "{{group}}",
            "scope": "Namespaced",
            "names": {"plural": "widgets", "singular": "widget", "kind": "Widget", "listKind": "WidgetList"},
            "versions": [{
              "name": "v1",
              "served": true,
              "storage": true,
              "schema": {"openAPIV3Schema": {"type": "object", "x-kubernetes-preserve-unknown-fields": true} }
            }]
          }
        }
        """)!;

    // The authorizer learns of a binding by watch, a moment after it was made.
    private static async Task<T> Waited<T>(Func<Task<T>> action)
    {
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                return await action();
            }
            catch (KubeStatusException exception) when (exception.Code == HttpStatusCode.Forbidden && attempt < 100)
            {
                await Task.Delay(50);
            }
        }
    }
}
