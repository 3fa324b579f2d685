using PackMan.Actions;
using PackMan.Execution;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Releases;
using PackMan.Tests.Fakes;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Actions;

/// <summary>Nothing gets stuck: whatever ends an operation, the next plain command goes on.</summary>
public sealed class InterruptionTests
{
    private readonly ReleaseLab _lab = new() { Values = """{"v":"1"}""" };

    [Fact]
    public async Task A_failure_is_recorded_with_its_reason()
    {
        await _lab.WithMaps("a").InstallAsync();
        _lab.Cluster.Failures["configmap/shop/b"] = "no such image";

        await Should.ThrowAsync<NotReadyException>(_lab.WithMaps("a", "b").UpgradeAsync());

        _lab.Store.Statuses.ShouldBe("1 deployed, 2 failed");
        (await HistoryAsync()).Newest!.Description.ShouldBe("Upgrade failed: Failed while waiting: `configmap/shop/b`: no such image");
    }

    [Fact]
    public async Task An_upgrade_after_a_failed_one_prunes_what_it_left()
    {
        await _lab.WithMaps("a").InstallAsync();
        _lab.Cluster.Failures["configmap/shop/b"] = "no such image";
        await Record.ExceptionAsync(() => _lab.WithMaps("a", "b").UpgradeAsync());

        await _lab.WithMaps("a", "c").UpgradeAsync();

        _lab.Cluster.Objects.ShouldBe(["configmap/shop/a", "configmap/shop/c"]);
        _lab.Store.Statuses.ShouldBe("1 superseded, 2 failed, 3 deployed");
    }

    [Fact]
    public async Task The_same_upgrade_after_a_failed_one_makes_a_revision_so_that_the_release_is_not_failed_any_more()
    {
        await _lab.WithMaps("a").InstallAsync();
        _lab.Cluster.Failures["configmap/shop/a"] = "broken";
        await Record.ExceptionAsync(() => _lab.UpgradeAsync("""{"v":"2"}"""));
        _lab.Cluster.Failures.Clear();
        await _lab.RollbackAsync();

        _lab.Store.Statuses.ShouldBe("1 superseded, 2 failed, 3 deployed");
    }

    [Theory]
    [InlineData("install")]
    [InlineData("upgrade")]
    [InlineData("upgrade --install")]
    public async Task A_first_install_that_failed_is_gone_on_with_as_the_next_revision(string command)
    {
        _lab.Cluster.Failures["configmap/shop/a"] = "broken";
        await Record.ExceptionAsync(() => _lab.WithMaps("a", "b").InstallAsync());
        _lab.Cluster.Failures.Clear();

        _lab.WithMaps("a", "c");
        var result = command == "install" ? await _lab.InstallAsync() : await _lab.UpgradeAsync(install: command != "upgrade");

        result.Plan.Operation.ShouldBe("install");
        _lab.Store.Statuses.ShouldBe("1 failed, 2 deployed");
        _lab.Cluster.Objects.ShouldBe(["configmap/shop/a", "configmap/shop/c"]);
    }

    [Fact]
    public async Task Cancelling_stops_the_work_and_is_recorded()
    {
        using var cancel = new CancellationTokenSource();
        _lab.Cluster.BeforeWrite = async (reference, token) =>
        {
            if (reference.Identity.Name == "b")
            {
                await cancel.CancelAsync();
                token.ThrowIfCancellationRequested();
            }
        };

        await Should.ThrowAsync<OperationCanceledException>(_lab.WithMaps("a", "b", "c").InstallAsync(cancellationToken: cancel.Token));

        _lab.Cluster.Writes.ShouldBe(["apply configmap/shop/a"]);
        _lab.Store.Statuses.ShouldBe("1 failed");
        (await HistoryAsync()).Newest!.Description.ShouldBe("Interrupted by the user");
        _lab.Store.Journal[^1].ShouldBe("release");
    }

    [Fact]
    public async Task A_lost_lease_starts_no_new_write_and_records_nothing()
    {
        _lab.Cluster.BeforeWrite = async (reference, token) =>
        {
            await _lab.Store.Lost.CancelAsync();
            token.ThrowIfCancellationRequested();
        };

        await Should.ThrowAsync<LeaseLostException>(_lab.WithMaps("a").InstallAsync());

        _lab.Cluster.Writes.ShouldBeEmpty();
        _lab.Store.Statuses.ShouldBe("1 pending-install");
    }

