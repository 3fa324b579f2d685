using PackMan.Live;
using PackMan.Manifests;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Contract;

public abstract partial class ClusterContract
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task Workloads_and_their_companions_become_ready()
    {
        await using var space = await SpaceAsync();
        var applied = await ApplyAllAsync(
            space,
            Workload(space, "Deployment", "web", "registry.example/web:1", "replicas: 2,"),
            Workload(space, "StatefulSet", "db", "registry.example/db:1", "replicas: 1, serviceName: db,"),
            Workload(space, "DaemonSet", "agent", "registry.example/agent:1"),
            space.Object("apiVersion: v1, kind: Service, metadata: { name: web }, spec: { selector: { app: web }, ports: [{ port: 80, protocol: TCP }] }"),
            space.ConfigMap("settings", "a: b"));

        await WaitAsync(space, AwaitedState.Ready, applied);

        foreach (var live in await Task.WhenAll(applied.Select(item => space.Cluster.GetAsync(item.Reference))))
        {
            Cluster.Readiness.ReadinessRules.Check(live.ShouldNotBeNull(), AwaitedState.Ready).ShouldBeOfType<ReadinessState.Ready>();
        }
    }

    [Fact]
    public async Task An_image_that_cannot_be_pulled_is_named_when_the_wait_ends()
    {
        await using var space = await SpaceAsync();
        var applied = await ApplyAllAsync(space, Workload(space, "Deployment", "web", "registry.example/missing:1", failure: "image"));

        var failure = await Should.ThrowAsync<NotReadyException>(() => space.Cluster.WaitAsync(
            new WaitRequest([.. applied.Select(item => new AwaitedObject(item.Reference, AwaitedState.Ready))], TimeSpan.FromSeconds(4))));

        failure.Unready.ShouldHaveSingleItem().Reference.ShouldBe(applied[0].Reference);
        failure.Message.ShouldContain("cannot pull image `registry.example/missing:1`");
    }

    [Fact]
    public async Task A_job_is_ready_when_it_has_started_and_complete_when_it_has_ended()
    {
        await using var space = await SpaceAsync();
        var applied = await ApplyAllAsync(space, Job(space, "migrate", "registry.example/migrate:1"));

        await WaitAsync(space, AwaitedState.Ready, applied);
        await WaitAsync(space, AwaitedState.Complete, applied);

        (await space.Cluster.GetAsync(applied[0].Reference)).ShouldNotBeNull().Content.Find("status", "succeeded").ShouldNotBeNull();
    }

    [Fact]
    public async Task A_job_that_fails_ends_the_wait_with_its_exit_code()
    {
        await using var space = await SpaceAsync();
        var applied = await ApplyAllAsync(space, Job(space, "broken", "registry.example/crash:1", failure: "crash"), Workload(space, "Deployment", "never", "registry.example/unready:1"));

        var failure = await Should.ThrowAsync<NotReadyException>(() => WaitAsync(space, AwaitedState.Complete, applied));

        failure.Timeout.ShouldBeNull();
        failure.Message.ShouldContain($"`job/{space.Name}/broken`: it failed");
        failure.Message.ShouldContain("exit code 1");
    }

    [Fact]
    public async Task An_object_is_gone_when_its_uid_is_and_not_before()
    {
        await using var space = await SpaceAsync();
        var held = await space.Cluster.ApplyAsync(new ApplyRequest(space.Object("apiVersion: v1, kind: ConfigMap, metadata: { name: held, finalizers: [example.com/guard] }")));
        await space.Cluster.DeleteAsync(new DeleteRequest(held.Reference, held.Uid));
        var reported = new TaskCompletionSource();

        var waiting = space.Cluster.WaitAsync(new WaitRequest([new AwaitedObject(held.Reference, AwaitedState.Gone, held.Uid)], Patience) { Progress = new Once(reported) });
        await reported.Task;
        waiting.IsCompleted.ShouldBeFalse();
        await space.Raw.MergePatchAsync($"{space.Core}/configmaps/held", System.Text.Json.Nodes.JsonNode.Parse("""{"metadata":{"finalizers":null}}""")!);

        await waiting;
        (await space.Cluster.GetAsync(held.Reference)).ShouldBeNull();
    }

    [Fact]
    public async Task A_definition_is_established_and_then_its_kind_can_be_applied()
    {
        await using var space = await SpaceAsync();
        var group = $"{space.Name}.example.com";
        await space.Cluster.GetApiResourcesAsync();
        var definition = new KubernetesObject(Definition(group));
        await space.Cluster.ApplyAsync(new ApplyRequest(definition));

        await WaitAsync(space, AwaitedState.Ready, definition);
        var widget = await space.Cluster.ApplyAsync(new ApplyRequest(space.Object($"apiVersion: {group}/v1, kind: Widget, metadata: {{ name: w }}, spec: {{ size: 3 }}")));
        await WaitAsync(space, AwaitedState.Ready, widget);
        await space.Cluster.DeleteAsync(new DeleteRequest(definition.Reference, null));
        await WaitAsync(space, AwaitedState.Gone, widget, definition);

        (await space.Cluster.GetApiResourcesAsync(refresh: true)).Find(group, "v1", "Widget").ShouldBeNull();
    }

    [Fact]
    public async Task A_claim_may_wait_for_its_first_pod_and_others_are_bound()
    {
        await using var space = await SpaceAsync();
        var waiting = $"waiting-{space.Name}";
        await space.Cluster.ApplyAsync(new ApplyRequest(new KubernetesObject(YamlReader.ReadMap(
            $"{{ apiVersion: storage.k8s.io/v1, kind: StorageClass, metadata: {{ name: {waiting} }}, provisioner: example.com/none, volumeBindingMode: WaitForFirstConsumer }}", "test"))));
        const string Spec = "accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } }";
        var applied = await ApplyAllAsync(
            space,
            space.Object($"apiVersion: v1, kind: PersistentVolumeClaim, metadata: {{ name: now }}, spec: {{ storageClassName: standard, {Spec} }}"),
            space.Object($"apiVersion: v1, kind: PersistentVolumeClaim, metadata: {{ name: later }}, spec: {{ storageClassName: {waiting}, {Spec} }}"));

        await WaitAsync(space, AwaitedState.Ready, applied);

        (await space.Cluster.GetAsync(applied[0].Reference)).ShouldNotBeNull().Content.FindString("status", "phase").ShouldBe("Bound");
    }

    [Fact]
    public async Task The_log_of_a_pod_is_read_and_that_of_none_is_null()
    {
        await using var space = await SpaceAsync();
        var applied = await ApplyAllAsync(space, space.Object("apiVersion: v1, kind: Pod, metadata: { name: one, annotations: { sandbox.packman.dev/fail: crash } }, spec: { restartPolicy: Never, containers: [{ name: main, image: 'registry.example/crash:1' }] }"));
        await Should.ThrowAsync<NotReadyException>(() => WaitAsync(space, AwaitedState.Complete, applied));

        (await space.Cluster.ReadLogAsync(space.Name, "one", "main", 5)).ShouldNotBeNullOrEmpty();
        (await space.Cluster.ReadLogAsync(space.Name, "none", null, 5)).ShouldBeNull();
    }

    private static async Task<KubernetesObject[]> ApplyAllAsync(Space space, params KubernetesObject[] desired) =>
        await Task.WhenAll(desired.Select(item => space.Cluster.ApplyAsync(new ApplyRequest(item))));

    private static Task WaitAsync(Space space, AwaitedState state, params KubernetesObject[] items) =>
        space.Cluster.WaitAsync(new WaitRequest([.. items.Select(item => new AwaitedObject(item.Reference, state, item.Uid))], Patience));

    // Simulated nodes fail pods by the name of their image, the sandbox by an annotation.
    private static KubernetesObject Workload(Space space, string kind, string name, string image, string spec = "", string failure = "") => space.Object(
        $"apiVersion: apps/v1, kind: {kind}, metadata: {{ name: {name} }}, spec: {{ {spec} selector: {{ matchLabels: {{ app: {name} }} }}, "
        + $"template: {{ metadata: {{ labels: {{ app: {name} }}, {Failing(failure)} }}, spec: {{ containers: [{{ name: main, image: '{image}' }}] }} }} }}");

    private static KubernetesObject Job(Space space, string name, string image, string failure = "") => space.Object(
        $"apiVersion: batch/v1, kind: Job, metadata: {{ name: {name} }}, spec: {{ backoffLimit: 0, "
        + $"template: {{ metadata: {{ {Failing(failure)} }}, spec: {{ restartPolicy: Never, containers: [{{ name: main, image: '{image}' }}] }} }} }}");

    private static string Failing(string how) => how.Length == 0 ? "" : $"annotations: {{ sandbox.packman.dev/fail: {how} }}";

    private static YamlMap Definition(string group) => YamlReader.ReadMap(
        $$"""
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: { name: widgets.{{group}} }
        spec:
          group: {{group}}
          scope: Namespaced
          names: { plural: widgets, singular: widget, kind: Widget, listKind: WidgetList }
          versions:
          - name: v1
            served: true
            storage: true
            schema: { openAPIV3Schema: { type: object, properties: { spec: { type: object, properties: { size: { type: integer } } } } } }
        """,
        "test");

    private sealed class Once(TaskCompletionSource reported) : IProgress<ObjectProgress>
    {
        public void Report(ObjectProgress value) => reported.TrySetResult();
    }
}
