using PackMan.ClusterTests.Contract;
using PackMan.ClusterTests.Fixtures;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Lifecycle;

/// <summary>What is still there after a whole life, of everything the server can list.</summary>
public abstract class LeftoversContract : ContractSuite
{
    [Fact]
    public async Task After_uninstall_nothing_differs_from_before_but_what_the_output_says_is_kept()
    {
        await using var test = await LifecycleTest.StartAsync(await OpenAsync());
        WriteChart(test);
        var before = await ListableObjects.SnapshotAsync(test.Client, test.Space.Name);
        foreach (var step in LifecycleRun.Steps.SkipLast(1))
        {
            await test.Session.RunAsync(step);
        }

        var alive = await ListableObjects.SnapshotAsync(test.Client, test.Space.Name);
        var uninstall = await test.Session.RunAsync("uninstall", "app");

        alive.ExceptWith(before);
        foreach (var kind in new[] { "HorizontalPodAutoscaler", "CronJob", "ClusterRole", "StatefulSet", "Pod", "Secret", "PersistentVolumeClaim" })
        {
            alive.ShouldContain(name => name.StartsWith($"{kind}/", StringComparison.Ordinal), $"The release has no {kind} that could be left behind");
        }

        uninstall.Error.ShouldContain($"kept persistentvolumeclaim/{test.Space.Name}/data-app-store-0");
        uninstall.Error.ShouldContain($"kept configmap/{test.Space.Name}/app-archive");
        string[] kept = [$"ConfigMap/{test.Space.Name}/app-archive", $"PersistentVolumeClaim/{test.Space.Name}/data-app-store-0"];
        await Waiting.WaitUntilAsync(async () => await DifferenceAsync(test, before), left => left.SequenceEqual(kept));
    }

    // A volume lives as long as the claim it is bound to, which Kubernetes keeps.
    private static async Task<IReadOnlyList<string>> DifferenceAsync(LifecycleTest test, IReadOnlySet<string> before)
    {
        var after = await ListableObjects.SnapshotAsync(test.Client, test.Space.Name);
        after.SymmetricExceptWith(before);
        return [.. after.Select(name => name.Split(' ')[0]).Where(name => !name.StartsWith("PersistentVolume/", StringComparison.Ordinal))];
    }

    private static void WriteChart(LifecycleTest test)
    {
        test.Session.CopyChart("lifecycle");
        test.Session.WriteFile("mine.yaml", "greeting: good morning\nlabels:\n  owner: me\n");
        var cronVersion = test.Server.Version >= new Version(1, 21) ? "batch/v1" : "batch/v1beta1";
        test.Session.WriteFile("lifecycle/templates/more.yaml", $$$"""
            apiVersion: autoscaling/v1
            kind: HorizontalPodAutoscaler
            metadata:
              name: {{ release.name }}
            spec:
              minReplicas: 1
              maxReplicas: 5
              scaleTargetRef: {apiVersion: apps/v1, kind: Deployment, name: {{ release.name }} }
            ---
            apiVersion: {{{cronVersion}}}
            kind: CronJob
            metadata:
              name: {{ release.name }}
            spec:
              schedule: "0 0 1 1 *"
              suspend: true
              jobTemplate:
                spec:
                  template:
                    spec:
                      restartPolicy: Never
                      containers:
                        - {name: step, image: registry.example/step:1.0}
            ---
            apiVersion: rbac.authorization.k8s.io/v1
            kind: ClusterRole
            metadata:
              name: {{ release.namespace }}-reader
            rules:
              - {apiGroups: [""], resources: [configmaps], verbs: [get]}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata:
              name: {{ release.name }}-archive
              annotations: {packman.dev/resource-policy: keep}
            data: {since: "the first revision"}

            """);
    }
}

[Trait("Category", RealControlPlane.Category)]
public sealed class LeftoversOnRealServer(RealControlPlane plane) : LeftoversContract
{
    internal override Task<ApiServer> OpenAsync() => OpenRealAsync(plane);
}

public sealed class LeftoversOnSandbox(SandboxServer sandbox) : LeftoversContract
{
    internal override Task<ApiServer> OpenAsync() => sandbox.OpenAsync();
}
