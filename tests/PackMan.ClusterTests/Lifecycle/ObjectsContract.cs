using System.Text.Json.Nodes;
using PackMan.ClusterTests.Contract;
using PackMan.ClusterTests.Fixtures;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Lifecycle;

/// <summary>Objects with a catch: nulls, finalizers, versions that change, sizes.</summary>
public abstract class ObjectsContract : ContractSuite
{
    private const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          replicas: {{ values.replicas }}
          selector:
            matchLabels: {app: web}
          template:
            metadata:
              labels: {app: web}
            spec:
              containers:
                - name: web
                  image: registry.example/web:1
        """;

    [Fact]
    public async Task Null_replicas_are_not_owned_so_the_server_default_holds_and_a_scaler_may_own_them()
    {
        await using var test = await LifecycleTest.StartAsync(await OpenAsync());
        test.WriteChart("web", Deployment, "replicas: null\n");

        await test.Session.RunAsync("install", "web", "./web");

        var live = (await test.Client.GetAsync($"{test.Space.Apps}/deployments/web"))!;
        live.At("spec", "replicas")!.GetValue<int>().ShouldBe(1);
        LiveOwnership.OwnedFields(live).ShouldNotContain("f:replicas");
    }

    [Fact]
    public async Task Switching_autoscaling_on_never_scales_down()
    {
        await using var test = await LifecycleTest.StartAsync(await OpenAsync());
        var autoscaler = """

