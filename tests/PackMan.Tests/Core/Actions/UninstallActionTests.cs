using PackMan.Actions;
using PackMan.Actions.Install;
using PackMan.Planning;
using PackMan.Releases;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Actions;

public sealed class UninstallActionTests
{
    private readonly ReleaseLab _lab = new();

    [Fact]
    public async Task History_is_kept_on_request_and_forgotten_by_a_second_uninstall()
    {
        await _lab.WithMaps("a").InstallAsync();
        await _lab.WithMaps("b").UpgradeAsync();

        await _lab.UninstallAsync(keepHistory: true);
        _lab.Store.Statuses.ShouldBe("1 superseded, 2 uninstalled");
        _lab.Cluster.Objects.ShouldBeEmpty();

        await Should.ThrowAsync<ReleaseUninstalledException>(_lab.UninstallAsync(keepHistory: true));
        await _lab.UninstallAsync();
        _lab.Store.Statuses.ShouldBe("");
    }

    [Fact]
    public async Task What_was_uninstalled_can_be_rolled_back_to()
    {
        await _lab.WithMaps("a").InstallAsync();
        await _lab.UninstallAsync(keepHistory: true);

        await _lab.RollbackAsync();

        _lab.Cluster.Objects.ShouldBe(["configmap/shop/a"]);
        _lab.Store.Statuses.ShouldBe("1 uninstalled, 2 deployed");
    }

    [Fact]
    public async Task An_unknown_release_is_an_error_unless_that_counts_as_done()
    {
        await Should.ThrowAsync<ReleaseNotFoundException>(_lab.UninstallAsync());

        (await _lab.UninstallAsync(ignoreNotFound: true)).ShouldBeNull();
    }

    [Fact]
    public async Task What_stays_is_listed()
    {
        _lab.Options = _lab.Options with { Namespace = "new" };
        _lab.With("""
            apiVersion: apps/v1
            kind: StatefulSet
            metadata: {name: db}
            spec: {volumeClaimTemplates: [{metadata: {name: data}}]}
            ---
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: k, annotations: {packman.dev/resource-policy: keep}}
            """).With("crds/w.yaml", "apiVersion: apiextensions.k8s.io/v1\nkind: CustomResourceDefinition\nmetadata: {name: w.x.io}\nspec: {group: x.io, scope: Namespaced, names: {kind: W, plural: w}, versions: [{name: v1}]}\n");
        await new InstallAction(_lab.Context).RunAsync(_lab.InstallOptions() with { CreateNamespace = true });
        _lab.Cluster.Add("""{"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"data-db-0","namespace":"new"}}""");
        _lab.Cluster.Add("""{"apiVersion":"v1","kind":"PersistentVolumeClaim","metadata":{"name":"data-db-other","namespace":"new"}}""");

        var result = await _lab.UninstallAsync();

        result!.Kept.ShouldBe(
        [
            "configmap/new/k: its resource policy is `keep`",
            "persistentvolumeclaim/new/data-db-0: Kubernetes keeps the claims of a StatefulSet and their data",
            "customresourcedefinition/w.x.io: what stands in `crds/` may be shared, and deleting it would delete its objects",
            "namespace/new: made with `--create-namespace`, and it may hold more than this release",
        ]);
        _lab.Cluster.Objects.ShouldBe(["configmap/new/k", "customresourcedefinition/w.x.io", "persistentvolumeclaim/new/data-db-0", "persistentvolumeclaim/new/data-db-other"]);
    }

    [Fact]
    public async Task What_a_failed_upgrade_left_goes_too()
    {
        await _lab.WithMaps("a").InstallAsync();
        _lab.Cluster.Failures["configmap/shop/b"] = "broken";
        await Record.ExceptionAsync(() => _lab.WithMaps("a", "b").UpgradeAsync());

        await _lab.UninstallAsync();

        _lab.Cluster.Objects.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(DryRun.Client)]
    [InlineData(DryRun.Server)]
    public async Task A_dry_run_shows_what_would_go(DryRun dryRun)
    {
        await _lab.WithMaps("a").InstallAsync();
        _lab.Options = _lab.Options with { DryRun = dryRun };

        var result = await _lab.UninstallAsync();

        result!.Outcome.ShouldBe(OperationOutcome.Planned);
        result.Plan.Changes.Single().ShouldBeOfType<Change.Delete>().Subject.ToString().ShouldBe("configmap/shop/a");
        _lab.Cluster.Objects.ShouldBe(["configmap/shop/a"]);
        _lab.Store.Statuses.ShouldBe("1 deployed");
    }

    [Fact]
    public async Task The_right_to_delete_is_checked_before_anything_goes()
    {
        await _lab.With(ReleaseLab.Maps("a") + "---\napiVersion: v1\nkind: Secret\nmetadata: {name: s}\n").InstallAsync();
        _lab.Cluster.Deny("delete", "secrets");

        await Should.ThrowAsync<AccessDeniedException>(_lab.UninstallAsync());

        _lab.Cluster.Objects.ShouldBe(["configmap/shop/a", "secret/shop/s"]);
        _lab.Store.Statuses.ShouldBe("1 deployed");
    }
}
