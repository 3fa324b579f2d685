using System.Collections.Immutable;
using PackMan.Images;
using PackMan.Manifests;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Images;

public sealed class ImageListTests
{
    public static TheoryData<string, string> Workloads => new()
    {
        { "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec:", "spec" },
        { "apiVersion: v1\nkind: PodTemplate\nmetadata: {name: a}\ntemplate:\n spec:", "template.spec" },
        { "apiVersion: v1\nkind: ReplicationController\nmetadata: {name: a}\nspec:\n template:\n  spec:", "spec.template.spec" },
        { "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: a}\nspec:\n template:\n  spec:", "spec.template.spec" },
        { "apiVersion: apps/v1\nkind: StatefulSet\nmetadata: {name: a}\nspec:\n template:\n  spec:", "spec.template.spec" },
        { "apiVersion: apps/v1\nkind: DaemonSet\nmetadata: {name: a}\nspec:\n template:\n  spec:", "spec.template.spec" },
        { "apiVersion: apps/v1\nkind: ReplicaSet\nmetadata: {name: a}\nspec:\n template:\n  spec:", "spec.template.spec" },
        { "apiVersion: batch/v1\nkind: Job\nmetadata: {name: a}\nspec:\n template:\n  spec:", "spec.template.spec" },
        { "apiVersion: batch/v1\nkind: CronJob\nmetadata: {name: a}\nspec:\n jobTemplate:\n  spec:\n   template:\n    spec:", "spec.jobTemplate.spec.template.spec" },
    };

    [Theory]
    [MemberData(nameof(Workloads))]
    public void Every_workload_of_Kubernetes_names_its_images(string head, string path)
    {
        var images = Find($$"""
            {{head}} {containers: [{name: c, image: one}], initContainers: [{name: i, image: "two:2"}], ephemeralContainers: [{name: e, image: three}], volumes: [{name: v, image: {reference: four} }]}
            """);

        images.Select(used => used.Image.Text).ShouldBe(["four", "one", "three", "two:2"]);
        images.SelectMany(used => used.Uses).Select(use => use.Path).ShouldBe(
            [$"{path}.volumes[0].image.reference", $"{path}.containers[0].image", $"{path}.ephemeralContainers[0].image", $"{path}.initContainers[0].image"]);
    }

    [Fact]
    public void An_image_of_several_objects_is_told_once_with_all_its_places()
    {
        var images = Find("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: c, image: web}, {name: d, image: web}]}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: b}\nspec: {containers: [{name: c, image: web}]}");

        images.ShouldHaveSingleItem().Uses.Select(use => $"{use.Object} {use.Path}").ShouldBe(
            ["pod/a spec.containers[0].image", "pod/a spec.containers[1].image", "pod/b spec.containers[0].image"]);
    }

    [Fact]
    public void Operators_are_told_images_by_arguments_and_variables() => Find("""
        apiVersion: v1
        kind: Pod
        metadata: {name: operator}
        spec:
          containers:
          - name: c
            image: operator
            args: [--solver-image=quay.io/jetstack/solver:v1, --image=bare, --log=quay.io/no/image:1, --image-pull-policy=Always]
            env:
            - {name: RELATED_IMAGE_DB, value: "postgres:16"}
            - {name: IMAGE_PULL_POLICY, value: Always}
            - {name: OTHER, value: "redis:7"}
        """).Select(used => used.Image.Text).ShouldBe(["operator", "postgres:16", "quay.io/jetstack/solver:v1"]);

    [Fact]
    public void Objects_of_other_makers_are_looked_through_for_what_can_be_nothing_else() => Find("""
        apiVersion: argoproj.io/v1alpha1
        kind: Rollout
        metadata: {name: rollout}
        spec: {template: {spec: {containers: [{name: c, image: bare}]}}}
        ---
        apiVersion: tekton.dev/v1
        kind: Task
        metadata: {name: task}
        spec: {steps: [{name: build, image: golang}]}
        ---
        apiVersion: monitoring.coreos.com/v1
        kind: Prometheus
        metadata: {name: prometheus}
        spec: {image: "quay.io/prometheus/prometheus:v3", baseImage: "quay.io/prometheus/base"}
        ---
        apiVersion: example.org/v1
        kind: Database
        metadata: {name: db}
        spec: {image: {registry: ghcr.io, repository: example/db, tag: 15}, dockerImage: "ghcr.io/example/sidecar:1", logo: {image: "https://example.org/logo.png"}, profile: {image: small}}
        """).Select(used => used.Image.Text).ShouldBe(
            ["bare", "ghcr.io/example/db:15", "ghcr.io/example/sidecar:1", "golang", "quay.io/prometheus/base", "quay.io/prometheus/prometheus:v3"]);

    [Fact]
    public void Nothing_else_of_Kubernetes_is_taken_for_an_image() => Find("""
        apiVersion: v1
        kind: ConfigMap
        metadata: {name: config}
        data: {image: "quay.io/a/b:1"}
        ---
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: crd}
        spec: {image: "quay.io/a/b:1"}
        """).ShouldBeEmpty();

    [Fact]
    public void A_container_without_an_image_has_none() =>
        Find("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: c}, {name: d, image: ''}]}").ShouldBeEmpty();

    [Fact]
    public void An_image_that_none_could_be_is_an_error_at_its_place()
    {
        var error = Should.Throw<ManifestException>(() => Find("apiVersion: v1\nkind: Pod\nmetadata: {name: a}\nspec: {containers: [{name: c, image: 'web:1:2'}]}"));

        error.Message.ShouldBe("`pod/a` names the image `web:1:2` at `spec.containers[0].image`, which can be none");
        error.Frame!.File.ShouldBe("web/templates/all.yaml");
    }

    private static ImmutableArray<UsedImage> Find(string text)
    {
        var objects = YamlReader.ReadAll(text, "all.yaml").Select(document => new ManifestObject(new KubernetesObject((YamlMap)document.Root), new CodeFrame("web/templates/all.yaml", document.StartLine, 1)));
        return ImageList.Of([new Manifest("web/templates/all.yaml", text, [.. objects])]);
    }
}
