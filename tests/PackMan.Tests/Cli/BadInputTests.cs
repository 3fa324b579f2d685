using PackMan.Cli;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

public sealed class BadInputTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("packman-bad-");

    public static TheoryData<string> Cases => [.. BadInput.Charts.Select(entry => entry.Name)];

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Bad_input_is_one_error_and_nothing_is_written(string name)
    {
        var (_, words, make) = BadInput.Charts.Single(entry => entry.Name == name);
        make(new ChartFolderBuilder(_folder.FullName));
        var session = await SandboxAsync();
        var before = Objects();

        var spoken = await session.RunAsync($"packman install {words}");

        spoken.ExitCode.ShouldBe(ExitCodes.Failed);
        spoken.Output.ShouldBeEmpty();
        spoken.Error.Split('\n').Count(line => line.StartsWith("error: ", StringComparison.Ordinal)).ShouldBe(1, spoken.Error);
        spoken.Error.ShouldNotContain("   at ");
        Objects().ShouldBe(before);
        Golden.Verify(Scrub(spoken.ToString()), $"BadInputTests.{name.Replace(' ', '-')}");
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task Commands_that_only_read_end_in_one_error_at_most(string name)
    {
        var (_, words, make) = BadInput.Charts.Single(entry => entry.Name == name);
        make(new ChartFolderBuilder(_folder.FullName));
        var session = await SandboxAsync();

        foreach (var command in (string[])[$"template {words}", $"lint {words.Split(' ')[1]}", $"lint {words.Split(' ')[1]} -o json", $"explain {words} configmap/web", $"values {words[(words.IndexOf(' ', StringComparison.Ordinal) + 1)..]} -o json"])
        {
            var spoken = await session.RunAsync($"packman {command}");

            spoken.ExitCode.ShouldBeInRange(ExitCodes.Done, ExitCodes.Failed);
            spoken.Error.Split('\n').Count(line => line.StartsWith("error: ", StringComparison.Ordinal)).ShouldBeLessThan(2, spoken.Error);
            spoken.ToString().ShouldNotContain("   at ");
        }
    }

    [Fact]
    public async Task What_is_there_already_stays_as_it_is()
    {
        new ChartFolderBuilder(_folder.FullName).Template("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ release.name }}\n");
        var session = await SandboxAsync();
        (await session.RunAsync("packman install web ./web")).ExitCode.ShouldBe(ExitCodes.Done);
        var before = Objects();

        var said = await session.RunAllAsync(
            "packman install web ./web",
            "packman upgrade other ./web",
            "packman rollback web 5",
            "packman rollback other",
            "packman uninstall other",
            "packman status web --revision 9");

        Objects().ShouldBe(before);
        Golden.Verify(Scrub(said), "BadInputTests.Releases");
    }

    [Fact]
    public async Task A_server_that_nobody_runs_is_named()
    {
        var session = new Session { IsReal = true, CurrentDirectory = _folder.FullName, Time = TimeProvider.System };

        var spoken = await session.RunAsync("packman list --kube-apiserver http://127.0.0.1:1");

        spoken.ExitCode.ShouldBe(ExitCodes.Failed);
        spoken.Error.ShouldContain("127.0.0.1:1");
        spoken.Error.ShouldNotContain("   at ");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary>A session on a sandbox that exists, so that its first objects are no difference.</summary>
    private async Task<Session> SandboxAsync()
    {
        var session = new Session
        {
            IsReal = true,
            CurrentDirectory = _folder.FullName,
            Environment = new Session().Environment.Add("PACKMAN_SANDBOX", Path.Combine(_folder.FullName, "box")),
        };
        await session.RunAsync("packman list");
        return session;
    }

    private List<string> Objects() =>
        [.. Directory.GetFiles(Path.Combine(_folder.FullName, "box", "objects"), "*", SearchOption.AllDirectories).Select(path => $"{path} {File.ReadAllText(path)}").Order(StringComparer.Ordinal)];

    private string Scrub(string text) => text.Replace(_folder.FullName, "[TEMP]", StringComparison.Ordinal);
}
