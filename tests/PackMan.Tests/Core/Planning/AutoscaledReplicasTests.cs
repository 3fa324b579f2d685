using PackMan.Manifests;
using PackMan.Planning;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Planning;

public sealed class AutoscaledReplicasTests
{
    private const string Owned = "{manager: packman, operation: Apply, fieldsV1: {'f:spec': {'f:replicas': {}}}}";
    private const string OwnedByAnother = "{manager: kube-controller-manager, operation: Update, fieldsV1: {'f:spec': {'f:replicas': {}}}}";

    [Theory]
    [InlineData("{}", "web", Owned, "4")]
    [InlineData("{}", "web", OwnedByAnother, null)]
    [InlineData("{}", "other", Owned, null)]
    [InlineData("{replicas: 2}", "web", Owned, "2")]
    public void An_autoscaled_workload_keeps_the_size_only_packman_set(string spec, string target, string owner, string? expected)
    {
        var workload = new DesiredObject(Parse($"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web, namespace: shop}}\nspec: {spec}\n"), null)
        {
            Live = Parse($"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web, namespace: shop, managedFields: [{owner}]}}\nspec: {{replicas: 4}}\n"),
        };
        var autoscaler = new DesiredObject(Parse($"apiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {{name: web, namespace: shop}}\nspec: {{scaleTargetRef: {{apiVersion: apps/v1, kind: Deployment, name: {target}}}}}\n"), null);

        var kept = AutoscaledReplicas.Keep([workload, autoscaler]);

        kept[0].Marked.Content.Find("spec", "replicas")?.ToString().ShouldBe(expected);
        kept[1].ShouldBe(autoscaler);
    }

    [Fact]
    public void Without_an_autoscaler_the_field_goes_back_to_the_default()
    {
        var workload = new DesiredObject(Parse("apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec: {}\n"), null)
        {
            Live = Parse($"apiVersion: apps/v1\nkind: Deployment\nmetadata: {{name: web, namespace: shop, managedFields: [{Owned}]}}\nspec: {{replicas: 4}}\n"),
        };

        AutoscaledReplicas.Keep([workload])[0].ShouldBe(workload);
    }

    private static KubernetesObject Parse(string yaml) => new((YamlMap)YamlReader.Read(yaml, "test.yaml"));
}