    [Theory]
    [InlineData("install")]
    [InlineData("upgrade")]
    [InlineData("rollback")]
    [InlineData("uninstall")]
    public async Task A_killed_command_is_marked_failed_by_the_next_one_and_leaves_no_orphan(string killed)
    {
        await PrepareAsync(killed);
        Kill();
        await Record.ExceptionAsync(async () => _ = killed switch
        {
            "install" => await _lab.WithMaps("a", "b").InstallAsync(),
            "upgrade" => await _lab.WithMaps("a", "c", "d").UpgradeAsync(),
            "rollback" => await _lab.RollbackAsync(1),
            _ => await _lab.UninstallAsync(),
        });
        Revive();

        await _lab.WithMaps("a", "z").UpgradeAsync();

        _lab.Cluster.Objects.ShouldBe(["configmap/shop/a", "configmap/shop/z"]);
        (await HistoryAsync()).Revisions.Count(revision => revision.Status == ReleaseStatus.Deployed).ShouldBe(1);
        (await HistoryAsync()).Newest!.Status.ShouldBe(ReleaseStatus.Deployed);
        (await HistoryAsync()).Revisions.ShouldNotContain(revision => revision.Status.IsPending());
    }

    [Fact]
    public async Task An_interrupted_rollback_run_again_keeps_its_first_target()
    {
        await _lab.WithMaps("a").InstallAsync();
        await _lab.WithMaps("b").UpgradeAsync();
        await _lab.WithMaps("c").UpgradeAsync();
        Kill();
        await Record.ExceptionAsync(() => _lab.RollbackAsync(1));
        Revive();

        var result = await _lab.RollbackAsync();

        result.Revision.Summary.Description.ShouldBe("Rollback to 1");
        _lab.Cluster.Objects.ShouldBe(["configmap/shop/a"]);
    }

    [Fact]
    public async Task An_interrupted_uninstall_goes_on_when_run_again()
    {
        await _lab.WithMaps("a", "b").InstallAsync();
        Kill();
        await Record.ExceptionAsync(() => _lab.UninstallAsync());
        _lab.Store.Statuses.ShouldBe("1 uninstalling");
        Revive();

        await _lab.UninstallAsync();

        _lab.Cluster.Objects.ShouldBeEmpty();
        _lab.Store.Statuses.ShouldBe("");
    }

    [Fact]
    public async Task Of_two_deployed_revisions_the_newest_counts_and_the_next_command_mends_it()
    {
        await _lab.WithMaps("a").InstallAsync();
        _lab.Store.BeforeChange = line =>
        {
            if (line == "set 1 superseded")
            {
                throw new IOException("killed");
            }
        };
        await Record.ExceptionAsync(() => _lab.WithMaps("b").UpgradeAsync());
        _lab.Store.Statuses.ShouldBe("1 deployed, 2 deployed");
        _lab.Store.BeforeChange = null;

        var result = await _lab.UpgradeAsync();

        result.Outcome.ShouldBe(OperationOutcome.Unchanged);
        _lab.Store.Statuses.ShouldBe("1 superseded, 2 deployed");
    }

    [Fact]
    public async Task A_held_release_is_an_error_before_anything_is_asked_or_written()
    {
        _lab.Store.HeldBy = "ann@desk";

        (await Should.ThrowAsync<PackManException>(_lab.WithMaps("a").InstallAsync())).Message.ShouldContain("ann@desk");

        _lab.Store.Statuses.ShouldBe("");
        _lab.Cluster.Writes.ShouldBeEmpty();
    }

    private async Task PrepareAsync(string killed)
    {
        if (killed != "install")
        {
            await _lab.WithMaps("a", "b").InstallAsync();
        }

        if (killed == "rollback")
        {
            await _lab.WithMaps("c").UpgradeAsync();
        }
    }

    // Like SIGKILL after the first object write: neither the cluster nor the store hears anything more.
    private void Kill()
    {
        var writes = 0;
        _lab.Cluster.BeforeWrite = (_, _) => writes++ == 0 ? Task.CompletedTask : throw Dead();
        _lab.Cluster.BeforeWait = (_, _) => throw Dead();
        _lab.Store.BeforeChange = line => _ = line.StartsWith("set", StringComparison.Ordinal) && writes > 0 ? throw Dead() : line;

        IOException Dead()
        {
            _lab.Cluster.BeforeWrite = (_, _) => throw new IOException("killed");
            writes = 2;
            return new IOException("killed");
        }
    }

    private void Revive()
    {
        _lab.Cluster.BeforeWrite = null;
        _lab.Cluster.BeforeWait = null;
        _lab.Store.BeforeChange = null;
    }

    private Task<ReleaseHistory> HistoryAsync() => _lab.Store.GetHistoryAsync("shop", _lab.Options.Name);
}
