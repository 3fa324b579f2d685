using System.Globalization;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Fixtures;

[Trait("Category", RealControlPlane.Category)]
public sealed partial class NodeSimulatorTests(RealControlPlane fixture) : IAsyncLifetime
{
    private KubeClient _client = null!;
    private TestNamespace _space = null!;

    public async ValueTask InitializeAsync()
    {
        var cluster = await fixture.RequireAsync();
        Assert.SkipUnless(cluster.HasSimulatedNodes, "A cluster with nodes of its own needs no simulated ones");
        _client = cluster.Admin;
        _space = await TestNamespace.CreateAsync(_client, "nodes");
    }

    public ValueTask DisposeAsync() => _space?.DisposeAsync() ?? ValueTask.CompletedTask;

    [Fact]
    public async Task A_deployment_becomes_available_and_its_service_gets_endpoints()
    {
        await CreateAsync($"{_space.Core}/services", """{"metadata":{"name":"web"},"spec":{"selector":{"app":"web"},"ports":[{"port":80}]}}""");
        await CreateWorkloadAsync("deployments", "web", "registry.example/web:1", "\"replicas\": 3,");

        var deployment = await WaitAsync($"{_space.Apps}/deployments/web", item => item!.Text("status", "availableReplicas") == "3");
        var endpoints = await WaitAsync($"{_space.Core}/endpoints/web", item => item.Items("subsets").FirstOrDefault().Items("addresses").Count() == 3);

        deployment.Condition("Available").ShouldBe("True");
        endpoints.Items("subsets").Single().Items("addresses").Select(address => address.Text("ip")).Distinct().Count().ShouldBe(3);
    }

    [Theory]
    [InlineData("statefulsets", "\"replicas\": 2, \"serviceName\": \"db\",", "readyReplicas", 2)]
    [InlineData("daemonsets", "", "numberReady", 2)]
    public async Task Other_workloads_become_ready(string resource, string spec, string field, int expected)
    {
        await CreateWorkloadAsync(resource, "db", "registry.example/db:1", spec);

        await WaitAsync($"{_space.Apps}/{resource}/db", item => item!.Text("status", field) == $"{expected}");
    }

    [Fact]
    public async Task A_job_completes()
    {
        await CreateAsync($"{_space.Batch}/jobs", Job("migrate", "registry.example/migrate:1"));

        var job = await WaitAsync($"{_space.Batch}/jobs/migrate", item => item!.Condition("Complete") == "True");

        job.Text("status", "succeeded").ShouldBe("1");
    }

    [Theory]
    [InlineData("Never")]
    [InlineData("OnFailure")]
    public async Task A_crashing_job_fails(string restartPolicy)
    {
        await CreateAsync($"{_space.Batch}/jobs", Job("broken", "registry.example/crash:3", restartPolicy));

        await WaitAsync($"{_space.Batch}/jobs/broken", item => item!.Condition("Failed") == "True");
    }

    [Fact]
    public async Task A_missing_image_keeps_a_pod_from_getting_ready()
    {
        await CreatePodAsync("stuck", "registry.example/missing:1");

        var pod = await WaitForContainerAsync("stuck", "waiting", "ImagePullBackOff");

        pod.Text("status", "phase").ShouldBe("Pending");
        pod.Condition("Ready").ShouldBe("False");
        await WaitForEventAsync("Failed", "Error: ImagePullBackOff");
    }

    [Fact]
    public async Task A_volume_of_a_missing_config_map_holds_a_pod_back_until_it_is_there()
    {
        await CreatePodAsync("mounting", "registry.example/web:1", "\"volumes\": [{\"name\": \"settings\", \"configMap\": {\"name\": \"late\"}}],");

        await WaitForContainerAsync("mounting", "waiting", "ContainerCreating");
        await WaitForEventAsync("FailedMount", "MountVolume.SetUp failed for volume \"settings\" : configmap \"late\" not found");
        await CreateAsync($"{_space.Core}/configmaps", """{"metadata":{"name":"late"}}""");

        await WaitAsync($"{_space.Core}/pods/mounting", item => item!.Condition("Ready") == "True");
    }

    [Theory]
    [InlineData("absent", "secret \"absent\" not found")]
    [InlineData("present", "couldn't find key password in Secret {0}/present")]
    public async Task A_variable_from_a_missing_secret_is_a_configuration_error(string secret, string problem)
    {
        await CreateAsync($"{_space.Core}/secrets", """{"metadata":{"name":"present"}}""");
        await CreateAsync($"{_space.Core}/pods", $$"""
            {
              "metadata": {"name": "asking"},
              "spec": {"containers": [{"name": "main", "image": "registry.example/web:1", "env": [
                {"name": "PASSWORD", "valueFrom": {"secretKeyRef": {"name": "{{secret}}", "key": "password"} } },
                {"name": "OTHER", "valueFrom": {"secretKeyRef": {"name": "nowhere", "key": "password", "optional": true} } }
              ]}]}
            }
            """);

        var pod = await WaitForContainerAsync("asking", "waiting", "CreateContainerConfigError");

        pod.Items("status", "containerStatuses").Single().Text("state", "waiting", "message")
            .ShouldBe(string.Format(CultureInfo.InvariantCulture, problem, _space.Name));
    }