            {{ if values.autoscaling }}
            ---
            apiVersion: autoscaling/v1
            kind: HorizontalPodAutoscaler
            metadata:
              name: web
            spec:
              maxReplicas: 9
              scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}
            {{ end }}
            """;
        test.WriteChart("web", Deployment + autoscaler, "replicas: 3\nautoscaling: false\n");
        await test.Session.RunAsync("install", "web", "./web");

        var plan = await test.Session.RunAsync("upgrade", "web", "./web", "--set", "replicas=null,autoscaling=true", "--dry-run=server");
        await test.Session.RunAsync("upgrade", "web", "./web", "--set", "replicas=null,autoscaling=true");
        await test.Session.RunAsync("upgrade", "web", "./web", "--set", "replicas=null,autoscaling=true", "--description", "again");

        plan.Output.ShouldNotContain("spec.replicas");
        (await test.Client.GetAsync($"{test.Space.Apps}/deployments/web")).At("spec", "replicas")!.GetValue<int>().ShouldBe(3);
    }

    [Fact]
    public async Task A_null_in_a_map_removes_the_key_on_upgrade()
    {
        await using var test = await LifecycleTest.StartAsync(await OpenAsync());
        test.WriteChart("web", """
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: web
            data: {{ values.data }}
            """, "data:\n  a: one\n  b: two\n");
        await test.Session.RunAsync("install", "web", "./web");

        await test.Session.RunAsync("upgrade", "web", "./web", "--set", "data.b=null");

        var data = (await test.Client.GetAsync($"{test.Space.Core}/configmaps/web")).At("data")!.AsObject();
        data.Select(entry => entry.Key).ShouldBe(["a"]);
    }

    [Fact]
    public async Task An_object_that_never_goes_is_named_with_its_finalizers()
    {
        await using var test = await LifecycleTest.StartAsync(await OpenAsync());
        test.WriteChart("web", ConfigMap("web"));
        await test.Client.CreateAsync($"{test.Space.Core}/configmaps", Json("""{"metadata":{"name":"web","finalizers":["example.com/hold"]}}"""));
        await test.Client.DeleteAsync($"{test.Space.Core}/configmaps/web");

        var result = await test.Session.TryAsync(["install", "web", "./web", "--timeout", "2s", "--take-ownership"]);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldContain($"configmap/{test.Space.Name}/web");
        result.Error.ShouldContain("example.com/hold");
        await test.Client.MergePatchAsync($"{test.Space.Core}/configmaps/web", Json("""{"metadata":{"finalizers":null}}"""));
    }

    [Fact]
    public async Task An_object_that_changes_its_api_version_lives_on()
    {
        await using var test = await LifecycleTest.StartAsync(await OpenAsync());
        var newer = test.Server.Version >= new Version(1, 23) ? "autoscaling/v2" : "autoscaling/v2beta2";
        const string Autoscaler = "apiVersion: {{ values.version }}\nkind: HorizontalPodAutoscaler\nmetadata:\n  name: web\nspec:\n  maxReplicas: 3\n  scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: web}\n";
        test.WriteChart("web", Autoscaler, "version: autoscaling/v1\n");
        await test.Session.RunAsync("install", "web", "./web", "--no-wait");
        var path = $"/apis/autoscaling/v1/namespaces/{test.Space.Name}/horizontalpodautoscalers/web";
        var uid = (await test.Client.GetAsync(path))!.Uid();

        await test.Session.RunAsync("upgrade", "web", "./web", "--no-wait", "--set", $"version={newer}");

        (await test.Client.GetAsync(path))!.Uid().ShouldBe(uid);
    }

    [Fact]
    public async Task A_foreign_object_is_refused_before_anything_is_written()
    {
        await using var test = await LifecycleTest.StartAsync(await OpenAsync());
        test.WriteChart("web", ConfigMap("first") + "---\n" + ConfigMap("web"));
        await test.Client.CreateAsync($"{test.Space.Core}/configmaps", Json("""{"metadata":{"name":"web"}}"""));

        var refused = await test.Session.TryAsync(["install", "web", "./web"]);
        var first = await test.Client.GetAsync($"{test.Space.Core}/configmaps/first");
        await test.Session.RunAsync("install", "web", "./web", "--take-ownership");

        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain($"configmap/{test.Space.Name}/web");
        refused.Error.ShouldContain("--take-ownership");
        first.ShouldBeNull();
        (await test.Client.GetAsync($"{test.Space.Core}/configmaps/first")).ShouldNotBeNull();
    }

    [Fact]
    public async Task A_manifest_of_three_megabytes_installs_lists_and_rolls_back()
    {
        await using var test = await LifecycleTest.StartAsync(await OpenAsync());
        WriteLargeChart(test);

        await test.Session.RunAsync("install", "big", "./big");
        await test.Session.RunAsync("upgrade", "big", "./big", "--set", "tag=b");
        await test.Session.RunAsync("rollback", "big", "1");

        (await test.Session.RunAsync("list", "-o", "json")).Output.ShouldContain("\"revision\":\"3\"");
        (await test.Client.GetAsync($"{test.Space.Core}/configmaps/big-0")).Text("data", "tag").ShouldBe("a");
        var secrets = (await test.Client.GetAsync($"{test.Space.Core}/secrets?labelSelector=packman.dev/release")).Items("items");
        secrets.ShouldAllBe(secret => secret.ToJsonString().Length < 1024 * 1024);
        (await test.Session.RunAsync("get", "manifest", "big")).Output.Length.ShouldBeGreaterThan(3_000_000);
    }

    [Fact]
    public async Task Fields_the_api_does_not_know_are_refused_before_anything_is_written()
    {
        await using var test = await LifecycleTest.StartAsync(await OpenAsync());
        test.WriteChart("web", ConfigMap("first") + "---\n" + Deployment.Replace("replicas: {{ values.replicas }}", "replicass: 2", StringComparison.Ordinal));

        var refused = await test.Session.TryAsync(["install", "web", "./web"]);

        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain("replicass");
        (await test.Client.GetAsync($"{test.Space.Core}/configmaps/first")).ShouldBeNull();
        (await test.Client.GetAsync($"{test.Space.Core}/secrets?labelSelector=packman.dev/release")).Items("items").ShouldBeEmpty();
    }

    private static void WriteLargeChart(LifecycleTest test)
    {
        // Random text, so that compression does not make the record small again.
        var bytes = new byte[380_000];
        var random = new Random(1);
        var template = string.Join("---\n", Enumerable.Range(0, 6).Select(index =>
        {
            random.NextBytes(bytes);
            return $"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: big-{index}\ndata:\n  tag: {{{{ values.tag }}}}\n  text: {Convert.ToBase64String(bytes)}\n";
        }));
        test.WriteChart("big", template, "tag: a\n");
    }

    private static string ConfigMap(string name) => $"apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {name}\ndata:\n  a: one\n";

    private static JsonNode Json(string text) => JsonNode.Parse(text)!;
}

[Trait("Category", RealControlPlane.Category)]
public sealed class ObjectsOnRealServer(RealControlPlane plane) : ObjectsContract
{
    internal override Task<ApiServer> OpenAsync() => OpenRealAsync(plane);

    [Fact]
    public async Task An_object_that_changes_its_api_group_is_not_deleted_as_the_old_one()
    {
        var plane = await OpenAsync();
        Assert.SkipWhen(plane.Version >= new Version(1, 22), "Ingress of two groups is served up to 1.21");
        await using var test = await LifecycleTest.StartAsync(plane);
        const string Old = "apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata:\n  name: web\nspec:\n  backend: {serviceName: web, servicePort: 80}\n";
        const string New = "apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata:\n  name: web\nspec:\n  defaultBackend: {service: {name: web, port: {number: 80}}}\n";
        test.WriteChart("web", Old);
        await test.Session.RunAsync("install", "web", "./web", "--no-wait");
        var path = $"/apis/networking.k8s.io/v1/namespaces/{test.Space.Name}/ingresses/web";
        var uid = (await test.Client.GetAsync(path))!.Uid();
        test.WriteChart("web", New);

        await test.Session.RunAsync("upgrade", "web", "./web", "--no-wait");

        (await test.Client.GetAsync(path))!.Uid().ShouldBe(uid);
    }
}

public sealed class ObjectsOnSandbox(SandboxServer sandbox) : ObjectsContract
{
    internal override Task<ApiServer> OpenAsync() => sandbox.OpenAsync();
}
