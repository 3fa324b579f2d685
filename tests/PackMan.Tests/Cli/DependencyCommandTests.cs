using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

public sealed class DependencyCommandTests : IAsyncLifetime
{
    private DependencySession _session = null!;

    public async ValueTask InitializeAsync() => _session = await DependencySession.StartAsync();

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    [Fact]
    public async Task A_tree_of_three_levels_is_fetched_and_locked()
    {
        Golden.Verify(
            await _session.RunAllAsync(
                "packman dependency list shop",
                "packman dependency update shop",
                "packman dep up shop",
                "packman dependency build shop",
                "packman dependency list shop"),
            "DependencyCommandTests.Update");

        _session.Vendored.ShouldBe(["cache-1.1.0.tgz", "mid-0.1.0.tgz"]);
        var rendered = await _session.RunAsync("packman template x shop");
        rendered.Error.ShouldBeEmpty();
        rendered.Output.ShouldContain("# Source: shop/charts/mid/charts/leaf/charts/common/templates/common.yaml");
    }

    [Fact]
    public async Task The_lock_holds_the_whole_tree_and_stays_as_it_is_when_nothing_changes()
    {
        await _session.RunAsync("packman dependency update shop");
        var first = _session.Read("shop/Chart.lock");

        await _session.RunAsync("packman dependency update shop");

        _session.Read("shop/Chart.lock").ShouldBe(first);
        first.Split('\n').Count(line => line.Contains("contentDigest:")).ShouldBe(5);
        first.Split('\n').Count(line => line.Contains(" digest:")).ShouldBe(4);
        first.ShouldContain("          - name: common\n            version: 1.0.0\n");
    }

    [Fact]
    public async Task Each_question_is_asked_once_and_none_when_the_cache_has_what_is_locked()
    {
        await _session.RunAsync("packman dependency update shop");

        _session.Registry.Asked.Count(request => request.EndsWith("/charts/common/tags/list?n=1000")).ShouldBe(2);
        _session.ClearCharts();
        _session.Registry.Server.Requests.Clear();
        await _session.RunAsync("packman dependency build shop");

        _session.Registry.Server.Requests.ShouldBeEmpty();
        _session.Vendored.ShouldBe(["cache-1.1.0.tgz", "mid-0.1.0.tgz"]);
    }

