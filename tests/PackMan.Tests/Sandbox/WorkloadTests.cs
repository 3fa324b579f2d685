using Shouldly;
using Xunit;

namespace PackMan.Tests.Sandbox;

public sealed class WorkloadTests
{
    private const string Deployments = "/apis/apps/v1/namespaces/default/deployments";

    [Fact]
    public async Task A_deployment_is_available_when_its_apply_returns()
    {
        using var api = new SandboxApi();

        (await api.Apply(Deployments + "/web", Deployment())).Status.ShouldBe(201);

        var live = await api.Get(Deployments + "/web");
        live.At("status", "readyReplicas").ShouldBe("2");
        live.At("status", "observedGeneration").ShouldBe("1");
        live.At("status", "conditions").ShouldContain("\"Available\",\"status\":\"True\"");
        (await api.Get("/api/v1/namespaces/default/pods?labelSelector=app=web")).Json.Items("items").Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_changed_template_rolls_to_new_pods_and_keeps_the_old_replica_set_at_zero()
    {
        using var api = new SandboxApi();
        await api.Apply(Deployments + "/web", Deployment());

        await api.Apply(Deployments + "/web", Deployment(image: "nginx:2"));

        var sets = (await api.Get("/apis/apps/v1/namespaces/default/replicasets")).Json.Items("items");
        sets.Select(set => set.Number("spec", "replicas")).Order().ShouldBe([0, 2]);
        var pods = (await api.Get("/api/v1/namespaces/default/pods")).Json.Items("items");
        pods.Select(pod => pod.Items("spec", "containers")[0].FindString("image")).ShouldBe(["nginx:2", "nginx:2"]);
    }

    [Fact]
    public async Task A_thousand_replicas_are_ready_without_a_thousand_files()
    {
        using var api = new SandboxApi();
        await api.Apply(Deployments + "/web", Deployment());

        await api.MergePatch(Deployments + "/web", """{"spec":{"replicas":100000}}""");

        (await api.Get(Deployments + "/web")).At("status", "readyReplicas").ShouldBe("100000");
        (await api.Get("/api/v1/namespaces/default/pods")).Json.Items("items").Count.ShouldBe(100);
    }

    [Theory]
    [InlineData("image", "ImagePullBackOff")]
    [InlineData("crash", "CrashLoopBackOff")]
    [InlineData("unschedulable", "Unschedulable")]
    public async Task A_template_with_the_fail_annotation_fails_as_it_says(string failure, string reason)
    {
        using var api = new SandboxApi();

        await api.Apply(Deployments + "/web", Deployment(annotations: $$"""{"sandbox.packman.dev/fail":"{{failure}}"}"""));

        (await api.Get("/api/v1/namespaces/default/pods")).Text.ShouldContain(reason);
        (await api.Get(Deployments + "/web")).At("status", "conditions").ShouldContain("ProgressDeadlineExceeded");
    }

    [Fact]
    public async Task A_failing_template_leaves_the_pods_of_the_last_good_one_alone()
    {
        using var api = new SandboxApi();
        await api.Apply(Deployments + "/web", Deployment());

        await api.Apply(Deployments + "/web", Deployment(image: "nginx:2", annotations: """{"sandbox.packman.dev/fail":"image"}"""));

        var pods = (await api.Get("/api/v1/namespaces/default/pods")).Json.Items("items");
        pods.Count(pod => pod.Items("spec", "containers")[0].FindString("image") == "nginx:1").ShouldBe(2);
    }

    [Fact]
    public async Task Deleting_a_deployment_takes_its_replica_sets_and_pods_along()
    {
        using var api = new SandboxApi();
        await api.Apply(Deployments + "/web", Deployment());

        var answer = await api.Delete(Deployments + "/web");

        answer.At("status").ShouldBe("\"Success\"");
        (await api.Get("/apis/apps/v1/namespaces/default/replicasets")).Json.Items("items").ShouldBeEmpty();
        (await api.Get("/api/v1/namespaces/default/pods")).Json.Items("items").ShouldBeEmpty();
    }

    [Fact]
    public async Task Foreground_and_orphaning_deletion_do_what_they_say()
    {
        using var api = new SandboxApi();
        await api.Apply(Deployments + "/web", Deployment());
        await api.Delete(Deployments + "/web", """{"propagationPolicy":"Orphan"}""");

        var sets = (await api.Get("/apis/apps/v1/namespaces/default/replicasets")).Json.Items("items");
        sets.Count.ShouldBe(1);
        sets[0].Find("metadata", "ownerReferences").ShouldBeNull();

        await api.Delete("/apis/apps/v1/namespaces/default/replicasets/" + sets[0].FindString("metadata", "name"), """{"propagationPolicy":"Foreground"}""");
        (await api.Get("/apis/apps/v1/namespaces/default/replicasets")).Json.Items("items").ShouldBeEmpty();
        (await api.Get("/api/v1/namespaces/default/pods")).Json.Items("items").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_stateful_set_numbers_its_pods_and_binds_their_claims()
    {
        using var api = new SandboxApi();

        await api.Apply("/apis/apps/v1/namespaces/default/statefulsets/db", """
            {"apiVersion":"apps/v1","kind":"StatefulSet","metadata":{"name":"db"},"spec":{"replicas":2,"serviceName":"db","selector":{"matchLabels":{"app":"db"}},
            "template":{"metadata":{"labels":{"app":"db"}},"spec":{"containers":[{"name":"db","image":"db:1"}]}},
            "volumeClaimTemplates":[{"metadata":{"name":"data"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}]}}
            """);

        var pods = (await api.Get("/api/v1/namespaces/default/pods")).Json.Items("items");
        pods.Select(pod => pod.FindString("metadata", "name")).ShouldBe(["db-0", "db-1"]);
        var claims = (await api.Get("/api/v1/namespaces/default/persistentvolumeclaims")).Json.Items("items");
        claims.Select(claim => claim.FindString("metadata", "name") + "=" + claim.FindString("status", "phase")).ShouldBe(["data-db-0=Bound", "data-db-1=Bound"]);
        var live = await api.Get("/apis/apps/v1/namespaces/default/statefulsets/db");
        live.At("status", "readyReplicas").ShouldBe("2");
        live.At("status", "currentRevision").ShouldBe(live.At("status", "updateRevision"));
    }

    [Fact]
    public async Task The_volume_of_a_deleted_claim_is_reclaimed_once_no_pod_uses_it()
    {
        using var api = new SandboxApi();
        await api.Post("/api/v1/namespaces/default/persistentvolumeclaims", """{"metadata":{"name":"data"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}""");
        await api.Post("/api/v1/namespaces/default/pods", """{"metadata":{"name":"user"},"spec":{"containers":[{"name":"c","image":"x:1"}],"volumes":[{"name":"v","persistentVolumeClaim":{"claimName":"data"}}]}}""");

        await api.Delete("/api/v1/namespaces/default/persistentvolumeclaims/data");
        (await api.Get("/api/v1/namespaces/default/persistentvolumeclaims/data")).At("metadata", "deletionTimestamp").ShouldNotBe("null");

        await api.Delete("/api/v1/namespaces/default/pods/user");
        (await api.Get("/api/v1/namespaces/default/persistentvolumeclaims/data")).Status.ShouldBe(404);
        (await api.Get("/api/v1/persistentvolumes")).Json.Items("items").ShouldBeEmpty();
    }

    [Fact]
    public async Task A_daemon_set_has_one_pod_on_the_one_node()
    {
        using var api = new SandboxApi();

        await api.Apply("/apis/apps/v1/namespaces/default/daemonsets/agent", """
            {"apiVersion":"apps/v1","kind":"DaemonSet","metadata":{"name":"agent"},"spec":{"selector":{"matchLabels":{"app":"agent"}},
            "template":{"metadata":{"labels":{"app":"agent"}},"spec":{"containers":[{"name":"agent","image":"agent:1"}]}}}}
            """);

        var live = await api.Get("/apis/apps/v1/namespaces/default/daemonsets/agent");
        live.At("status", "desiredNumberScheduled").ShouldBe("1");
        live.At("status", "numberReady").ShouldBe("1");
    }

    [Theory]
    [InlineData("{}", "Complete")]
    [InlineData("""{"annotations":{"sandbox.packman.dev/fail":"crash"}}""", "Failed")]
    public async Task A_job_ends_at_once(string metadata, string condition)
    {
        using var api = new SandboxApi();

        await api.Apply("/apis/batch/v1/namespaces/default/jobs/migrate", $$$$$"""
            {"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"migrate"},"spec":{"template":{"metadata":{{{{{metadata}}}}} ,
            "spec":{"restartPolicy":"Never","containers":[{"name":"m","image":"m:1"}]}}}}
            """);

        var live = await api.Get("/apis/batch/v1/namespaces/default/jobs/migrate");
        live.Json.Items("status", "conditions")[^1].FindString("type").ShouldBe(condition);
        live.At("status", "startTime").ShouldNotBe("null");
    }

    [Fact]
    public async Task A_load_balancer_gets_an_address_and_a_budget_counts_its_pods()
    {
        using var api = new SandboxApi();
        await api.Apply(Deployments + "/web", Deployment());
        await api.Apply("/api/v1/namespaces/default/services/web", """{"apiVersion":"v1","kind":"Service","metadata":{"name":"web"},"spec":{"type":"LoadBalancer","selector":{"app":"web"},"ports":[{"port":80}]}}""");
        await api.Apply("/apis/policy/v1/namespaces/default/poddisruptionbudgets/web", """{"apiVersion":"policy/v1","kind":"PodDisruptionBudget","metadata":{"name":"web"},"spec":{"minAvailable":1,"selector":{"matchLabels":{"app":"web"}}}}""");

        (await api.Get("/api/v1/namespaces/default/services/web")).At("status", "loadBalancer").ShouldContain("203.0.113.");
        (await api.Get("/apis/policy/v1/namespaces/default/poddisruptionbudgets/web")).At("status", "currentHealthy").ShouldBe("2");
    }

    [Fact]
    public async Task A_log_says_that_nothing_runs()
    {
        using var api = new SandboxApi();
        await api.Apply("/api/v1/namespaces/default/pods/one", """{"apiVersion":"v1","kind":"Pod","metadata":{"name":"one"},"spec":{"containers":[{"name":"c","image":"x:1"}]}}""");

        (await api.Get("/api/v1/namespaces/default/pods/one/log?tailLines=5")).Text.ShouldBe("c: the sandbox runs no containers; this one counts as started\n");
    }

    private static string Deployment(string image = "nginx:1", string annotations = "{}") => $$$$$"""
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"replicas":2,"selector":{"matchLabels":{"app":"web"}},
        "template":{"metadata":{"labels":{"app":"web"},"annotations":{{{{{annotations}}}}} },"spec":{"containers":[{"name":"web","image":"{{{{{image}}}}}"}]}}}}
        """;
}
