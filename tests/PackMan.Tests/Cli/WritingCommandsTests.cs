using PackMan.Live;
using PackMan.Tests.Fakes;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

public sealed class WritingCommandsTests
{
    [Fact]
    public async Task A_release_lives() => Golden.Verify(
        await new Session().RunAllAsync(
            "packman install web ./web -n shop --set greeting=hi",
            "packman upgrade web ./web -n shop --set extra=true --reuse-values",
            "packman upgrade web ./web -n shop",
            "packman rollback web 1 -n shop",
            "packman history web -n shop",
            "packman get values web -n shop",
            "packman uninstall web -n shop --keep-history",
            "packman list -n shop",
            "packman uninstall web -n shop",
            "packman list -n shop"),
        "WritingCommandsTests.Life");

    [Fact]
    public async Task Dry_runs_print_the_plan_and_write_nothing()
    {
        var session = new Session();
        await session.RunAsync("packman install web ./web -n shop");
        session.Stations.Cluster.ClearJournal();

        Golden.Verify(
            await session.RunAllAsync(
                "packman install other ./web -n shop --dry-run",
                "packman upgrade web ./web -n shop --dry-run --set greeting=hi --set extra=true",
                "packman upgrade web ./web -n shop --dry-run=server --set greeting=hi -o json",
                "packman upgrade web ./web -n shop --dry-run=client --set greeting=hi",
                "packman rollback web 1 -n shop --dry-run",
                "packman uninstall web -n shop --dry-run"),
            "WritingCommandsTests.DryRun");
        session.Stations.Cluster.Writes.ShouldBeEmpty();
    }

    [Fact]
    public async Task Secrets_appear_nowhere()
    {
        var session = new Session();

        var said = await session.RunAllAsync(
            "packman install web ./web -n shop --debug",
            "packman upgrade web ./web -n shop --dry-run --set greeting=hi",
            "packman upgrade web ./web -n shop --set greeting=hi -o json",
            "packman status web -n shop -o yaml");

        said.ShouldNotContain("seeded-");
        said.ShouldNotContain("c2VlZGVk");
    }

    [Fact]
    public async Task Mistakes_end_before_the_cluster_is_asked()
    {
        var session = new Session();

        Golden.Verify(
            await session.RunAllAsync(
                "packman install",
                "packman install ./web",
                "packman install web ./web more",
                "packman install web ./web --generate-name",
                "packman install --generate-name",
                "packman install web ./nowhere",
                "packman install web repo/web",
                "packman install web oci://registry.example/web",
                "packman install Web_1 ./web",
                "packman install abcdefghij-abcdefghij-abcdefghij-abcdefghij-abcdefghij-1 ./web",
                "packman install web ./web --timeout 5",
                "packman install web ./web --set a[",
                "packman install web ./web -f missing.yaml",
                "packman install web ./web --labels team",
                "packman install web ./web --labels packman.dev/revision=7",
                "packman install web ./web --dry-run=later",
                "packman install web ./web --wait=legacy",
                "packman install web ./web --atomc",
                "packman upgrade web",
                "packman rollback web one",
                "packman uninstall",
                "packman template"),
            "WritingCommandsTests.Mistakes");
        session.Stations.Cluster.Writes.ShouldBeEmpty();
        session.Stations.Releases.Journal.ShouldBeEmpty();
    }

    [Fact]
    public async Task Refusals_of_the_engine_and_the_cluster()
    {
        var session = new Session();
        await session.RunAsync("packman install web ./web -n shop");
        session.Stations.Cluster.Add("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"taken","namespace":"shop"} }""");

        Golden.Verify(
            await session.RunAllAsync(
                "packman install web ./web -n shop",
                "packman install web ./web -n nowhere",
                "packman install taken ./web -n shop",
                "packman upgrade other ./web -n shop",
                "packman install broken ./web -n shop --set greeting.deep=1",
                "packman rollback web 7 -n shop",
                "packman rollback web -n shop",
                "packman uninstall other -n shop",
                "packman uninstall other -n shop --ignore-not-found"),
            "WritingCommandsTests.Refusals");
    }

    [Fact]
    public async Task An_unreachable_cluster_is_one_error()
    {
        var session = new Session { Stations = new FakeStations { ConnectFailure = new ApiException("Listing secrets in namespace `shop`", 403, "Forbidden", "secrets is forbidden") } };

        Golden.Verify((await session.RunAsync("packman upgrade web ./web -n shop")).ToString(), "WritingCommandsTests.Forbidden");
    }

    [Fact]
    public async Task Names_are_made_up_on_request()
    {
        var session = new Session();

        (await session.RunAsync("packman install -g ./web -n shop")).Output.ShouldStartWith("NAME: web-1767323045\n");
        (await session.RunAsync("packman install ./web -n shop --name-template '{{ chart.name }}-{{ values.greeting ?? 1 }}' --set greeting=x --hide-notes")).Output.ShouldStartWith("NAME: web-x\n");
    }

    [Fact]
    public async Task A_failed_upgrade_goes_back_when_asked_to()
    {
        var session = new Session();
        await session.RunAsync("packman install web ./web -n shop");
        var cluster = session.Stations.Cluster;
        cluster.BeforeWait = (request, _) =>
        {
            cluster.BeforeWait = null;
            throw new NotReadyException([new ObjectProgress(request.Objects[0].Reference, new ReadinessState.Failed("image `migrate:1` cannot be pulled"))], null);
        };

        var spoken = await session.RunAsync("packman upgrade web ./web -n shop --set greeting=hi --rollback-on-failure");

        spoken.ExitCode.ShouldBe(1);
        spoken.Error.ShouldContain("hint: The release was rolled back to revision 1");
        session.Stations.Releases.Statuses.ShouldBe("1 superseded, 2 failed, 3 deployed");
    }

    [Fact]
    public async Task Templates_are_printed_without_a_cluster()
    {
        var session = new Session { Stations = new FakeStations { ConnectFailure = new InvalidOperationException("no cluster here") } };

        Golden.Verify(
            await session.RunAllAsync(
                "packman template ./web",
                "packman template shop ./web -n shop --set extra=true --no-hooks",
                "packman template web ./web --show-only templates/config.yaml --show-only 'templates/ex*'",
                "packman template web ./web --show-only 'templates/c*.yaml' --create-namespace --wait --timeout 5m --atomic -l a=b",
                "packman template web ./web --kube-version newest",
                "packman template web ./web --validate"),
            "WritingCommandsTests.Template");
    }

    [Fact]
    public async Task A_template_asks_the_server_only_when_told_to()
    {
        var session = new Session();

        (await session.RunAsync("packman template ./web --dry-run")).ExitCode.ShouldBe(0);
        session.Stations.Asked.ShouldBeNull();

        (await session.RunAsync("packman template ./web --dry-run=server")).Output.ShouldContain("kind: ConfigMap");
        session.Stations.Asked.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_template_writes_a_file_per_template()
    {
        var folder = Directory.CreateTempSubdirectory("packman-out-");

        var spoken = await new Session().RunAsync($"packman template shop ./web --output-dir {folder.FullName} --release-name --skip-tests");

        spoken.Output.ShouldContain($"wrote {folder.FullName}/shop/web/templates/config.yaml\n");
        File.ReadAllText(Path.Combine(folder.FullName, "shop", "web", "templates", "config.yaml")).ShouldStartWith("---\n# Source: web/templates/config.yaml\napiVersion: v1\n");
        folder.Delete(recursive: true);
    }
}
