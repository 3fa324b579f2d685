using System.Collections.Immutable;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Templating;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Manifests;

public sealed class ObjectSetTests
{
    [Theory]
    [InlineData("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}", "configmap/shop/a")]
    [InlineData("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: other}}", "configmap/other/a")]
    [InlineData("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: ''}}", "configmap/shop/a")]
    [InlineData("{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: null}}", "configmap/shop/a")]
    [InlineData("{apiVersion: rbac.authorization.k8s.io/v1, kind: ClusterRole, metadata: {name: a, namespace: shop}}", "clusterrole/a")]
    [InlineData("{apiVersion: policy/v1beta1, kind: PodSecurityPolicy, metadata: {name: a}}", "podsecuritypolicy/a")]
    [InlineData("{apiVersion: example.com/v1, kind: Planet, metadata: {name: a}}", "planet/a")]
    [InlineData("{apiVersion: example.com/v1, kind: Widget, metadata: {name: a}}", "widget/shop/a")]
    public void A_namespace_is_set_or_removed_by_the_scope_of_the_kind(string yaml, string expected) =>
        Set(yaml).Objects.Single().Object.ToString().ShouldBe(expected);

    [Fact]
    public void Nulls_go_at_every_depth_so_that_no_field_is_owned_without_a_value()
    {
        var target = Set("{apiVersion: apps/v1, kind: Deployment, metadata: {name: a}, spec: {replicas: null, list: [{x: null, z: 1}], deep: {a: {b: null}}}}").Objects.Single().Object;

        JsonText.Write(target.Content.Find("spec")!).ShouldBe("""{"list":[{"z":1}],"deep":{"a":{}}}""");
    }

    [Theory]
    [InlineData("data: {a: MQ==}, stringData: {a: 'x', b: 'é'}", """{"a":"eA==","b":"w6k="}""")]
    [InlineData("stringData: {b: ''}", """{"b":""}""")]
    [InlineData("data: {a: MQ==}, stringData: {}", """{"a":"MQ=="}""")]
    public void String_data_of_secrets_is_folded_into_data(string fields, string expected)
    {
        var target = Set($"{{apiVersion: v1, kind: Secret, metadata: {{name: a}}, {fields}}}").Objects.Single().Object;

        JsonText.Write(target.Content.Find("data")!).ShouldBe(expected);
        target.Content.ContainsKey("stringData").ShouldBeFalse();
    }

    [Theory]
    [InlineData("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, namespace: shop}}")]
    [InlineData("{apiVersion: autoscaling/v1, kind: HorizontalPodAutoscaler, metadata: {name: a}}", "{apiVersion: autoscaling/v2, kind: HorizontalPodAutoscaler, metadata: {name: a}}")]
    [InlineData("{apiVersion: v1, kind: ConfigMap, metadata: {name: a}}", "{apiVersion: v1, kind: ConfigMap, metadata: {name: a, annotations: {helm.sh/hook: test}}}")]
    public void The_same_object_twice_names_both_places(string first, string second)
    {
        var error = Should.Throw<ManifestException>(() => Set(first, second));

        error.Message.ShouldContain("is rendered twice: at web/templates/0.yaml:1:1 and at web/templates/1.yaml:1:1");
    }

    [Fact]
    public void Hooks_are_read_from_packmans_annotations_and_from_helms()
    {
        var hook = Set("""
            {apiVersion: batch/v1, kind: Job, metadata: {name: a, annotations: {
              helm.sh/hook: "pre-install, pre-upgrade", packman.dev/hook-weight: "-5", helm.sh/hook-weight: "7",
              helm.sh/hook-delete-policy: "hook-succeeded,hook-failed", packman.dev/hook-timeout: 1m30s}}}
            """).Hooks.Single();

        hook.Events.ShouldBe([HookEvent.PreInstall, HookEvent.PreUpgrade]);
        hook.Weight.ShouldBe(-5);
        hook.DeletePolicies.ShouldBe([HookDeletePolicy.HookSucceeded, HookDeletePolicy.HookFailed]);
        hook.Timeout.ShouldBe(TimeSpan.FromSeconds(90));
        hook.Object.Namespace.ShouldBe("shop");
    }

    [Theory]
    [InlineData("helm.sh/hook: pre-instal", "has the hook event `pre-instal`")]
    [InlineData("helm.sh/hook: crd-install", "has the hook event `crd-install`")]
    [InlineData("helm.sh/hook: test, helm.sh/hook-weight: low", "has the hook weight `low`")]
    [InlineData("helm.sh/hook: test, helm.sh/hook-delete-policy: never", "has the hook delete policy `never`")]
    [InlineData("helm.sh/hook: test, packman.dev/hook-timeout: soon", "has the hook timeout `soon`")]
    public void A_hook_annotation_that_means_nothing_is_an_error(string annotations, string expected) =>
        Should.Throw<ManifestException>(() => Set($"{{apiVersion: v1, kind: Pod, metadata: {{name: a, annotations: {{{annotations}}}}}}}")).Message.ShouldContain(expected);

    private static ObjectSet Set(params string[] documents)
    {
        var manifests = documents.SelectMany((text, i) => ManifestSplitter.Split(new RenderedFile($"web/templates/{i}.yaml", text, SourceMap.Empty))).ToImmutableArray();
        var planet = new KubernetesObject((YamlMap)JsonText.Parse(
            """{"apiVersion":"apiextensions.k8s.io/v1","kind":"CustomResourceDefinition","metadata":{"name":"planets.example.com"},"spec":{"group":"example.com","scope":"Cluster","names":{"kind":"Planet","plural":"planets"},"versions":[{"name":"v1"}]}}"""));
        return ObjectSet.Of(manifests, [], new ResourceScopes(BuiltInResources.All, [planet]), "shop");
    }
}
