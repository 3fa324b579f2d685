using System.Collections.Immutable;
using PackMan.Actions;
using PackMan.Actions.Install;
using PackMan.Manifests;
using PackMan.Planning;
using PackMan.Releases;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Actions;

public sealed class InstallActionTests
{
    private readonly ReleaseLab _lab = new();

    [Fact]
    public async Task A_deployed_name_is_taken()
    {
        await _lab.WithMaps("a").InstallAsync();

        var error = await Should.ThrowAsync<ReleaseExistsException>(_lab.InstallAsync());

        error.Message.ShouldBe("Release `web` exists in namespace `shop` already (revision 1, deployed)");
        error.Hint.ShouldContain("upgrade --install");
    }

    [Fact]
    public async Task A_missing_namespace_is_an_error_that_names_the_flag()
    {
        _lab.Options = _lab.Options with { Namespace = "new" };

        var error = await Should.ThrowAsync<NamespaceMissingException>(_lab.WithMaps("a").InstallAsync());

        error.Hint.ShouldContain("--create-namespace");
        _lab.Store.Journal.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_namespace_is_made_after_all_checks_without_marks_and_before_the_record()
    {
        _lab.Options = _lab.Options with { Namespace = "new" };
        var options = _lab.WithMaps("a").InstallOptions() with
        {
            CreateNamespace = true,
            NamespaceLabels = ImmutableSortedDictionary<string, string>.Empty.Add("pod-security.kubernetes.io/enforce", "baseline"),
        };

        var result = await new InstallAction(_lab.Context).RunAsync(options);

        var live = _lab.Cluster.Find("namespace/new");
        live.Label("pod-security.kubernetes.io/enforce").ShouldBe("baseline");
        live.Label("name").ShouldBe("new");
        live.Annotation(Marks.ReleaseNameAnnotation).ShouldBeNull();
        result.Plan.Changes.Select(change => $"{change.Wave} {change.Subject}").ShouldBe(["0 namespace/new", "1 configmap/new/a"]);
        _lab.Cluster.Writes.ShouldBe(["apply namespace/new", "apply configmap/new/a"]);
        _lab.Store.Journal.ShouldBe(["hold", "create 1 pending-install", "set 1 deployed", "release"]);
    }

    [Fact]
    public async Task No_namespace_is_made_when_a_check_fails()
    {
        _lab.Options = _lab.Options with { Namespace = "new" };
        _lab.Cluster.Deny("patch", "configmaps");

        await Should.ThrowAsync<AccessDeniedException>(new InstallAction(_lab.Context).RunAsync(_lab.WithMaps("a").InstallOptions() with { CreateNamespace = true }));

        _lab.Cluster.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_namespace_of_the_chart_must_exist_or_be_made_by_it()
    {
        const string Other = "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a, namespace: other}\n";

        (await Should.ThrowAsync<NamespaceMissingException>(_lab.With(Other).InstallAsync())).Namespace.ShouldBe("other");

        await _lab.With(Other + "---\napiVersion: v1\nkind: Namespace\nmetadata: {name: other}\n").InstallAsync();
        _lab.Cluster.Objects.ShouldBe(["configmap/other/a"]);
    }

    [Theory]
    [InlineData(DryRun.Client)]
    [InlineData(DryRun.Server)]
    public async Task A_dry_run_plans_and_writes_nothing(DryRun dryRun)
    {
        _lab.Options = _lab.Options with { DryRun = dryRun };

        var result = await _lab.WithMaps("a").InstallAsync();

        result.Outcome.ShouldBe(OperationOutcome.Planned);
        result.Plan.Changes.Single().ShouldBeOfType<Change.Create>();
        result.Revision.Summary.Revision.ShouldBe(1);
        _lab.Cluster.Writes.ShouldBeEmpty();
        _lab.Store.Journal.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_client_dry_run_asks_the_cluster_nothing()
    {
        _lab.Options = _lab.Options with { DryRun = DryRun.Client, Namespace = "nowhere" };

        await _lab.WithMaps("a").InstallAsync();

        _lab.Cluster.Journal.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_record_holds_values_notes_and_inventory()
    {
        _lab.Values = """{"v":"1","w":null}""";
        await _lab.WithMaps("a").With("templates/NOTES.txt", "Value ${v}").InstallAsync("""{"v":"2"}""");

        var record = await _lab.RecordAsync(1);

        record.Notes.ShouldBe("Value 2");
        JsonText.Write(record.SuppliedValues).ShouldBe("""{"v":"2"}""");
        JsonText.Write(record.ComputedValues).ShouldBe("""{"v":"2","w":null}""");
        record.Inventory.ShouldBe([new ObjectReference(new ObjectIdentity("", "ConfigMap", "shop", "a"), "v1")]);
        record.FirstDeployed.ShouldBe(_lab.Time.Now);
    }

    [Fact]
    public async Task Readiness_is_awaited_once_for_everything_unless_told_not_to()
    {
        _lab.Options = _lab.Options with { Wait = false };

        await _lab.WithMaps("a").InstallAsync();

        _lab.Cluster.Journal.ShouldNotContain(line => line.StartsWith("wait", StringComparison.Ordinal));
    }
}
