using PackMan.ClusterTests.Contract;
using PackMan.ClusterTests.Fixtures;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Lifecycle;

public abstract class LifecycleContract : ContractSuite
{
    [Fact]
    public async Task Uninstall_leaves_no_marked_object_no_record_and_no_lease()
    {
        await using var test = await StartAsync();
        foreach (var step in LifecycleRun.Steps)
        {
            await test.Session.RunAsync(step);
        }

        (await LiveOwnership.MarkedAsync(test.Server.Client, test.Space.Name, "app")).ShouldBeEmpty();
        var secrets = await test.Server.Client.GetAsync($"{test.Space.Core}/secrets?labelSelector=app.kubernetes.io/managed-by=packman");
        secrets.Items("items").ShouldBeEmpty();
        var leases = await test.Server.Client.GetAsync($"/apis/coordination.k8s.io/v1/namespaces/{test.Space.Name}/leases");
        leases.Items("items").ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_installed_object_has_exactly_one_entry_of_packman_which_applied_it()
    {
        await using var test = await StartAsync();
        await test.Session.RunAsync(LifecycleRun.Steps[0]);

        var marked = await LiveOwnership.MarkedAsync(test.Server.Client, test.Space.Name, "app");

        marked.Count.ShouldBeGreaterThanOrEqualTo(10);
        foreach (var item in marked.Values)
        {
            var entry = item.Items("metadata", "managedFields").Where(entry => entry.Text("manager") == "packman").ShouldHaveSingleItem();
            entry.Text("operation").ShouldBe("Apply");
        }
    }

    [Fact]
    public async Task A_rollback_without_the_chart_gives_back_manifest_and_owned_fields_of_the_first_revision()
    {
        await using var test = await StartAsync();
        await test.Session.RunAsync(LifecycleRun.Steps[0]);
        var manifest = (await test.Session.RunAsync("get", "manifest", "app")).Output;
        var before = await OwnedAsync(test);
        await test.Session.RunAsync(LifecycleRun.Steps[1]);
        Directory.Delete(Path.Combine(test.Session.Folder, "lifecycle"), recursive: true);

        await test.Session.RunAsync("rollback", "app", "1");

        (await test.Session.RunAsync("get", "manifest", "app")).Output.ShouldBe(manifest);
        (await OwnedAsync(test)).ShouldBe(before);
    }

    [Fact]
    public async Task A_field_the_chart_drops_goes_and_a_field_of_another_manager_stays()
    {
        await using var test = await StartAsync();
        await test.Session.RunAsync(LifecycleRun.Steps[0]);
        var config = $"{test.Space.Core}/configmaps/app-config";
        await test.Server.Client.ApplyAsync(config, Json("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"app-config"},"data":{"theirs":"kept"}}"""), "somebody");

        await test.Session.RunAsync(LifecycleRun.Steps[1]);

        var data = (await test.Server.Client.GetAsync(config)).At("data")!.AsObject();
        data.ContainsKey("legacy").ShouldBeFalse();
        data["theirs"]!.ToString().ShouldBe("kept");
        data["greeting"]!.ToString().ShouldBe("hi");
    }

    [Fact]
    public async Task A_key_dropped_from_string_data_is_gone_from_the_live_secret()
    {
        await using var test = await StartAsync();
        await test.Session.RunAsync(LifecycleRun.Steps[0]);

        await test.Session.RunAsync(LifecycleRun.Steps[1]);

        var secret = await test.Server.Client.GetAsync($"{test.Space.Core}/secrets/app-secret");
        secret.At("data")!.AsObject().Select(entry => entry.Key).ShouldBe(["password"]);
    }

    [Fact]
    public async Task An_upgrade_that_changes_nothing_writes_nothing()
    {
        await using var test = await StartAsync();
        await test.Session.RunAsync(LifecycleRun.Steps[0]);
        var before = (await test.Server.Client.GetAsync($"{test.Space.Core}/secrets?labelSelector=packman.dev/release"))!.Text("metadata", "resourceVersion");

        await test.Session.RunAsync("upgrade", "app", "./lifecycle", "-f", "mine.yaml", "--set", "color=green");

        var secrets = await test.Server.Client.GetAsync($"{test.Space.Core}/secrets?labelSelector=packman.dev/release");
        secrets.Items("items").ShouldHaveSingleItem();
        before.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_conflict_names_both_values_and_nothing_is_written_until_it_is_forced()
    {
        await using var test = await StartAsync();
        await test.Session.RunAsync(LifecycleRun.Steps[0]);
        var config = $"{test.Space.Core}/configmaps/app-config";
        await test.Server.Client.ApplyAsync(config, Json("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"app-config"},"data":{"greeting":"theirs"}}"""), "kubectl-edit", force: true);

        var refused = await test.Session.TryAsync(LifecycleRun.Steps[1]);
        var untouched = await test.Server.Client.GetAsync($"{test.Space.Core}/configmaps/app-extra");
        await test.Session.RunAsync([.. LifecycleRun.Steps[1], "--conflicts=force"]);

        refused.ExitCode.ShouldBe(1);
        refused.Error.ShouldContain("kubectl-edit");
        refused.Error.ShouldContain("greeting");
        refused.Error.ShouldContain("theirs");
        refused.Error.ShouldContain("hi");
        untouched.ShouldBeNull();
        (await test.Server.Client.GetAsync(config)).Text("data", "greeting").ShouldBe("hi");
    }

    [Fact]
    public async Task Of_two_upgrades_at_once_one_wins_and_the_other_names_the_holder()
    {
        await using var test = await StartAsync();
        await test.Session.RunAsync(LifecycleRun.Steps[0]);

        // On a busy machine the first may be done before the second begins. Both succeed then, which says nothing: once more.
        var results = await UpgradeTwiceAsync(test);
        for (var again = 0; again < 10 && Array.TrueForAll(results, result => result.ExitCode == 0); again++)
        {
            results = await UpgradeTwiceAsync(test);
        }

        results.Count(result => result.ExitCode == 0).ShouldBe(1, string.Join('\n', results.Select(result => result.Error)));
        results.Single(result => result.ExitCode == 1).Error.ShouldContain("tester");
    }

    private static Task<SessionResult[]> UpgradeTwiceAsync(LifecycleTest test) => Task.WhenAll(
        test.Session.TryAsync([.. LifecycleRun.Steps[1], "--set", "greeting=one"]),
        test.Session.TryAsync([.. LifecycleRun.Steps[1], "--set", "greeting=two"]));

    private async Task<SortedDictionary<string, string>> OwnedAsync(LifecycleTest test) => new(
        (await LiveOwnership.MarkedAsync(test.Server.Client, test.Space.Name, "app"))
            .Where(entry => !entry.Key.StartsWith("Job/", StringComparison.Ordinal))
            .ToDictionary(entry => entry.Key, entry => LiveOwnership.OwnedFields(entry.Value)),
        StringComparer.Ordinal);

    private async Task<LifecycleTest> StartAsync()
    {
        var test = await LifecycleTest.StartAsync(await OpenAsync());
        test.Session.CopyChart("lifecycle");
        test.Session.WriteFile("mine.yaml", "greeting: good morning\nlabels:\n  owner: me\n");
        return test;
    }

    private static System.Text.Json.Nodes.JsonNode Json(string text) => System.Text.Json.Nodes.JsonNode.Parse(text)!;
}

[Trait("Category", RealControlPlane.Category)]
public sealed class LifecycleOnRealServer(RealControlPlane plane) : LifecycleContract
{
    internal override Task<ApiServer> OpenAsync() => OpenRealAsync(plane);
}

public sealed class LifecycleOnSandbox(SandboxServer sandbox) : LifecycleContract
{
    internal override Task<ApiServer> OpenAsync() => sandbox.OpenAsync();
}
