using System.Text.Json.Nodes;
using PackMan.ClusterTests.Contract;
using PackMan.ClusterTests.Fixtures;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Lifecycle;

/// <summary>What is refused is refused before the first write: the audit log of the real server holds at most the lease.</summary>
[Trait("Category", RealControlPlane.Category)]
public sealed class RefusalTests(RealControlPlane plane)
{
    private const string First = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: first\ndata:\n  a: {{ values.a }}\n---\n";

    /// <summary>The second object of a chart, and what the error names.</summary>
    public static TheoryData<string, string> BadObjects => new()
    {
        { "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: foreign\n", "--take-ownership" },
        { "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  sellector: {a: b}\n  ports: [{port: 80, protocol: TCP}]\n", "sellector" },
        { "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports: [{port: 99999, protocol: TCP}]\n", "99999" },
        { "apiVersion: example.com/v9\nkind: Widget\nmetadata:\n  name: web\n", "Widget" },
        { "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n  namespace: no-such-namespace\n", "no-such-namespace" },
        { "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: first\n", "first" },
    };

    [Theory]
    [MemberData(nameof(BadObjects))]
    public async Task A_bad_object_stops_an_install_before_it_writes(string template, string expected)
    {
        await using var test = await StartAsync();
        await test.Client.CreateAsync($"{test.Space.Core}/configmaps", Json("""{"metadata":{"name":"foreign"}}"""));
        test.WriteChart("web", First + template, "a: one\n");

        await ShouldWriteNothingAsync(test, expected, ["install", "web", "./web"]);
    }

    [Fact]
    public async Task A_conflict_stops_an_upgrade_before_it_writes()
    {
        await using var test = await StartAsync();
        test.WriteChart("web", First + "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: second\ndata:\n  a: {{ values.a }}\n", "a: one\n");
        await test.Session.RunAsync("install", "web", "./web");
        await test.Client.ApplyAsync($"{test.Space.Core}/configmaps/second", Json("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"second"},"data":{"a":"theirs"}}"""), "somebody", force: true);

        await ShouldWriteNothingAsync(test, "somebody", ["upgrade", "web", "./web", "--set", "a=two"]);
    }

    [Theory]
    [InlineData("install", "web", "./web")]
    [InlineData("rollback", "web", "7")]
    [InlineData("upgrade", "other", "./web")]
    [InlineData("uninstall", "other")]
    public async Task A_name_or_revision_that_does_not_fit_writes_nothing(params string[] command)
    {
        await using var test = await StartAsync();
        test.WriteChart("web", First, "a: one\n");
        await test.Session.RunAsync("install", "web", "./web");

        await ShouldWriteNothingAsync(test, command[1], command);
    }

    [Fact]
    public async Task Values_that_fail_the_schema_write_nothing()
    {
        await using var test = await StartAsync();
        test.WriteChart("web", First, "a: one\n");
        test.Session.WriteFile("web/values.schema.json", """{"properties":{"a":{"type":"string","maxLength":5}}}""");

        await ShouldWriteNothingAsync(test, "too-long-a-value", ["install", "web", "./web", "--set", "a=too-long-a-value"]);
    }

    [Fact]
    public async Task A_missing_right_stops_an_install_before_it_writes()
    {
        await using var test = await StartAsync();
        var kubeconfig = (await plane.RequireAsync()).KubeconfigOf("carol");
        await AllowAsync(test, kubeconfig, "configmaps", "secrets", "leases");
        var server = test.Server with { Connection = ["--kubeconfig", kubeconfig] };
        await using var limited = new LifecycleTest(server, test.Space, new PackManSession(server, test.Space.Name));
        limited.WriteChart("web", First + "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: web\n", "a: one\n");

        await ShouldWriteNothingAsync(limited, "serviceaccounts", ["install", "web", "./web"], "carol");
        await AllowAsync(test, kubeconfig, "serviceaccounts");
        await limited.Session.RunAsync("install", "web", "./web");
    }

