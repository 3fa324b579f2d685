using PackMan.Cluster.Discovery;
using PackMan.Live;
using Shouldly;
using Xunit;
using static PackMan.Tests.Cluster.ScriptedServer;

namespace PackMan.Tests.Cluster.Discovery;

public sealed class ApiDiscoveryTests
{
    private const string Aggregated = """
        {"kind":"APIGroupDiscoveryList","apiVersion":"apidiscovery.k8s.io/v2","items":[
          {"metadata":{"name":"apps"},"versions":[
            {"version":"v1","freshness":"Current","resources":[
              {"resource":"deployments","responseKind":{"group":"","version":"","kind":"Deployment"},"scope":"Namespaced","verbs":["get","patch"],
               "subresources":[{"subresource":"scale","responseKind":{"group":"autoscaling","version":"v1","kind":"Scale"},"verbs":["get"]}]}]}]},
          {"metadata":{"name":"metrics.k8s.io"},"versions":[{"version":"v1beta1","freshness":"Stale"}]}]}
        """;

    private const string AggregatedCore = """
        {"kind":"APIGroupDiscoveryList","items":[{"metadata":{},"versions":[{"version":"v1","resources":[
          {"resource":"namespaces","responseKind":{"kind":"Namespace"},"scope":"Cluster","verbs":["get"]}]}]}]}
        """;

    [Fact]
    public async Task An_aggregating_server_is_asked_twice_and_no_more()
    {
        var server = new ScriptedServer(asked => Json(asked.Path == "/api" ? AggregatedCore : Aggregated));
        var discovery = new ApiDiscovery(server.Client());

        var resources = await discovery.GetAsync(refresh: false, default);
        await discovery.GetAsync(refresh: false, default);

        server.Asked.Select(asked => asked.Path).Order().ShouldBe(["/api", "/apis"]);
        server.Asked.First().Accept.ShouldContain("g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList");
        ShouldKnowTheUsualKinds(resources);
        resources.FailingGroups.Keys.ShouldBe(["metrics.k8s.io/v1beta1"]);
    }

    [Fact]
    public async Task An_older_server_is_asked_group_by_group_and_a_failing_group_stops_nothing()
    {
        var server = new ScriptedServer(Legacy);

        var resources = await new ApiDiscovery(server.Client()).GetAsync(refresh: false, default);

        ShouldKnowTheUsualKinds(resources);
        resources.FindPreferred("autoscaling", "HorizontalPodAutoscaler")!.Version.ShouldBe("v2");
        resources.FailingGroups.ShouldBe([KeyValuePair.Create("metrics.k8s.io/v1beta1", "the server is currently unable to handle the request")]);
    }

    [Fact]
    public async Task Refreshing_asks_again_and_a_failure_is_not_remembered()
    {
        var turn = 0;
        var server = new ScriptedServer(asked => turn++ < 2 ? Status(401, "Unauthorized", "who are you") : Json(asked.Path == "/api" ? AggregatedCore : Aggregated));
        var discovery = new ApiDiscovery(server.Client());

        await Should.ThrowAsync<ApiException>(() => discovery.GetAsync(refresh: false, default));
        await discovery.GetAsync(refresh: false, default);
        await discovery.GetAsync(refresh: true, default);

        server.Asked.Count.ShouldBe(6);
    }

    [Fact]
    public async Task The_version_is_read_once()
    {
        var server = InTurn(() => Json("""{"gitVersion":"v1.36.0"}"""));
        var discovery = new ApiDiscovery(server.Client());

        (await discovery.GetVersionAsync(default)).ShouldBe("v1.36.0");
        (await discovery.GetVersionAsync(default)).ShouldBe("v1.36.0");

        server.Asked.Count.ShouldBe(1);
    }

    private static void ShouldKnowTheUsualKinds(ApiResources resources)
    {
        resources.Find("", "v1", "Namespace")!.IsNamespaced.ShouldBeFalse();
        var deployments = resources.Find("apps", "v1", "Deployment")!;
        deployments.Plural.ShouldBe("deployments");
        deployments.IsNamespaced.ShouldBeTrue();
        deployments.Verbs.ShouldBe(["get", "patch"]);
        deployments.Subresources.ShouldBe(["scale"]);
    }

    private static HttpResponseMessage Legacy(AskedRequest asked) => asked.Path switch
    {
        "/api" => Json("""{"kind":"APIVersions","versions":["v1"]}"""),
        "/api/v1" => Json("""{"kind":"APIResourceList","resources":[{"name":"namespaces","namespaced":false,"kind":"Namespace","verbs":["get"]}]}"""),
        "/apis" => Json("""
            {"kind":"APIGroupList","groups":[
              {"name":"apps","versions":[{"groupVersion":"apps/v1","version":"v1"}],"preferredVersion":{"groupVersion":"apps/v1"}},
              {"name":"autoscaling","versions":[{"groupVersion":"autoscaling/v1"},{"groupVersion":"autoscaling/v2"}],"preferredVersion":{"groupVersion":"autoscaling/v2"}},
              {"name":"metrics.k8s.io","versions":[{"groupVersion":"metrics.k8s.io/v1beta1"}]}]}
            """),
        "/apis/apps/v1" => Json("""
            {"kind":"APIResourceList","resources":[{"name":"deployments","namespaced":true,"kind":"Deployment","verbs":["get","patch"]},
              {"name":"deployments/scale","namespaced":true,"kind":"Scale","group":"autoscaling","verbs":["get"]}]}
            """),
        "/apis/autoscaling/v1" or "/apis/autoscaling/v2" =>
            Json("""{"resources":[{"name":"horizontalpodautoscalers","namespaced":true,"kind":"HorizontalPodAutoscaler","verbs":["get"]}]}"""),
        _ => Status(503, "ServiceUnavailable", "the server is currently unable to handle the request"),
    };
}
