using System.Collections.Immutable;
using PackMan.Actions;
using PackMan.Execution;
using PackMan.Live;
using PackMan.Manifests;
using PackMan.Planning;
using PackMan.Tests.Core.Actions;
using PackMan.Tests.Fakes;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Planning;

/// <summary>What stops an operation, or shapes its plan, before the first write.</summary>
public sealed class PlannerTests
{
    private readonly ReleaseLab _lab = new() { Values = """{"v":"1"}""" };

    [Fact]
    public async Task Somebody_elses_objects_stop_an_install_and_all_are_named()
    {
        _lab.Cluster.Add("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","namespace":"shop"}}""");
        _lab.Cluster.Add("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"b","namespace":"shop","labels":{"app.kubernetes.io/managed-by":"Helm"}}}""");

        var error = await Should.ThrowAsync<OwnershipException>(_lab.WithMaps("a", "b", "c").InstallAsync());

        error.Objects.Select(item => $"{item.Reference}: {item.Owner}").ShouldBe(["configmap/shop/a: it was not made by PackMan", "configmap/shop/b: it is managed by `Helm`"]);
        NothingWasWritten();
    }

    [Fact]
    public async Task Existing_objects_are_adopted_with_consent()
    {
        _lab.Cluster.Add("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","namespace":"shop"},"data":{"v":"1"}}""");
        _lab.Options = _lab.Options with { TakeOwnership = true };

        await _lab.WithMaps("a").InstallAsync();

        Marks.AreOf(_lab.Cluster.Find("configmap/shop/a"), _lab.Options.Name, "shop").ShouldBeTrue();
    }

    [Fact]
    public async Task Conflicts_of_all_objects_are_told_in_one_table_before_any_write()
    {
        await _lab.WithMaps("a", "b", "c").InstallAsync();
        _lab.Cluster.SetField("configmap/shop/a", "kubectl-edit", "\"mine\"", "data", "v");
        _lab.Cluster.SetField("configmap/shop/b", "robot", "\"its\"", "data", "v");
        _lab.Cluster.ClearJournal();

        var error = await Should.ThrowAsync<ConflictsException>(_lab.UpgradeAsync("""{"v":"2"}"""));

        Golden.Verify(error.Message, "ConflictsException.Table");
        NothingWasWritten();
        _lab.Store.Statuses.ShouldBe("1 deployed");
    }

    [Fact]
    public async Task A_conflict_over_a_secret_tells_only_that_the_values_differ()
    {
        await _lab.With("apiVersion: v1\nkind: Secret\nmetadata: {name: s}\nstringData: {p: \"${v}\"}\n").InstallAsync();
        _lab.Cluster.SetField("secret/shop/s", "kubectl-edit", "\"aHVudGVyMg==\"", "data", "p");

        var error = await Should.ThrowAsync<ConflictsException>(_lab.UpgradeAsync("""{"v":"swordfish"}"""));

        error.Rows.Single().Here.ShouldBe("(differs)");
        error.Rows.Single().There.ShouldBe("(differs)");
        error.Message.ShouldNotContain("aHVudGVyMg==");
    }

    [Fact]
    public async Task A_forced_field_is_taken_and_only_where_there_is_a_conflict()
    {
        await _lab.WithMaps("a", "b").InstallAsync();
        _lab.Cluster.SetField("configmap/shop/a", "kubectl-edit", "\"mine\"", "data", "v");
        _lab.Options = _lab.Options with { Conflicts = ConflictPolicy.Force };
        _lab.Cluster.ClearJournal();

        var result = await _lab.UpgradeAsync("""{"v":"2"}""");

        _lab.Cluster.Writes.ShouldBe(["apply configmap/shop/a (force)", "apply configmap/shop/b"]);
        result.Plan.Changes[0].Effects.ShouldBe(["takes `data.v` from `kubectl-edit (Update)`"]);
        _lab.Cluster.Find("configmap/shop/a").Content.FindString("data", "v").ShouldBe("2");
    }

    [Fact]
    public async Task Missing_rights_are_listed_once_per_resource_before_any_write()
    {
        await _lab.WithMaps("a", "b", "c").InstallAsync();
        _lab.Cluster.Deny("delete", "configmaps");
        _lab.Cluster.ClearJournal();

        var error = await Should.ThrowAsync<AccessDeniedException>(_lab.WithMaps("a").UpgradeAsync());

        error.Message.ShouldEndWith("\n  delete configmaps in namespace `shop`");
        NothingWasWritten();
    }

    [Fact]
    public async Task A_right_is_asked_for_once_for_many_objects_of_a_kind()
    {
        await _lab.WithMaps([.. Enumerable.Range(0, 50).Select(i => $"m{i}")]).InstallAsync();

        _lab.Cluster.Journal.Where(line => line.StartsWith("may ", StringComparison.Ordinal))
            .ShouldBe(["may get configmaps in shop", "may patch configmaps in shop", "may create configmaps in shop"], ignoreOrder: true);
    }

    [Fact]
    public async Task Creating_needs_the_right_to_create_and_updating_does_not()
    {
        await _lab.WithMaps("a").InstallAsync();
        _lab.Cluster.Deny("create", "configmaps");

        (await _lab.UpgradeAsync("""{"v":"2"}""")).Outcome.ShouldBe(OperationOutcome.Deployed);
        (await Should.ThrowAsync<AccessDeniedException>(_lab.WithMaps("a", "b").UpgradeAsync())).Message.ShouldContain("create configmaps in namespace `shop`");
    }

    [Theory]
    [InlineData("apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: a}", "which the cluster does not know")]
    [InlineData("apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: {name: a}", "Use `batch/v1`")]
    [InlineData("apiVersion: metrics.k8s.io/v1beta1\nkind: PodMetrics\nmetadata: {name: a}", "which does not answer: connection refused")]
    public async Task An_unknown_kind_is_an_error_with_a_way_out_after_asking_discovery_again(string template, string expected)
    {
        _lab.Cluster.FailingGroups = _lab.Cluster.FailingGroups.Add("metrics.k8s.io/v1beta1", "connection refused");

        var error = await Should.ThrowAsync<UnknownKindException>(_lab.With(template).InstallAsync());

        $"{error.Message} {error.Hint}".ShouldContain(expected);
        _lab.Cluster.Journal.Count(line => line == "discover again").ShouldBe(1);
        NothingWasWritten();
    }

    [Fact]
    public async Task A_failing_api_group_is_nobodys_matter_who_uses_none_of_its_kinds()
    {
        _lab.Cluster.FailingGroups = _lab.Cluster.FailingGroups.Add("metrics.k8s.io/v1beta1", "connection refused");

        (await _lab.WithMaps("a").InstallAsync()).Outcome.ShouldBe(OperationOutcome.Deployed);
    }

    [Fact]
    public async Task An_immutable_field_is_an_error_before_any_write()
    {
        await _lab.WithMaps("a", "b").InstallAsync();
        RefuseAsImmutable("configmap/shop/b");
        _lab.Cluster.ClearJournal();

        var error = await Should.ThrowAsync<ImmutableFieldsException>(_lab.UpgradeAsync("""{"v":"2"}"""));

        error.Message.ShouldContain("`configmap/shop/b`: data: field is immutable");
        error.Hint.ShouldContain("--force-replace");
        NothingWasWritten();
    }

    [Fact]
    public async Task With_consent_an_immutable_object_is_made_anew()
    {
        await _lab.WithMaps("a").InstallAsync();
        var uid = _lab.Cluster.Find("configmap/shop/a").Uid;
        RefuseAsImmutable("configmap/shop/a");
        _lab.Options = _lab.Options with { Recreate = true };

        var result = await _lab.UpgradeAsync("""{"v":"2"}""");

        result.Plan.Changes.Single().ShouldBeOfType<Change.Recreate>().Reason.ShouldBe("data: field is immutable");
        _lab.Cluster.Find("configmap/shop/a").Uid.ShouldNotBe(uid);
    }

    [Fact]
    public async Task An_object_the_server_refuses_is_named_with_its_template_and_nothing_is_written()
    {
        _lab.Cluster.Refuse("configmap/shop/b", _ => new ApiException("Apply", 400, "BadRequest", "field not declared in schema"));

        var error = await Should.ThrowAsync<ObjectRefusedException>(_lab.WithMaps("a", "b").InstallAsync());

        error.Message.ShouldBe("`configmap/shop/b` is refused by the API server: field not declared in schema");
        error.Frame.ShouldNotBeNull().ToString().ShouldBe("web/templates/all.yaml:7:1");
        NothingWasWritten();
    }

    [Fact]
    public async Task A_number_where_the_server_expects_text_is_told_how_to_become_text()
    {
        _lab.Cluster.Refuse("configmap/shop/a", _ => new ApiException("Apply", 500, "", ".data.a: expected string, got &value.valueUnstructured{Value:2}"));

        var error = await Should.ThrowAsync<ObjectRefusedException>(_lab.WithMaps("a").InstallAsync());

        error.Hint.ShouldNotBeNull().ShouldContain("`--set-string`");
    }

    [Fact]
    public async Task A_webhook_without_dry_run_support_leaves_the_change_unchecked_and_says_so()
    {
        _lab.Cluster.Refuse("configmap/shop/a", request => request.DryRun ? new ApiException("Apply", 400, "BadRequest", "admission webhook \"x\" does not support dry run") : null);

        var result = await _lab.WithMaps("a").InstallAsync();

        result.Plan.Changes.Single().NotChecked.ShouldBe("an admission webhook does not support dry run");
        _lab.Cluster.Objects.ShouldBe(["configmap/shop/a"]);
    }

    [Fact]
    public async Task A_pod_whose_service_account_is_made_by_the_plan_is_not_refused_for_it()
    {
        _lab.Cluster.Refuse("pod/shop/p", request => request.DryRun ? new ApiException("Apply", 403, "Forbidden", "error looking up service account shop/sa: serviceaccount \"sa\" not found") : null);

        var result = await _lab.With("apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: sa}\n---\napiVersion: v1\nkind: Pod\nmetadata: {name: p}\n").InstallAsync();

        result.Plan.Changes[1].NotChecked.ShouldBe("it refers to an object that is made by this operation");
    }

    [Fact]
    public async Task Kinds_made_by_the_plan_are_established_before_their_objects_are_written()
    {
        _lab.With("apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\n").With("crds/widget.yaml", Crd);

        var result = await _lab.InstallAsync();

        result.Plan.Changes.Select(change => $"{change.Wave} {change.Subject}: {change.NotChecked}")
            .ShouldBe(["0 customresourcedefinition/widgets.example.com: ", "1 widget/shop/w: its kind is made by this operation"]);
        _lab.Cluster.Journal.Where(line => line.Contains("widget", StringComparison.Ordinal) && !line.StartsWith("may", StringComparison.Ordinal)).SkipWhile(line => !line.StartsWith("apply", StringComparison.Ordinal))
            .ShouldBe(
            [
                "apply customresourcedefinition/widgets.example.com", "wait ready customresourcedefinition/widgets.example.com", "get widget/shop/w",
                "apply widget/shop/w", "wait ready customresourcedefinition/widgets.example.com", "wait ready widget/shop/w",
            ]);
        _lab.Cluster.Journal.ShouldContain("discover again");
    }

    [Fact]
    public async Task A_kind_too_young_for_its_first_object_is_tried_again()
    {
        var refusals = 2;
        _lab.Cluster.Refuse("widget/shop/w", _ => refusals-- > 0 ? new ApiException("Apply", 404, "NotFound", "the server could not find the requested resource") : null);

        await _lab.With("apiVersion: example.com/v1\nkind: Widget\nmetadata: {name: w}\n").With("crds/widget.yaml", Crd).InstallAsync();

        _lab.Cluster.Objects.ShouldContain("widget/shop/w");
    }

    [Fact]
    public async Task A_crd_of_another_release_is_shared_and_keeps_its_marks()
    {
        var other = new ReleaseLab { Options = _lab.Options with { Name = PackMan.Releases.ReleaseName.Parse("other") } };
        await _lab.With("crds/widget.yaml", Crd).InstallAsync();
        var context = other.Context with { Cluster = _lab.Cluster };

        var result = await new PackMan.Actions.Install.InstallAction(context).RunAsync(other.With("crds/widget.yaml", Crd).InstallOptions());

        result.Plan.Changes.Single().ShouldBeOfType<Change.NoChange>();
        _lab.Cluster.Find("customresourcedefinition/widgets.example.com").Annotation(Marks.ReleaseNameAnnotation).ShouldBe("web");
    }

    [Fact]
    public async Task An_object_still_being_deleted_is_awaited_and_then_made_anew()
    {
        _lab.Cluster.Add("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","namespace":"shop","deletionTimestamp":"2026-01-01T00:00:00Z","finalizers":["x/y"]}}""");
        _lab.Cluster.BeforeWait = (request, _) =>
        {
            if (request.Objects[0].State == AwaitedState.Gone)
            {
                _lab.Cluster.Finish("configmap/shop/a");
            }

            return Task.CompletedTask;
        };

        var result = await _lab.WithMaps("a").InstallAsync();

        result.Plan.Changes.Single().ShouldBeOfType<Change.Create>().NotChecked.ShouldBe("the object of that name is still being deleted");
        _lab.Cluster.Find("configmap/shop/a").DeletionTimestamp.ShouldBeNull();
    }

    [Fact]
    public async Task An_object_that_does_not_go_is_named_with_its_finalizer()
    {
        _lab.Cluster.Add("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"a","namespace":"shop","deletionTimestamp":"2026-01-01T00:00:00Z","finalizers":["x/y"]}}""");

        var error = await Should.ThrowAsync<TerminatingException>(_lab.WithMaps("a").InstallAsync());

        error.Message.ShouldBe("Still being deleted: `configmap/shop/a` waits for the finalizer `x/y`");
        _lab.Store.Statuses.ShouldBe("1 failed");
        _lab.Cluster.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_object_that_moves_between_versions_or_groups_lives_on()
    {
        _lab.Cluster.ExtraResources = [new ApiResource("extensions", "v1beta1", "Ingress", "ingresses", true), new ApiResource("autoscaling", "v2beta2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", true)];
        await _lab.With("apiVersion: extensions/v1beta1\nkind: Ingress\nmetadata: {name: i}\n---\napiVersion: autoscaling/v2beta2\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\n").InstallAsync();
        var uids = _lab.Cluster.All.Select(live => live.Uid).ToList();
        _lab.Cluster.ClearJournal();

        await _lab.With("apiVersion: networking.k8s.io/v1\nkind: Ingress\nmetadata: {name: i}\n---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: {name: h}\n").UpgradeAsync();

        _lab.Cluster.All.Select(live => live.Uid).ShouldBe(uids, ignoreOrder: true);
        _lab.Cluster.Writes.ShouldAllBe(line => line.StartsWith("apply", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Objects_of_a_version_that_is_gone_are_pruned_through_another()
    {
        _lab.Cluster.ExtraResources = [new ApiResource("batch", "v1beta1", "CronJob", "cronjobs", true)];
        await _lab.With("apiVersion: batch/v1beta1\nkind: CronJob\nmetadata: {name: c}\n").InstallAsync();
        _lab.Cluster.ExtraResources = [];

        await _lab.WithMaps("a").UpgradeAsync();

        _lab.Cluster.Objects.ShouldBe(["configmap/shop/a"]);
    }

    [Fact]
    public async Task Pruning_leaves_kept_and_foreign_objects_alone()
    {
        await _lab.With(ReleaseLab.Maps("a", "b") + "---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: k, annotations: {helm.sh/resource-policy: keep}}\n").InstallAsync();
        _lab.Cluster.SetField("configmap/shop/a", "somebody", "\"other\"", "metadata", "annotations", Marks.ReleaseNameAnnotation);

        var result = await _lab.WithMaps("z").UpgradeAsync();

        result.Plan.Changes.OfType<Change.Keep>().Select(change => $"{change.Subject}: {change.Reason}")
            .ShouldBe(["configmap/shop/a: it belongs to the release `other` in namespace `shop` by now", "configmap/shop/k: its resource policy is `keep`"]);
        _lab.Cluster.Objects.ShouldBe(["configmap/shop/a", "configmap/shop/k", "configmap/shop/z"]);
    }

    [Fact]
    public async Task A_field_dropped_from_the_chart_shows_in_the_plan_and_goes()
    {
        await _lab.With("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: '1', z: '2'}\n").InstallAsync();

        var result = await _lab.With("apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {z: '2'}\n").UpgradeAsync();

        result.Plan.Changes.OfType<Change.Update>().Single().Fields.ShouldBe([new FieldChange("data.x", "\"1\"", null)]);
        _lab.Cluster.Find("configmap/shop/a").Content.Find("data", "x").ShouldBeNull();
    }

    [Fact]
    public async Task Writes_go_by_kind_and_deletions_backwards_at_the_end()
    {
        const string Kinds = "apiVersion: v1\nkind: Service\nmetadata: {name: ${p}}\n---\napiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${p}}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata: {name: ${p}}\n";
        await _lab.With(Kinds).InstallAsync("""{"p":"old"}""");
        _lab.Cluster.ClearJournal();

        await _lab.UpgradeAsync("""{"p":"new"}""");

        _lab.Cluster.Writes.ShouldBe(["apply configmap/shop/new", "apply service/shop/new", "apply deployment/shop/new", "delete deployment/shop/old", "delete service/shop/old", "delete configmap/shop/old"]);
        _lab.Cluster.Journal.Where(line => line.StartsWith("delete", StringComparison.Ordinal) || line.StartsWith("wait gone", StringComparison.Ordinal)).Take(2)
            .ShouldBe(["delete deployment/shop/old", "wait gone deployment/shop/old"]);
    }

    private const string Crd = """
        apiVersion: apiextensions.k8s.io/v1
        kind: CustomResourceDefinition
        metadata: {name: widgets.example.com}
        spec: {group: example.com, scope: Namespaced, names: {kind: Widget, plural: widgets}, versions: [{name: v1}]}
        """;

    private void NothingWasWritten() => _lab.Cluster.Writes.ShouldBeEmpty();

    // Refused in place, fine once the object is gone.
    private void RefuseAsImmutable(string identity) => _lab.Cluster.Refuse(identity, _ => _lab.Cluster.Objects.Contains(identity)
        ? new ApiException("Apply", 422, "Invalid", "ConfigMap is invalid: data: Forbidden: field is immutable") { Causes = [new ApiCause("FieldValueForbidden", "field is immutable", "data")] }
        : null);
}