    [Fact]
    public async Task A_crashing_container_backs_off_and_shows_its_exit_code()
    {
        await CreatePodAsync("crashing", "registry.example/crash:137");

        var pod = await WaitForContainerAsync("crashing", "waiting", "CrashLoopBackOff");

        pod.Items("status", "containerStatuses").Single().Text("lastState", "terminated", "exitCode").ShouldBe("137");
        await WaitForEventAsync("BackOff", "Back-off restarting failed container");
    }

    [Fact]
    public async Task An_init_container_that_crashes_holds_the_others_back()
    {
        await CreatePodAsync("initial", "registry.example/web:1", """
            "initContainers": [{"name": "first", "image": "registry.example/crash"}],
            """);

        var pod = await WaitForContainerAsync("initial", "waiting", "PodInitializing");

        pod.Items("status", "initContainerStatuses").Single().Text("state", "waiting", "reason").ShouldBe("CrashLoopBackOff");
        pod.Condition("Initialized").ShouldBe("False");
    }

    [Fact]
    public async Task A_load_balancer_gets_an_address_unless_told_otherwise()
    {
        await CreateAsync($"{_space.Core}/services", """{"metadata":{"name":"never","annotations":{"simulator.packman.dev/load-balancer":"none"}},"spec":{"type":"LoadBalancer","ports":[{"port":80}]}}""");
        await CreateAsync($"{_space.Core}/services", """{"metadata":{"name":"public"},"spec":{"type":"LoadBalancer","ports":[{"port":80}]}}""");

        await WaitAsync($"{_space.Core}/services/public", item => item.Items("status", "loadBalancer", "ingress").Any());

        (await _client.GetAsync($"{_space.Core}/services/never")).Items("status", "loadBalancer", "ingress").ShouldBeEmpty();
    }

    [Fact]
    public async Task Logs_are_served_through_the_api_server()
    {
        await CreatePodAsync("talker", "registry.example/crash:2");
        await WaitForContainerAsync("talker", "waiting", "CrashLoopBackOff");

        var log = await _client.GetTextAsync($"{_space.Core}/pods/talker/log?container=main&tailLines=1");

        log.ShouldBe("fatal: simulated crash, exit code 2\n");
    }

    [Fact]
    public async Task A_deleted_pod_is_gone_soon_and_a_finalizer_holds_it()
    {
        await CreatePodAsync("free", "registry.example/web:1");
        await CreatePodAsync("held", "registry.example/web:1", finalizer: "tests.packman.dev/hold");
        await WaitAsync($"{_space.Core}/pods/held", item => item!.Condition("Ready") == "True");

        await _client.DeleteAsync($"{_space.Core}/pods/held");
        await _client.DeleteAsync($"{_space.Core}/pods/free");

        await _client.WaitForAsync($"{_space.Core}/pods/free", item => item is null);
        (await _client.GetAsync($"{_space.Core}/pods/held"))!.IsTerminating().ShouldBeTrue();
        await _client.MergePatchAsync($"{_space.Core}/pods/held", JsonNode.Parse("""{"metadata":{"finalizers":null}}""")!);
        await _client.WaitForAsync($"{_space.Core}/pods/held", item => item is null);
    }

    private Task<JsonObject> CreateAsync(string path, string body) => _client.CreateAsync(path, JsonNode.Parse(body)!);

    private async Task<JsonObject> WaitAsync(string path, Func<JsonObject?, bool> condition) => (await _client.WaitForAsync(path, condition))!;

    private Task<JsonObject> WaitForContainerAsync(string pod, string state, string reason) =>
        WaitAsync($"{_space.Core}/pods/{pod}", item => item.Items("status", "containerStatuses").FirstOrDefault().Text("state", state, "reason") == reason);

    private Task<JsonObject> WaitForEventAsync(string reason, string message) =>
        WaitAsync($"{_space.Core}/events", list => list.Items("items").Any(item => item.Text("reason") == reason && item.Text("message") == message));

    private Task<JsonObject> CreateWorkloadAsync(string resource, string name, string image, string spec) => CreateAsync($"{_space.Apps}/{resource}", $$"""
        {
          "metadata": {"name": "{{name}}"},
          "spec": {
            {{spec}}
            "selector": {"matchLabels": {"app": "{{name}}"} },
            "template": {"metadata": {"labels": {"app": "{{name}}"} }, "spec": {"containers": [{"name": "main", "image": "{{image}}"}]} }
          }
        }
        """);

    private Task<JsonObject> CreatePodAsync(string name, string image, string spec = "", string requests = "{}", string? finalizer = null) => CreateAsync($"{_space.Core}/pods", $$"""
        {
          "metadata": {"name": "{{name}}", "finalizers": [{{(finalizer is null ? "" : $"\"{finalizer}\"")}}]},
          "spec": {
            {{spec}}
            "containers": [{"name": "main", "image": "{{image}}", "resources": {"requests": {{requests}} } }]
          }
        }
        """);

    private static string Job(string name, string image, string restartPolicy = "Never") => $$"""
        {
          "metadata": {"name": "{{name}}"},
          "spec": {"backoffLimit": 0, "template": {"spec": {"restartPolicy": "{{restartPolicy}}", "containers": [{"name": "main", "image": "{{image}}"}]} } }
        }
        """;
}
