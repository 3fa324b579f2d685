using PackMan.Cli;
using PackMan.Releases;
using PackMan.Tests.Fakes;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

public sealed class ReadingCommandsTests
{
    private static readonly (string, string, int, ReleaseStatus)[] Some =
    [
        ("web", "shop", 1, ReleaseStatus.Superseded),
        ("web", "shop", 2, ReleaseStatus.Deployed),
        ("api", "shop", 1, ReleaseStatus.Failed),
        ("blog", "press", 1, ReleaseStatus.Deployed),
        ("old", "shop", 1, ReleaseStatus.Uninstalled),
        ("cron", "shop", 1, ReleaseStatus.PendingInstall),
    ];

    [Fact]
    public async Task Lists_in_every_form() => Golden.Verify(
        await (await SessionAsync()).RunAllAsync(
            "packman list -n shop",
            "packman list --all-namespaces --no-headers",
            "packman list -n shop -q",
            "packman list -n shop --deployed -o json",
            "packman list -n shop --short --failed -o yaml",
            "packman list -n shop --superseded",
            "packman list -n shop --pending --failed",
            "packman list -A --date --max 2 --time-format '02 Jan 06 15:04 MST'",
            "packman list -A --reverse --offset 1 --max 1",
            "packman list -A --filter '^(web|blog)$'",
            "packman list -A -l 'team in (web, api),team!=api'",
            "packman ls -n nowhere",
            "packman list -n nowhere -o json"),
        "ReadingCommandsTests.List");

    [Fact]
    public async Task History_in_every_form() => Golden.Verify(
        await (await SessionAsync()).RunAllAsync(
            "packman history web -n shop",
            "packman history web -n shop --max 1 -o json",
            "packman hist web -n shop -o yaml"),
        "ReadingCommandsTests.History");

    [Fact]
    public async Task Status_in_every_form() => Golden.Verify(
        await (await SessionAsync()).RunAllAsync("packman status web -n shop", "packman status web -n shop --revision 1 -o json", "packman status web -n shop -o yaml"),
        "ReadingCommandsTests.Status");

    [Fact]
    public async Task Get_prints_each_part() => Golden.Verify(
        await (await SessionAsync()).RunAllAsync(
            "packman get all web -n shop",
            "packman get hooks web -n shop",
            "packman get manifest web -n shop",
            "packman get metadata web -n shop",
            "packman get metadata web -n shop --revision 1 -o json",
            "packman get notes web -n shop",
            "packman get values web -n shop",
            "packman get values web -n shop --all -o json"),
        "ReadingCommandsTests.Get");

    [Fact]
    public async Task Missing_releases_and_revisions_name_what_is_there() => Golden.Verify(
        await (await SessionAsync()).RunAllAsync(
            "packman status frontend -n shop",
            "packman get values web -n shop --revision 7",
            "packman history Web_1 -n shop"),
        "ReadingCommandsTests.Missing");

    [Theory]
    [InlineData("status web -o json")]
    [InlineData("status web")]
    [InlineData("get values web")]
    [InlineData("get values web --all -o yaml")]
    [InlineData("get all web")]
    [InlineData("get all web -o json")]
    [InlineData("get notes web")]
    public async Task Sensitive_values_and_data_of_Secrets_are_hidden(string line)
    {
        var text = (await (await SessionAsync()).RunAsync($"packman {line} -n shop")).ToString();

        text.ShouldNotContain("c2VlZGVkLXNlY3JldA==");
        text.ShouldNotContain("seeded-value");
        text.ShouldContain("(hidden)");
    }

    [Theory]
    [InlineData("get manifest web", "c2VlZGVkLXNlY3JldA==")]
    [InlineData("get all web --show-sensitive", "c2VlZGVkLXNlY3JldA==")]
    [InlineData("get values web --show-sensitive", "seeded-value")]
    public async Task They_are_shown_to_who_asks_for_them(string line, string secret) =>
        (await (await SessionAsync()).RunAsync($"packman {line} -n shop")).Output.ShouldContain(secret);

    [Fact]
    public async Task Colours_come_with_a_terminal_and_go_with_NO_COLOR()
    {
        var terminal = new TerminalFacts(true, true, 80);
        var stations = new FakeStations { Releases = await Recorded.StoreAsync(Some) };
        var plain = new Session().Environment;

        (await new Session { Stations = stations, Terminal = terminal }.RunAsync("packman list -n shop")).Output.ShouldContain("\e[32mdeployed");
        (await new Session { Stations = stations, Terminal = terminal, Environment = plain.Add("NO_COLOR", "1") }.RunAsync("packman list -n shop")).Output.ShouldNotContain("\e[");
        (await new Session { Stations = stations }.RunAsync("packman list -n shop --color always")).Output.ShouldContain("\e[");
    }

    private static async Task<Session> SessionAsync()
    {
        var cluster = new FakeCluster();
        cluster.Add("""{"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"web","namespace":"shop","creationTimestamp":"2026-01-02T01:00:00Z"} }""");
        return new Session { Stations = new FakeStations { Cluster = cluster, Releases = await Recorded.StoreAsync(Some) } };
    }
}
