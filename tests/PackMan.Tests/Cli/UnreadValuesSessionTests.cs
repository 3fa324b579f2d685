using PackMan.Cli;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

public sealed class UnreadValuesSessionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("packman-unread-");

    private Session Session => new()
    {
        IsReal = true,
        Environment = new Session().Environment.Add("PACKMAN_SANDBOX", Path.Combine(_folder.FullName, "box")).Add("PACKMAN_NAMESPACE", "shop"),
    };

    [Fact]
    public async Task Values_without_effect_are_told_and_refused_by_strict() => Golden.Verify(
        Scrub(await Session.RunAllAsync(
            "packman template web ./web --set greetign=seeded-secret,Replicas=3 --show-only templates/config.yaml",
            "packman template web ./web --set greetign=hi --strict",
            "packman install web ./web --create-namespace --set greetign=hi,colour.dark=true --strict",
            "packman install web ./web --create-namespace --set greetign=hi --dry-run",
            "packman install web ./web --create-namespace --set greetign=hi --no-wait --hide-notes",
            "packman upgrade web ./web --set replicas=2 --reuse-values --dry-run")),
        "UnreadValuesSessionTests.Told");

    [Fact]
    public async Task Nothing_is_written_when_strict_refuses()
    {
        var session = Session;
        await session.RunAsync("packman install web ./web --create-namespace --set greetign=hi --strict");

        var spoken = await session.RunAsync("packman list --all-namespaces --short");

        spoken.ExitCode.ShouldBe(ExitCodes.Done);
        spoken.Output.Trim().ShouldBeEmpty();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private string Scrub(string text) => text.Replace(_folder.FullName, "[TEMP]", StringComparison.Ordinal);
}
