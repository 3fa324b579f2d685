using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Fixtures;

public sealed partial class NodeSimulatorTests
{
    [Theory]
    [InlineData("\"nodeSelector\": {\"disk\": \"tape\"},", "{}", "didn't match Pod's node affinity/selector")]
    [InlineData("", "{\"cpu\": \"500\"}", "Insufficient cpu")]
    [InlineData("", "{\"memory\": \"1Ti\"}", "Insufficient memory")]
    public async Task A_pod_that_fits_nowhere_says_why(string spec, string requests, string reason)
    {
        await CreatePodAsync("homeless", "registry.example/web:1", spec, requests);

        var pod = await WaitAsync($"{_space.Core}/pods/homeless", item => item!.Condition("PodScheduled") == "False");

        var condition = pod.Items("status", "conditions").Single();
        condition.Text("reason").ShouldBe("Unschedulable");
        condition.Text("message").ShouldContain(reason);
        await WaitForEventAsync("FailedScheduling", condition.Text("message"));
    }

    [Fact]
    public async Task A_node_selector_chooses_the_node()
    {
        await CreatePodAsync("choosy", "registry.example/web:1", "\"nodeSelector\": {\"disk\": \"hdd\"},");

        var pod = await WaitAsync($"{_space.Core}/pods/choosy", item => item!.Condition("Ready") == "True");

        pod.Text("spec", "nodeName").ShouldBe("node-b");
    }

    [Fact]
    public async Task A_claim_is_bound_at_once_and_its_volume_goes_with_it()
    {
        await CreateAsync($"{_space.Core}/persistentvolumeclaims", Claim("data", "standard"));

        var claim = await WaitAsync($"{_space.Core}/persistentvolumeclaims/data", item => item!.Text("status", "phase") == "Bound");
        await _client.DeleteAsync($"{_space.Core}/persistentvolumeclaims/data");

        await _client.WaitForAsync($"/api/v1/persistentvolumes/{claim.Text("spec", "volumeName")}", item => item is null);
    }

    [Fact]
    public async Task A_claim_that_waits_for_its_first_consumer_is_bound_when_a_pod_uses_it()
    {
        await CreateAsync($"{_space.Core}/persistentvolumeclaims", Claim("lazy", "first-consumer"));
        await WaitForEventAsync("WaitForFirstConsumer", "waiting for first consumer to be created before binding");
        var before = await _client.GetAsync($"{_space.Core}/persistentvolumeclaims/lazy");

        await CreatePodAsync("consumer", "registry.example/web:1", "\"volumes\": [{\"name\": \"data\", \"persistentVolumeClaim\": {\"claimName\": \"lazy\"}}],");
        await WaitAsync($"{_space.Core}/pods/consumer", item => item!.Condition("Ready") == "True");

        before.Text("status", "phase").ShouldBe("Pending");
        (await _client.GetAsync($"{_space.Core}/persistentvolumeclaims/lazy")).Text("status", "phase").ShouldBe("Bound");
    }

    private static string Claim(string name, string storageClass) => $$"""
        {
          "metadata": {"name": "{{name}}"},
          "spec": {"storageClassName": "{{storageClass}}", "accessModes": ["ReadWriteOnce"], "resources": {"requests": {"storage": "1Gi"} } }
        }
        """;
}