    [Fact]
    public async Task Pruning_the_whole_cache_at_every_step_takes_nothing_from_an_update()
    {
        var prunes = 0;
        _session.Registry.Server.Before = async _ =>
        {
            prunes++;
            (await _session.RunAsync("packman cache prune --all")).ExitCode.ShouldBe(0);
            return false;
        };

        var updated = await _session.RunAsync("packman dependency update shop");

        updated.ExitCode.ShouldBe(0, updated.Error);
        prunes.ShouldBeGreaterThan(5);
        (await _session.RunAsync("packman template x shop")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Building_works_with_the_registry_gone()
    {
        await _session.RunAsync("packman dependency update shop");
        var before = File.ReadAllBytes(Path.Combine(_session.Shop, "charts", "mid-0.1.0.tgz"));
        _session.ClearCharts();
        await _session.Registry.DisposeAsync();

        var built = await _session.RunAsync("packman dependency build shop");

        built.ExitCode.ShouldBe(0, built.Error);
        File.ReadAllBytes(Path.Combine(_session.Shop, "charts", "mid-0.1.0.tgz")).ShouldBe(before);
    }

    [Fact]
    public async Task An_archive_that_was_swapped_in_charts_is_refused_by_name_and_put_back()
    {
        await _session.RunAsync("packman dependency update shop");
        var path = Path.Combine(_session.Shop, "charts", "cache-1.1.0.tgz");
        var good = File.ReadAllBytes(path);
        File.WriteAllBytes(path, _session.Archive("cache", "1.1.0"));

        Golden.Verify(
            await _session.RunAllAsync("packman install x shop", "packman package shop -d out", "packman dependency list shop", "packman dependency build shop"),
            "DependencyCommandTests.SwappedInCharts");

        File.ReadAllBytes(path).ShouldBe(good);
        (await _session.RunAsync("packman template x shop")).ExitCode.ShouldBe(0);
    }

    [Fact]
    public async Task Whoever_has_an_archive_is_told_of_no_command_that_needs_a_folder()
    {
        await _session.RunAsync("packman dependency update shop");
        File.WriteAllBytes(Path.Combine(_session.Folder, "bare-1.0.0.tgz"), _session.Archive("bare", "1.0.0", "cache ^1"));
        File.WriteAllBytes(Path.Combine(_session.Folder, "swapped-1.0.0.tgz"), new PackMan.Tests.Core.Charts.Loading.TestArchive()
            .File("shop/Chart.yaml", _session.Read("shop/Chart.yaml"))
            .File("shop/Chart.lock", _session.Read("shop/Chart.lock"))
            .File("shop/charts/cache-1.1.0.tgz", _session.Archive("cache", "1.1.0"))
            .File("shop/charts/mid-0.1.0.tgz", File.ReadAllBytes(Path.Combine(_session.Shop, "charts", "mid-0.1.0.tgz")))
            .Pack());

        Golden.Verify(await _session.RunAllAsync("packman template x bare-1.0.0.tgz", "packman template x swapped-1.0.0.tgz"), "DependencyCommandTests.Packed");
    }

    [Fact]
    public async Task An_archive_that_cannot_even_be_read_is_put_back()
    {
        await _session.RunAsync("packman dependency update shop");
        File.WriteAllText(Path.Combine(_session.Shop, "charts", "cache-1.1.0.tgz"), "no archive");

        (await _session.RunAsync("packman dependency list shop")).Output.ShouldContain("corrupt");
        (await _session.RunAsync("packman dependency build shop")).Error.ShouldBe("wrote shop/charts/cache-1.1.0.tgz\n");
    }

    [Fact]
    public async Task A_version_that_was_published_anew_with_other_content_is_refused_and_changes_nothing()
    {
        await _session.RunAsync("packman dependency update shop");
        _session.ClearCharts();
        _session.ClearCache();
        await _session.PushAsync("leaf", "0.3.0", "common ~1.1");

        Golden.Verify(await _session.RunAllAsync("packman dependency build shop"), "DependencyCommandTests.PublishedAnew");

        _session.Vendored.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_version_that_was_published_anew_is_taken_by_an_update_with_a_warning()
    {
        await _session.RunAsync("packman dependency update shop");
        _session.ClearCache();
        await _session.PushAsync("leaf", "0.3.0", "common ~1.1");

        var updated = await _session.RunAsync("packman dependency update shop");
        var again = await _session.RunAsync("packman dependency update shop");

        updated.ExitCode.ShouldBe(0, updated.Error);
        updated.Error.ShouldContain("warning: `leaf` 0.3.0 of `oci://");
        updated.Error.ShouldContain("is no longer the archive that was locked (sha256:");
        updated.Error.Split('\n').Count(line => line.Contains("published this version anew")).ShouldBe(1);
        again.Error.ShouldNotContain("anew");
    }

    [Fact]
    public async Task A_folder_that_changed_after_it_was_locked_is_refused_until_it_is_locked_anew()
    {
        await _session.RunAsync("packman dependency update shop");
        _session.Write("mid/values.yaml", "a: 1\n");

        Golden.Verify(await _session.RunAllAsync("packman dependency build shop", "packman template x shop --dependency-update", "packman dependency build shop"), "DependencyCommandTests.ChangedFolder");
    }

    [Fact]
    public async Task An_archive_is_listed_as_its_folder_is()
    {
        await _session.RunAsync("packman dependency update shop");
        await _session.RunAsync("packman package shop");
        var folder = await _session.RunAsync("packman dependency list shop -o json");

        var archive = await _session.RunAsync("packman dependency list shop-1.0.0.tgz -o json");

        archive.ExitCode.ShouldBe(0, archive.Error);
        archive.Output.ShouldBe(folder.Output);
        archive.Output.ShouldContain("\"status\":\"ok\"");
    }

    [Fact]
    public async Task What_is_wrong_in_the_charts_of_an_archive_is_listed()
    {
        File.WriteAllBytes(Path.Combine(_session.Folder, "shop-1.0.0.tgz"), new PackMan.Tests.Core.Charts.Loading.TestArchive()
            .File("shop/Chart.yaml", _session.ChartYaml("shop", "1.0.0", "cache ^1", "leaf *", "common ^2", "mid *"))
            .File("shop/charts/cache-1.1.0.tgz", "no archive")
            .File("shop/charts/leaf/Chart.yaml", _session.ChartYaml("leaf", "0.3.0"))
            .File("shop/charts/common-1.0.0.tgz", _session.Archive("common", "1.0.0"))
            .Pack());

        Golden.Verify(await _session.RunAllAsync("packman dependency list shop-1.0.0.tgz", "packman dependency list nowhere.tgz", "packman dependency update shop-1.0.0.tgz"), "DependencyCommandTests.ListOfArchive");
    }

    [Theory]
    [InlineData("template x shop")]
    [InlineData("package shop -d out")]
    [InlineData("push shop oci://HOST/charts")]
    [InlineData("lint shop")]
    public async Task What_is_missing_under_a_lock_out_of_step_is_fetched_by_the_one_command_that_is_named(string words)
    {
        await _session.RunAsync("packman dependency update shop");
        _session.Write("shop/Chart.yaml", _session.ChartYaml("shop", "1.0.0", "cache ^2"));

        var said = await _session.RunAllAsync($"packman {words}");

        said.ShouldContain("`packman dependency update shop`");
        said.ShouldNotContain("dependency build");
        said.ShouldNotContain("cannot be packed");
        await _session.RunAsync("packman dependency update shop");
        var mended = await _session.RunAllAsync($"packman {words}");
        mended.ShouldContain("exit: 0");
    }

    [Fact]
    public async Task A_lock_out_of_step_names_what_changed()
    {
        await _session.RunAsync("packman dependency update shop");
        _session.Write("shop/Chart.yaml", _session.ChartYaml("shop", "1.0.0", "cache ^2", "leaf *"));

        Golden.Verify(await _session.RunAllAsync("packman dependency build shop", "packman template x shop", "packman dependency update shop"), "DependencyCommandTests.OutOfStep");

        _session.Vendored.ShouldBe(["cache-2.0.0.tgz", "leaf-0.3.0.tgz"]);
    }

    [Fact]
    public async Task What_was_put_into_charts_by_hand_stays()
    {
        _session.Write("shop/charts/cache/Chart.yaml", _session.ChartYaml("cache", "1.0.5"));
        File.WriteAllBytes(Path.Combine(_session.Shop, "charts", "extra-1.0.0.tgz"), _session.Archive("extra", "1.0.0"));
        File.WriteAllBytes(Path.Combine(_session.Shop, "charts", "mid-0.0.9.tgz"), _session.Archive("mid", "0.0.9"));

        Golden.Verify(await _session.RunAllAsync("packman dependency update shop", "packman dependency list shop", "packman template x shop -s templates/shop.yaml"), "DependencyCommandTests.ByHand");

        _session.Vendored.ShouldBe(["cache", "extra-1.0.0.tgz", "mid-0.1.0.tgz"]);
    }

    [Theory]
    [InlineData("template x shop --dependency-update")]
    [InlineData("install x shop --dependency-update")]
    [InlineData("upgrade x shop --install --dependency-update")]
    [InlineData("lint shop --dependency-update")]
    [InlineData("package shop -u -d out")]
    public async Task Every_command_that_reads_a_chart_fetches_what_is_missing_when_asked_to(string words)
    {
        var without = await _session.RunAsync($"packman {words.Replace("--dependency-update", "").Replace("-u", "")}");
        var with = await _session.RunAsync($"packman {words}");

        without.ExitCode.ShouldBe(1);
        (without.Error + without.Output).ShouldContain("packman dependency build shop");
        with.ExitCode.ShouldBe(0, with.Error + with.Output);
        with.Error.ShouldContain("wrote shop/Chart.lock");
    }

    [Theory]
    [InlineData("cache 1.7 oci://HOST/charts")]
    [InlineData("cache 1.0.7 oci://HOST/charts")]
    [InlineData("cache - oci://HOST/charts")]
    [InlineData("cache ^1 -")]
    [InlineData("queue ^1 oci://HOST/charts")]
    [InlineData("cache ^1 oci://localhost:1/charts")]
    [InlineData("cache ^1 s3://bucket")]
    [InlineData("mid ^2 file://../mid")]
    [InlineData("cache ^1 file://../mid")]
    [InlineData("cache ^1 file://../nowhere")]
    [InlineData("loop - file://../shop")]
    public async Task A_dependency_that_cannot_be_had_is_one_error_and_changes_nothing(string dependency)
    {
        _session.Write("shop/Chart.yaml", _session.ChartYaml(dependency.StartsWith("loop") ? "loop" : "shop", "1.0.0", dependency.Replace("HOST", _session.Registry.Host)));

        var said = await _session.RunAllAsync("packman dependency update shop");

        Golden.Verify(said, $"DependencyCommandTests.Bad.{string.Concat(dependency.Where(char.IsAsciiLetterOrDigit))}");
        Directory.Exists(Path.Combine(_session.Shop, "charts")).ShouldBeFalse();
        File.Exists(Path.Combine(_session.Shop, "Chart.lock")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_published_chart_cannot_make_us_read_files_of_this_machine()
    {
        await _session.PushAsync("spy", "1.0.0", "mid - file://../mid");
        _session.Write("shop/Chart.yaml", _session.ChartYaml("shop", "1.0.0", "spy *"));

        var spoken = await _session.RunAsync("packman dependency update shop");

        spoken.ExitCode.ShouldBe(1);
        spoken.Error.ShouldContain("Dependency `mid` of chart `shop` → `spy` cannot be had: `file://../mid` means a file beside the chart that names it");
    }

    [Fact]
    public async Task A_registry_that_serves_another_version_under_the_tag_changes_nothing()
    {
        _session.Registry.Manifests["charts/cache:1.1.0"] = _session.Registry.Manifests["charts/cache:2.0.0"];

        var spoken = await _session.RunAsync("packman dependency update shop");

        spoken.ExitCode.ShouldBe(1);
        spoken.Error.ShouldContain("it holds the chart `cache` 2.0.0, which is not what its name says");
        File.Exists(Path.Combine(_session.Shop, "Chart.lock")).ShouldBeFalse();
    }

    [Fact]
    public async Task Charts_that_depend_on_each_other_end_in_an_error_that_shows_the_circle()
    {
        await _session.PushAsync("chicken", "1.0.0", "egg *");
        await _session.PushAsync("egg", "1.0.0", "chicken *");
        _session.Write("shop/Chart.yaml", _session.ChartYaml("shop", "1.0.0", "egg *"));

        var spoken = await _session.RunAsync("packman dependency update shop");

        spoken.Error.ShouldStartWith("error: Chart `egg` depends on itself: `egg` → `chicken` → `egg`\n");
    }
}
