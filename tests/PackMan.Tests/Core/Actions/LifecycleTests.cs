using PackMan.Actions;
using PackMan.Planning;
using PackMan.Releases;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Actions;

public sealed class LifecycleTests
{
    [Fact]
    public async Task A_release_lives_from_install_to_uninstall_and_leaves_nothing()
    {
        var lab = new ReleaseLab { Values = """{"v":"1"}""" }.WithMaps("a", "b");

        var installed = await lab.InstallAsync();
        var upgraded = await lab.WithMaps("b", "c").UpgradeAsync("""{"v":"2"}""");
        lab.Cluster.Objects.ShouldBe(["configmap/shop/b", "configmap/shop/c"]);
        var rolledBack = await lab.RollbackAsync();
        lab.Cluster.Objects.ShouldBe(["configmap/shop/a", "configmap/shop/b"]);
        var uninstalled = await lab.UninstallAsync();

        installed.Revision.Summary.Description.ShouldBe("Install complete");
        upgraded.Revision.Summary.Description.ShouldBe("Upgrade complete");
        rolledBack.Revision.Summary.Description.ShouldBe("Rollback to 1");
        uninstalled.ShouldNotBeNull().Outcome.ShouldBe(OperationOutcome.Uninstalled);
        lab.Cluster.Objects.ShouldBeEmpty();
        lab.Store.Statuses.ShouldBe("");
    }

    [Fact]
    public async Task The_intent_is_recorded_before_the_first_object_is_written()
    {
        var lab = new ReleaseLab().WithMaps("a");
        var journal = new List<string>();
        lab.Store.BeforeChange = journal.Add;
        lab.Cluster.BeforeWrite = (reference, _) =>
        {
            journal.Add($"write {reference}");
            return Task.CompletedTask;
        };

        await lab.InstallAsync();

        journal.ShouldBe(["hold", "create 1 pending-install", "write configmap/shop/a", "set 1 deployed", "release"]);
    }

    [Fact]
    public async Task Objects_carry_the_marks_and_the_record_does_not()
    {
        var lab = new ReleaseLab().WithMaps("a");

        await lab.InstallAsync();

        var live = lab.Cluster.Find("configmap/shop/a");
        Marks.AreOf(live, lab.Options.Name, "shop").ShouldBeTrue();
        (await lab.RecordAsync(1)).Manifest.ShouldBe("---\n# Source: web/templates/all.yaml\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {v: \"null\"}\n");
    }

    [Fact]
    public async Task A_rollback_restores_manifest_and_fields_byte_for_byte()
    {
        var lab = new ReleaseLab { Values = """{"v":"1"}""" }.WithMaps("a", "b");
        await lab.InstallAsync();
        var before = JsonText.Write(lab.Cluster.Find("configmap/shop/a").Content.Find("data")!);
        await lab.WithMaps("a", "c").UpgradeAsync("""{"v":"2"}""");

        await lab.With("no chart is needed").RollbackAsync(1);

        (await lab.RecordAsync(3)).Manifest.ShouldBe((await lab.RecordAsync(1)).Manifest);
        JsonText.Write(lab.Cluster.Find("configmap/shop/a").Content.Find("data")!).ShouldBe(before);
        lab.Cluster.Objects.ShouldBe(["configmap/shop/a", "configmap/shop/b"]);
        lab.Store.Statuses.ShouldBe("1 superseded, 2 superseded, 3 deployed");
    }

    [Fact]
    public async Task An_upgrade_that_changes_nothing_writes_nothing()
    {
        var lab = new ReleaseLab().WithMaps("a");
        await lab.InstallAsync();
        lab.Cluster.ClearJournal();

        var result = await lab.UpgradeAsync();

        result.Outcome.ShouldBe(OperationOutcome.Unchanged);
        result.Revision.Summary.Revision.ShouldBe(1);
        lab.Cluster.Writes.ShouldBeEmpty();
        lab.Store.Statuses.ShouldBe("1 deployed");
    }

    [Fact]
    public async Task Many_objects_are_written_side_by_side_and_none_is_lost()
    {
        var lab = new ReleaseLab();
        lab.Options = lab.Options with { Concurrency = 16 };

        await lab.WithMaps([.. Enumerable.Range(0, 200).Select(i => $"m{i}")]).InstallAsync();
        lab.Cluster.Objects.Count.ShouldBe(200);
        await lab.UninstallAsync();

        lab.Cluster.Objects.ShouldBeEmpty();
    }

    [Fact]
    public async Task Drift_in_the_cluster_is_something_to_do()
    {
        var lab = new ReleaseLab().WithMaps("a");
        await lab.InstallAsync();
        lab.Cluster.Finish("configmap/shop/a");

        var result = await lab.UpgradeAsync();

        result.Outcome.ShouldBe(OperationOutcome.Deployed);
        lab.Cluster.Objects.ShouldBe(["configmap/shop/a"]);
    }
}
