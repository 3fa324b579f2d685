using System.Text.RegularExpressions;
using PackMan.Cli;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

public sealed partial class SandboxSessionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("packman-session-");

    private Session Session => new()
    {
        IsReal = true,
        CurrentDirectory = Repository.Root,
        Environment = new Session().Environment.Add("PACKMAN_SANDBOX", Path.Combine(_folder.FullName, "box")).Add("PACKMAN_NAMESPACE", "shop"),
    };

    [Fact]
    public async Task The_web_example_lives_its_life() => Golden.Verify(
        Scrub(await Session.RunAllAsync(
            "packman install web charts-examples/web --create-namespace --dry-run",
            "packman install web charts-examples/web --create-namespace",
            "packman status web",
            "packman upgrade web charts-examples/web --set replicas=3 --dry-run",
            "packman upgrade web charts-examples/web --set replicas=3",
            "packman rollback web --dry-run",
            "packman rollback web",
            "packman history web",
            "packman uninstall web --dry-run",
            "packman uninstall web",
            "packman list --all-namespaces")),
        "SandboxSessionTests.Web");

    [Fact]
    public async Task A_failed_upgrade_is_taken_back_when_asked_for()
    {
        var session = Session;
        await session.RunAsync("packman install web charts-examples/web --create-namespace");

        var spoken = await session.RunAsync("packman upgrade web charts-examples/web --set podAnnotations.sandbox\\.packman\\.dev/fail=crash --rollback-on-failure");

        Golden.Verify(Scrub(spoken.ToString()) + Scrub((await session.RunAsync("packman history web")).ToString()), "SandboxSessionTests.RolledBack");
        spoken.ExitCode.ShouldBe(ExitCodes.Failed);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Scrub(string text) =>
        GeneratedName().Replace(text.Replace(_folder.FullName, "[TEMP]", StringComparison.Ordinal), "web-[RANDOM]");

    // A ReplicaSet's name, and its pods' after it.
    [GeneratedRegex("web-[a-z0-9]{8,10}(-[a-z0-9]{5})?\\b")]
    private static partial Regex GeneratedName();
}
