using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

/// <summary>
/// Charts with one mistake each, in `Mistakes/`: the session that meets it, and the places that its report must name. A new case is a folder.
/// </summary>
public sealed class SeededMistakeTests : IDisposable
{
    private const string Secret = "hunter2";

    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "PackMan.Tests", "Cli", "Mistakes");

    private readonly DirectoryInfo _box = Directory.CreateTempSubdirectory("packman-mistake-");

    public static TheoryData<string> Names => [.. Directory.GetDirectories(Folder).Select(folder => Path.GetFileName(folder)).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_mistake_is_told_at_its_line_and_at_the_value_behind_it(string name)
    {
        var folder = Path.Combine(Folder, name);
        var script = await File.ReadAllLinesAsync(Path.Combine(folder, "session.txt"), TestContext.Current.CancellationToken);
        var session = new Session
        {
            IsReal = true,
            CurrentDirectory = folder,
            Environment = new Session().Environment.Add("PACKMAN_SANDBOX", Path.Combine(_box.FullName, "box")).Add("PACKMAN_NAMESPACE", "shop"),
        };

        var spoken = new List<Spoken>();
        foreach (var line in script.Where(line => line.StartsWith("$ ", StringComparison.Ordinal)))
        {
            spoken.Add(await session.RunAsync(line[2..]));
        }

        Golden.VerifyFile(string.Join('\n', spoken).Replace(_box.FullName, "[TEMP]", StringComparison.Ordinal), Path.Combine(folder, "session.verified.txt"));
        var last = spoken[^1];
        last.ExitCode.ShouldBe(1);
        var told = script.Where(line => line.StartsWith("tells ", StringComparison.Ordinal)).Select(line => line["tells ".Length..]).ToList();
        told.ShouldNotBeEmpty();
        told.ShouldAllBe(place => last.Error.Contains(place, StringComparison.Ordinal));
        string.Join('\n', spoken).ShouldNotContain(Secret);
    }

    [Fact]
    public void There_are_thirty_of_them() => Names.Count.ShouldBeGreaterThanOrEqualTo(30);

    public void Dispose() => _box.Delete(recursive: true);
}
