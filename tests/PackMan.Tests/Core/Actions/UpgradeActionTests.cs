using System.Collections.Immutable;
using PackMan.Actions;
using PackMan.Actions.Upgrade;
using PackMan.Releases;
using PackMan.Yaml;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Actions;

public sealed class UpgradeActionTests
{
    private readonly ReleaseLab _lab = new() { Values = """{"v":"1"}""" };

    [Theory]
    [InlineData(ValuesReuse.Default, "{}", """{"v":"2","x":{"z":1},"y":1}""")]
    [InlineData(ValuesReuse.Default, """{"v":"3"}""", """{"v":"3"}""")]
    [InlineData(ValuesReuse.Reuse, """{"v":"3","x":{"w":2}}""", """{"v":"3","x":{"z":1,"w":2},"y":1}""")]
    [InlineData(ValuesReuse.Reuse, """{"y":null}""", """{"v":"2","x":{"z":1},"y":null}""")]
    [InlineData(ValuesReuse.Reset, "{}", "{}")]
    [InlineData(ValuesReuse.Reset, """{"v":"3"}""", """{"v":"3"}""")]
    public async Task Values_are_reused_as_asked(ValuesReuse reuse, string now, string expected)
    {
        await _lab.WithMaps("a").InstallAsync("""{"v":"2","x":{"z":1},"y":1}""");

        await _lab.WithMaps("a", "b").UpgradeAsync(now, reuse: reuse);

        JsonText.Write((await _lab.RecordAsync(2)).SuppliedValues).ShouldBe(expected);
    }

    [Fact]
    public async Task Reused_and_dropped_values_are_told()
    {
        await _lab.WithMaps("a").InstallAsync("""{"v":"2","x":{"z":1}}""");

        await _lab.WithMaps("a", "b").UpgradeAsync();
        await _lab.UpgradeAsync("""{"v":"3"}""");

        _lab.Log.Notes.ShouldContain("No values were given: those of revision 1 are used again");
        _lab.Log.Warnings.ShouldBe(["Values of revision 2 that are not given now fall back to the chart's defaults: `x.z`; keep them with `--reuse-values`"]);
    }

    [Fact]
    public async Task Values_of_a_failed_revision_are_not_the_last_ones()
    {
        await _lab.WithMaps("a").InstallAsync("""{"v":"2"}""");
        _lab.Cluster.Failures["configmap/shop/a"] = "broken";
        await Record.ExceptionAsync(() => _lab.UpgradeAsync("""{"v":"bad"}"""));
        _lab.Cluster.Failures.Clear();

        await _lab.UpgradeAsync();

        JsonText.Write((await _lab.RecordAsync(3)).SuppliedValues).ShouldBe("""{"v":"2"}""");
    }

    [Fact]
    public async Task An_unknown_release_is_an_error_unless_it_may_be_installed()
    {
        await Should.ThrowAsync<ReleaseNotFoundException>(_lab.WithMaps("a").UpgradeAsync());

        (await _lab.UpgradeAsync(install: true)).Plan.Operation.ShouldBe("install");
    }

    [Fact]
    public async Task An_uninstalled_release_needs_install_too()
    {
        await _lab.WithMaps("a").InstallAsync();
        await _lab.UninstallAsync(keepHistory: true);

        await Should.ThrowAsync<ReleaseUninstalledException>(_lab.UpgradeAsync());

        await _lab.UpgradeAsync(install: true);
        _lab.Store.Statuses.ShouldBe("1 uninstalled, 2 deployed");
    }

    [Fact]
    public async Task The_history_limit_is_kept()
    {
        _lab.Options = _lab.Options with { HistoryMax = 3 };
        await _lab.WithMaps("a").InstallAsync();

        for (var i = 2; i <= 6; i++)
        {
            await _lab.UpgradeAsync($$"""{"v":"{{i}}"}""");
        }

        _lab.Store.Statuses.ShouldBe("4 superseded, 5 superseded, 6 deployed");
    }

    [Fact]
    public async Task Labels_stay_on_and_null_takes_one_away()
    {
        await _lab.WithMaps("a").InstallAsync();
        await UpgradeAsync(("team", "a"), ("tier", "web"));

        var result = await UpgradeAsync(("tier", "null"), ("env", "prod"));

        result.Revision.Summary.Labels.Select(label => $"{label.Key}={label.Value}").ShouldBe(["env=prod", "team=a"]);
    }

    [Fact]
    public async Task A_client_dry_run_reads_the_records_and_no_object()
    {
        await _lab.WithMaps("a").InstallAsync("""{"v":"2"}""");
        _lab.Cluster.ClearJournal();
        _lab.Options = _lab.Options with { DryRun = DryRun.Client };

        var result = await _lab.WithMaps("b").UpgradeAsync();

        result.Revision.Summary.Revision.ShouldBe(2);
        result.Plan.Changes.Select(change => change.Subject.ToString()).ShouldBe(["configmap/shop/b", "configmap/shop/a"]);
        result.Plan.Changes.ShouldAllBe(change => change.NotChecked == "planned without the cluster");
        _lab.Cluster.Journal.ShouldBeEmpty();
    }

    [Fact]
    public async Task First_deployed_is_carried_along()
    {
        var first = _lab.Time.Now;
        await _lab.WithMaps("a").InstallAsync();
        _lab.Time.Now += TimeSpan.FromDays(1);

        await _lab.WithMaps("b").UpgradeAsync();

        (await _lab.RecordAsync(2)).FirstDeployed.ShouldBe(first);
    }

    private Task<OperationResult> UpgradeAsync(params (string Key, string Value)[] labels)
    {
        var target = _lab.InstallOptions() with { Labels = labels.ToImmutableSortedDictionary(label => label.Key, label => label.Value) };
        return new UpgradeAction(_lab.Context).RunAsync(new UpgradeOptions { Target = target });
    }
}
