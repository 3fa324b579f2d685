using PackMan.Cluster;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Yaml;
using Shouldly;
using Xunit;
using static PackMan.Tests.Cluster.ScriptedServer;

namespace PackMan.Tests.Cluster;

public sealed class KubernetesClusterTests
{
    private const string Discovery = """
        {"kind":"APIGroupDiscoveryList","items":[{"metadata":{"name":"apps"},"versions":[
          {"version":"v1","resources":[{"resource":"deployments","responseKind":{"kind":"Deployment"},"scope":"Namespaced"}]}]},
          {"metadata":{"name":"metrics.k8s.io"},"versions":[{"version":"v1","freshness":"Stale"}]}]}
        """;

    private static readonly KubernetesObject Web = Object("apps/v1", "Deployment");

    [Theory]
    [InlineData(" at 2026-01-01T10:00:00Z", "2026-01-01T10:00:00Z")]
    [InlineData("", "2026-02-02T10:00:00Z")]
    public async Task A_field_conflict_names_object_manager_field_and_time(string at, string since)
    {
        var causes = $$"""[{"reason":"FieldManagerConflict","message":"conflict with \"kubectl-edit\" using apps/v1{{at}}","field":".spec.replicas"}]""";
        var live = """
            {"metadata":{"managedFields":[{"manager":"kubectl-edit","operation":"Update","time":"2026-01-02T10:00:00Z"},
              {"manager":"kubectl-edit","operation":"Update","time":"2026-02-02T10:00:00Z"},{"manager":"kubectl-edit","operation":"Apply","time":"2026-03-03T10:00:00Z"}]}}
            """;
        var cluster = Cluster(asked => asked.Method == "GET" ? Json(live) : Status(409, "Conflict", "Apply failed with 1 conflict", causes));

        var conflict = await Should.ThrowAsync<FieldConflictException>(() => cluster.ApplyAsync(new ApplyRequest(Web)));

        conflict.Message.ShouldBe("`deployment/shop/web` has 1 field owned by others: `.spec.replicas` by `kubectl-edit`");
        conflict.Conflicts.Single().Since.ShouldBe(since);
    }

    [Fact]
    public async Task An_unknown_kind_refreshes_discovery_once_before_it_is_an_error()
    {
        var asked = new List<string>();
        var cluster = Cluster(_ => Json("{}"), asked.Add);

        var failure = await Should.ThrowAsync<KindNotServedException>(() => cluster.ApplyAsync(new ApplyRequest(Object("apps/v1beta1", "Deployment"))));

        failure.Message.ShouldBe("The server does not serve the kind `Deployment` in `apps/v1beta1`");
        failure.Hint.ShouldContain("`apps/v1`");
        asked.ShouldBe(["/api", "/apis", "/api", "/apis"], ignoreOrder: true);
    }

    [Fact]
    public async Task An_object_of_an_unknown_kind_is_absent_but_one_of_a_failing_group_is_an_error()
    {
        var cluster = Cluster(_ => Json("{}"));

        (await cluster.GetAsync(Object("example.com/v1", "Widget").Reference)).ShouldBeNull();
        var failure = await Should.ThrowAsync<KindNotServedException>(() => cluster.GetAsync(Object("metrics.k8s.io/v1", "PodMetrics").Reference));

        failure.Message.ShouldContain("the service behind it does not answer");
    }

    [Theory]
    [InlineData(200, "", "", true)]
    [InlineData(404, "NotFound", "not found", false)]
    [InlineData(409, "Conflict", "Precondition failed: UID in precondition: a, UID in object meta: b", false)]
    [InlineData(409, "Conflict", "Operation cannot be fulfilled on ConfigMap \"web\": the UID in the precondition (a) does not match the UID in record (b). The object might have been deleted and then recreated", false)]
    public async Task A_deletion_tells_whether_there_was_anything_to_delete(int status, string reason, string message, bool expected)
    {
        var cluster = Cluster(_ => status == 200 ? Json("{}") : Status(status, reason, message));

        (await cluster.DeleteAsync(new DeleteRequest(Web.Reference, "a"))).ShouldBe(expected);
    }

    [Fact]
    public async Task A_question_to_the_authorizer_names_subresource_and_namespace()
    {
        var bodies = new List<string>();
        var cluster = Cluster(asked =>
        {
            bodies.Add(asked.Body);
            return Json("""{"status":{"allowed":true}}""");
        });

        (await cluster.IsAllowedAsync(new AccessQuestion("patch", "apps", "deployments/scale", "shop"))).ShouldBeTrue();

        bodies.Single().ShouldContain("""{"verb":"patch","group":"apps","resource":"deployments","subresource":"scale","namespace":"shop"}""");
    }

    [Theory]
    [InlineData(200, "one\ntwo", "one\ntwo")]
    [InlineData(200, "", null)]
    [InlineData(400, "container is waiting to start", null)]
    [InlineData(404, "not found", null)]
    public async Task A_log_that_is_not_to_be_had_is_null(int status, string body, string? expected)
    {
        var cluster = Cluster(asked =>
        {
            asked.Path.ShouldBe("/api/v1/namespaces/shop/pods/web-1/log?container=app&tailLines=5");
            return status == 200 ? new HttpResponseMessage { Content = new StringContent(body) } : Status(status, "X", body);
        });

        (await cluster.ReadLogAsync("shop", "web-1", "app", 5)).ShouldBe(expected);
    }

    private static KubernetesObject Object(string apiVersion, string kind) =>
        new((YamlMap)JsonText.Parse($$$"""{"apiVersion":"{{{apiVersion}}}","kind":"{{{kind}}}","metadata":{"name":"web","namespace":"shop"} }"""));

    private static KubernetesCluster Cluster(Func<AskedRequest, HttpResponseMessage> answer, Action<string>? discovered = null) =>
        new(new ScriptedServer(asked =>
        {
            if (asked.Path is not ("/api" or "/apis"))
            {
                return answer(asked);
            }

            discovered?.Invoke(asked.Path);
            return Json(asked.Path == "/apis" ? Discovery : """{"kind":"APIGroupDiscoveryList","items":[]}""");
        }).Client());
}