    [Fact]
    public async Task A_webhook_that_cannot_be_reached_stops_an_install_before_it_writes()
    {
        const string Webhooks = "/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations";
        await using var test = await StartAsync();
        await test.Client.MergePatchAsync($"/api/v1/namespaces/{test.Space.Name}", Json($$$"""{"metadata":{"labels":{"checked":"{{{test.Space.Name}}}"} } }"""));
        await test.Client.CreateAsync(Webhooks, Json($$$"""
            {"metadata":{"name":"{{{test.Space.Name}}}"},"webhooks":[{"name":"nobody.example.com","clientConfig":{"url":"https://127.0.0.1:1/"},
             "rules":[{"apiGroups":[""],"apiVersions":["v1"],"operations":["*"],"resources":["services"]}],"sideEffects":"None","admissionReviewVersions":["v1"],
             "failurePolicy":"Fail","timeoutSeconds":2,"namespaceSelector":{"matchLabels":{"checked":"{{{test.Space.Name}}}"} } }]}
            """));
        try
        {
            test.WriteChart("web", First + "apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports: [{port: 80, protocol: TCP}]\n", "a: one\n");
            await Waiting.WaitUntilAsync(() => RefusalAsync(test), refusal => refusal.Count > 0);

            await ShouldWriteNothingAsync(test, "nobody.example.com", ["install", "web", "./web", "--timeout", "20s"]);
        }
        finally
        {
            await test.Client.DeleteAsync($"{Webhooks}/{test.Space.Name}");
        }
    }

    private async Task<LifecycleTest> StartAsync()
    {
        var server = await ContractSuite.OpenRealAsync(plane);
        var cluster = await plane.RequireAsync();
        Assert.SkipWhen(cluster.Audit is null, "A cluster that was handed in shows no audit log");
        return await LifecycleTest.StartAsync(server);
    }

    private async Task ShouldWriteNothingAsync(LifecycleTest test, string expected, string[] command, string user = "test-admin")
    {
        var audit = (await plane.RequireAsync()).Audit!;
        var position = audit.Position;

        var refused = await test.Session.TryAsync(command);

        refused.ExitCode.ShouldBe(1, refused.Output);
        refused.Error.ShouldContain(expected);
        audit.EntriesSince(position).ShouldNotBeEmpty();
        audit.WritesSince(position)
            .Where(entry => entry.User == user && entry.Namespace == test.Space.Name && entry.Resource != "leases")
            .ShouldBeEmpty(refused.Error);
        var leases = await test.Client.GetAsync($"/apis/coordination.k8s.io/v1/namespaces/{test.Space.Name}/leases");
        leases.Items("items").ShouldBeEmpty();
    }

    private static async Task AllowAsync(LifecycleTest test, string kubeconfig, params string[] resources)
    {
        var rights = $"/apis/rbac.authorization.k8s.io/v1/namespaces/{test.Space.Name}";
        var name = resources[0];
        await test.Client.CreateAsync($"{rights}/roles", Json($$$"""
            {"metadata":{"name":"{{{name}}}"},"rules":[{"apiGroups":["","coordination.k8s.io"],"resources":["{{{string.Join("\",\"", resources)}}}"],"verbs":["*"]}]}
            """));
        await test.Client.CreateAsync($"{rights}/rolebindings", Json($$$"""
            {"metadata":{"name":"{{{name}}}"},"roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"{{{name}}}"},
             "subjects":[{"kind":"User","apiGroup":"rbac.authorization.k8s.io","name":"carol"}]}
            """));
        using var client = KubeClient.For(kubeconfig);
        var review = Json($$$"""{"spec":{"resourceAttributes":{"namespace":"{{{test.Space.Name}}}","verb":"patch","resource":"{{{name}}}"} } }""");

        // The authorizer learns of a binding by watch, a moment after it was made.
        await Waiting.WaitUntilAsync(
            async () => [(await client.CreateAsync("/apis/authorization.k8s.io/v1/selfsubjectaccessreviews", review)).Text("status", "allowed")],
            allowed => allowed[0] == "true");
    }

    private static async Task<IReadOnlyList<string>> RefusalAsync(LifecycleTest test)
    {
        try
        {
            await test.Client.CreateAsync($"{test.Space.Core}/services?dryRun=All", Json("""{"metadata":{"name":"probe"},"spec":{"ports":[{"port":80}]}}"""));
            return [];
        }
        catch (KubeStatusException refusal)
        {
            return [refusal.Message];
        }
    }

    private static JsonNode Json(string text) => JsonNode.Parse(text)!;
}
