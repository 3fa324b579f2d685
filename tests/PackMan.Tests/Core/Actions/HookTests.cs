using PackMan.Actions;
using PackMan.Execution;
using PackMan.Planning;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Actions;

public sealed class HookTests
{
    private readonly ReleaseLab _lab = new();

    [Fact]
    public async Task Hooks_run_around_the_objects_and_jobs_are_awaited()
    {
        _lab.With(ReleaseLab.Maps("a") + Job("before", "pre-install") + Job("after", "post-install") + Job("never", "test"));

        var result = await _lab.InstallAsync();

        _lab.Cluster.Journal.Where(line => line.StartsWith("apply", StringComparison.Ordinal) || line.StartsWith("wait", StringComparison.Ordinal)).ShouldBe(
        [
            "apply job/shop/before", "wait complete job/shop/before", "apply configmap/shop/a", "wait ready configmap/shop/a",
            "apply job/shop/after", "wait complete job/shop/after",
        ]);
        result.Plan.Hooks.Select(hook => hook.Object.Name).ShouldBe(["before", "after"]);
        _lab.Log.Events.ShouldBe(
        [
            "planned", "hook started job/shop/before", "job/shop/before: ready", "hook done job/shop/before", "done configmap/shop/a", "configmap/shop/a: ready",
            "hook started job/shop/after", "job/shop/after: ready", "hook done job/shop/after",
        ]);
    }

    [Fact]
    public async Task A_hook_of_two_events_runs_once_for_each()
    {
        _lab.With(Job("both", "pre-install,post-install"));

        await _lab.InstallAsync();

        _lab.Cluster.Writes.ShouldBe(["apply job/shop/both", "delete job/shop/both", "apply job/shop/both"]);
    }

    [Theory]
    [InlineData("before-hook-creation", true, "job/shop/h")]
    [InlineData("hook-succeeded", true, "")]
    [InlineData("hook-failed", true, "job/shop/h")]
    [InlineData("hook-succeeded", false, "job/shop/h")]
    [InlineData("hook-failed", false, "")]
    [InlineData("hook-succeeded,hook-failed", false, "")]
    public async Task A_hook_object_is_deleted_as_its_policy_says(string policy, bool succeeds, string left)
    {
        _lab.With(Job("h", "pre-install", $"helm.sh/hook-delete-policy: \"{policy}\""));
        if (!succeeds)
        {
            _lab.Cluster.Failures["job/shop/h"] = "the pod failed";
        }

        await Record.ExceptionAsync(() => _lab.InstallAsync());

        string.Join(" ", _lab.Cluster.Objects).ShouldBe(left);
    }

    [Fact]
    public async Task A_failed_hook_ends_the_operation_with_its_log_before_any_object()
    {
        _lab.With(ReleaseLab.Maps("a") + Job("h", "pre-install"));
        _lab.Cluster.Failures["job/shop/h"] = "the pod failed";
        _lab.Cluster.Add("""{"apiVersion":"v1","kind":"Pod","metadata":{"name":"h-1","namespace":"shop","labels":{"job-name":"h"}}}""");
        _lab.Cluster.Logs["shop/h-1"] = "no database\n";

        var error = await Should.ThrowAsync<HookFailedException>(_lab.InstallAsync());

        error.Message.ShouldBe("The pre-install hook `job/shop/h` failed: the pod failed\nno database");
        _lab.Cluster.Objects.ShouldNotContain("configmap/shop/a");
        _lab.Store.Statuses.ShouldBe("1 failed");
    }

    [Fact]
    public async Task Hooks_are_left_out_on_request()
    {
        _lab.Options = _lab.Options with { NoHooks = true };

        var result = await _lab.With(ReleaseLab.Maps("a") + Job("h", "pre-install")).InstallAsync();

        result.Plan.Hooks.ShouldBeEmpty();
        _lab.Cluster.Objects.ShouldBe(["configmap/shop/a"]);
    }

    [Fact]
    public async Task A_hook_never_takes_the_place_of_somebody_elses_object()
    {
        _lab.Cluster.Add("""{"apiVersion":"batch/v1","kind":"Job","metadata":{"name":"h","namespace":"shop"}}""");

        await Should.ThrowAsync<OwnershipException>(_lab.With(Job("h", "pre-install")).InstallAsync());

        _lab.Cluster.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task After_uninstall_no_hook_object_is_left_whichever_revision_made_it()
    {
        await _lab.With(ReleaseLab.Maps("a") + Job("first-${revision}", "pre-install")).InstallAsync();
        await _lab.With(ReleaseLab.Maps("a") + Job("then-${revision}", "pre-upgrade") + Job("bye", "pre-delete") + Job("gone", "post-delete")).UpgradeAsync();
        _lab.Cluster.Objects.ShouldContain("job/shop/first-1");

        await _lab.UninstallAsync();

        _lab.Cluster.Objects.ShouldBeEmpty();
        _lab.Log.Events.ShouldContain("hook done job/shop/bye");
        _lab.Log.Events.ShouldContain("hook done job/shop/gone");
    }

    [Fact]
    public async Task A_hook_object_goes_with_the_last_revision_that_knows_of_it()
    {
        _lab.Options = _lab.Options with { HistoryMax = 2 };
        _lab.With(ReleaseLab.Maps("a") + Job("h-${revision}", "post-install,post-upgrade"));
        await _lab.InstallAsync();

        await _lab.UpgradeAsync();
        await _lab.UpgradeAsync();

        _lab.Store.Statuses.ShouldBe("2 superseded, 3 deployed");
        _lab.Cluster.Objects.ShouldBe(["configmap/shop/a", "job/shop/h-2", "job/shop/h-3"]);
    }

    [Fact]
    public async Task Rollback_runs_the_rollback_hooks_of_its_target()
    {
        await _lab.With(ReleaseLab.Maps("a") + Job("h", "pre-rollback")).InstallAsync();
        await _lab.WithMaps("b").UpgradeAsync();

        await _lab.RollbackAsync();

        _lab.Log.Events.ShouldContain("hook done job/shop/h");
    }

    private static string Job(string name, string events, string more = "") =>
        $"---\napiVersion: batch/v1\nkind: Job\nmetadata:\n  name: {name}\n  annotations:\n    helm.sh/hook: {events}\n{(more.Length == 0 ? "" : $"    {more}\n")}";
}
