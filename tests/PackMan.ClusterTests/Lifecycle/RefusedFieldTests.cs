using PackMan.ClusterTests.Contract;
using PackMan.ClusterTests.Fixtures;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Lifecycle;

/// <summary>Fields that the real server's validation refuses are told at the line of the template that wrote them, with the value behind each.</summary>
[Trait("Category", RealControlPlane.Category)]
public sealed class RefusedFieldTests(RealControlPlane plane)
{
    private const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata:
          name: web
        spec:
          selector:
            matchLabels:
              app: {{ values.app }}
          template:
            metadata:
              labels:
                app: web
            spec:
              containers:
                - {{ include 'container' values }}

        """;

    private const string Container = """
        name: {{ $1.name }}
        image: {{ $1.image }}
        ports:
          - containerPort: {{ $1.port }}
            protocol: TCP
        resources: {{ $1.resources }}

        """;

    private const string Values = "app: web\nname: web\nimage: nginx\nport: 80\nresources: {}\n";

    /// <summary>One line of `prod.yaml`, and what the error says: the field, the template's line, the value's column.</summary>
    public static TheoryData<string, string, string, int> Faults => new()
    {
        { "image: ''", "spec.template.spec.containers[0].image", "_container.yaml:2:", 8 },
        { "name: Web_1", "spec.template.spec.containers[0].name", "_container.yaml:1:", 7 },
        { "port: 70000", "spec.template.spec.containers[0].ports[0].containerPort", "_container.yaml:4:", 7 },
        { "app: other", "spec.template.metadata.labels", "objects.yaml:12:", 0 },
        { "resources: {limits: {cpu: '1'}, requests: {cpu: '2'}}", "spec.template.spec.containers[0].resources.requests", "_container.yaml:6:", 49 },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_refused_field_is_told_at_its_template_and_value(string fault, string field, string place, int column)
    {
        await using var test = await LifecycleTest.StartAsync(await ContractSuite.OpenRealAsync(plane));
        WriteChart(test, "web");
        test.Session.WriteFile("prod.yaml", fault + "\n");

        var refused = await test.Session.TryAsync(["install", "web", "./web", "-f", "prod.yaml"]);

        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain(field);
        refused.Error.ShouldContain($"--> web/templates/{place}");
        refused.Error.ShouldContain(column == 0 ? "" : $"(set in prod.yaml:1:{column})");
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task It_is_told_so_through_a_subchart(string fault, string field, string place, int column)
    {
        await using var test = await LifecycleTest.StartAsync(await ContractSuite.OpenRealAsync(plane));
        test.WriteChart("shop", "");
        WriteChart(test, "shop/charts/web");
        test.Session.WriteFile("prod.yaml", $"web:\n  {fault}\n");

        var refused = await test.Session.TryAsync(["install", "shop", "./shop", "-f", "prod.yaml"]);

        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain(field);
        refused.Error.ShouldContain($"--> shop/charts/web/templates/{place}");
        refused.Error.ShouldContain(column == 0 ? "" : $"(set in prod.yaml:2:{column + 2})");
    }

    [Fact]
    public async Task All_fields_of_one_refusal_are_told()
    {
        await using var test = await LifecycleTest.StartAsync(await ContractSuite.OpenRealAsync(plane));
        WriteChart(test, "web");
        test.Session.WriteFile("prod.yaml", "port: 70000\nname: Web_1\n");

        var refused = await test.Session.TryAsync(["install", "web", "./web", "-f", "prod.yaml", "--set", "image="]);

        refused.ExitCode.ShouldBe(1);
        foreach (var (place, origin) in (ReadOnlySpan<(string, string)>)[(":1:", "set in prod.yaml:2:7"), (":2:", "set by --set image="), (":4:", "set in prod.yaml:1:7")])
        {
            refused.Error.ShouldContain($"web/templates/_container.yaml{place}");
            refused.Error.ShouldContain(origin);
        }
    }

    private static void WriteChart(LifecycleTest test, string path)
    {
        test.WriteChart(path, Deployment, Values);
        test.Session.WriteFile($"{path}/Chart.yaml", "apiVersion: packman/v1\nname: web\nversion: 1.0.0\n");
        test.Session.WriteFile($"{path}/templates/_container.yaml", Container);
    }
}
