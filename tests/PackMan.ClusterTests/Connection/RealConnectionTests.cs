using System.Text.Json.Nodes;
using PackMan.Cluster;
using PackMan.Cluster.Api;
using PackMan.Cluster.Connection;
using PackMan.Cluster.Connection.Tls;
using PackMan.ClusterTests.Fixtures;
using PackMan.Live;
using PackMan.Manifests;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Connection;

/// <summary>The whole way from a kubeconfig to a real server.</summary>
[Trait("Category", RealControlPlane.Category)]
public sealed class RealConnectionTests(RealControlPlane fixture)
{
    [Fact]
    public async Task A_client_certificate_of_the_kubeconfig_opens_the_cluster()
    {
        var cluster = await fixture.RequireAsync();
        using var client = Open(new ConnectionOptions { Kubeconfig = cluster.Kubeconfig });

        (await new KubernetesCluster(client).GetVersionAsync()).ShouldStartWith($"v{cluster.ServerVersion}");
    }

    [Fact]
    public async Task The_servers_certificate_must_bear_the_name_that_was_asked_for()
    {
        var cluster = await fixture.RequireAsync();
        using var client = Open(new ConnectionOptions { Kubeconfig = cluster.Kubeconfig, TlsServerName = "evil.example.com" });

        await Should.ThrowAsync<ServerTrustException>(() => client.GetDocumentAsync("/version"));
    }

    [Fact]
    public async Task A_wrong_token_is_refused_with_a_hint()
    {
        var cluster = await fixture.RequireAsync();
        using var client = Open(new ConnectionOptions { Kubeconfig = cluster.Kubeconfig, Token = "wrong" });

        var refusal = await Should.ThrowAsync<ApiException>(() => client.GetDocumentAsync("/api"));

        refusal.Status.ShouldBe(401);
        refusal.Hint.ShouldNotBeNull().ShouldContain("log in again");
    }

    [Fact]
    public async Task Several_groups_of_somebody_else_are_several_groups_to_the_server()
    {
        var cluster = await fixture.RequireAsync();
        using var one = Open(new ConnectionOptions { Kubeconfig = cluster.Kubeconfig, ImpersonatedUser = "jane", ImpersonatedGroups = ["testers"] });
        using var two = Open(new ConnectionOptions { Kubeconfig = cluster.Kubeconfig, ImpersonatedUser = "jane", ImpersonatedGroups = ["testers", "system:masters"] });
        var question = new AccessQuestion("delete", "", "nodes", null);

        (await new KubernetesCluster(one).IsAllowedAsync(question)).ShouldBeFalse();
        (await new KubernetesCluster(two).IsAllowedAsync(question)).ShouldBeTrue();
    }

    [Fact]
    public async Task A_refused_secret_does_not_show_its_values()
    {
        var cluster = await fixture.RequireAsync();
        using var client = Open(new ConnectionOptions { Kubeconfig = cluster.Kubeconfig });
        var broken = Yaml.YamlReader.ReadMap("{ apiVersion: v1, kind: Secret, metadata: { name: login, namespace: default }, data: { password: seeded-sesame } }", "test");

        var refusal = await Should.ThrowAsync<ApiException>(() => new KubernetesCluster(client).ApplyAsync(new ApplyRequest(new KubernetesObject(broken))));

        refusal.ToString().ShouldNotContain("sesame");
    }

    [Fact]
    public async Task Who_may_only_get_an_object_can_still_wait_for_it()
    {
        var cluster = await fixture.RequireAsync();
        Assert.SkipUnless(cluster.HasTestUsers, "A cluster that was handed in has no test users");
        await using var space = await TestNamespace.CreateAsync(cluster.Admin, "wait");
        await GrantGetAsync(cluster.Admin, space.Name, "carol");
        await cluster.Admin.CreateAsync($"{space.Core}/pods", JsonNode.Parse("""{"metadata":{"name":"one"},"spec":{"containers":[{"name":"main","image":"registry.example/web:1"}]}}""")!);
        using var client = Open(new ConnectionOptions { Kubeconfig = cluster.KubeconfigOf("carol") });
        var reference = new ObjectReference(new ObjectIdentity("", "Pod", space.Name, "one"), "v1");
        var reports = new Reports();

        await new KubernetesCluster(client).WaitAsync(new WaitRequest([new AwaitedObject(reference, AwaitedState.Ready)], TimeSpan.FromMinutes(1)) { Progress = reports });

        reports.Reasons.ShouldContain(reason => reason.Contains("is not allowed, so it is asked for every 2 s", StringComparison.Ordinal));
        reports.Reasons[^1].ShouldBe("it is ready");
    }

    [Fact]
    public async Task Two_hundred_applies_at_once_all_arrive_over_one_connection()
    {
        var cluster = await fixture.RequireAsync();
        await using var space = await TestNamespace.CreateAsync(cluster.Admin, "many");
        using var client = Open(new ConnectionOptions { Kubeconfig = cluster.Kubeconfig });
        var kubernetes = new KubernetesCluster(client);

        await Task.WhenAll(Enumerable.Range(0, 200).Select(number => kubernetes.ApplyAsync(new ApplyRequest(new KubernetesObject(Yaml.YamlReader.ReadMap(
            $"{{ apiVersion: v1, kind: ConfigMap, metadata: {{ name: m{number}, namespace: {space.Name} }}, data: {{ a: b }} }}", "test"))))));

        var maps = (await kubernetes.GetApiResourcesAsync()).Find("", "v1", "ConfigMap")!;
        (await kubernetes.ListAsync(maps, space.Name)).Count(item => item.Name.StartsWith('m')).ShouldBe(200);
    }

    private static ApiClient Open(ConnectionOptions options) =>
        ClusterConnection.Open(options, new HostEnvironment(new Dictionary<string, string>(), "/nonexistent"), TimeProvider.System).CreateClient(TimeProvider.System);

    private static async Task GrantGetAsync(KubeClient admin, string namespaceName, string user)
    {
        var rbac = $"/apis/rbac.authorization.k8s.io/v1/namespaces/{namespaceName}";
        await admin.CreateAsync($"{rbac}/roles", JsonNode.Parse("""{"metadata":{"name":"getter"},"rules":[{"apiGroups":[""],"resources":["pods"],"verbs":["get"]}]}""")!);
        await admin.CreateAsync($"{rbac}/rolebindings", JsonNode.Parse(
            $$"""{"metadata":{"name":"getter"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"getter"},"subjects":[{"apiGroup":"rbac.authorization.k8s.io","kind":"User","name":"{{user}}"}]}""")!);

        // The authorizer learns of bindings by watching, so a moment passes before it grants.
        var review = JsonNode.Parse($$$"""{"spec":{"user":"{{{user}}}","resourceAttributes":{"namespace":"{{{namespaceName}}}","verb":"get","resource":"pods"} } }""")!;
        JsonObject answer;
        do
        {
            answer = await admin.CreateAsync("/apis/authorization.k8s.io/v1/subjectaccessreviews", review.DeepClone());
        }
        while (answer.Text("status", "allowed") != "true");
    }

    private sealed class Reports : IProgress<ObjectProgress>
    {
        public List<string> Reasons { get; } = [];

        public void Report(ObjectProgress value)
        {
            lock (Reasons)
            {
                Reasons.Add(value.State.Reason);
            }
        }
    }
}
