using PackMan.Charts.Loading;
using PackMan.Cli;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

public sealed class PackageCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("packman-package-");

    [Fact]
    public async Task Charts_are_packed_and_told_with_path_and_digest()
    {
        var session = new Session { IsReal = true };

        var said = await session.RunAllAsync(
            $"packman package web -d {_folder.FullName}",
            $"packman package web shop -d {_folder.FullName}/deep/er --version 2.0.0+7 --app-version 2026.11 -o json");

        Golden.Verify(Scrub(said), "PackageCommandTests.Package");
        Files().ShouldBe(["deep/er/shop-2.0.0+7.tgz", "deep/er/web-2.0.0+7.tgz", "web-1.2.0.tgz"]);
        using var archive = File.OpenRead(Path.Combine(_folder.FullName, "deep/er/shop-2.0.0+7.tgz"));
        ChartLoader.LoadArchive(archive, "shop").Metadata.AppVersion.ShouldBe("2026.11");
    }

    [Fact]
    public async Task A_chart_that_would_not_install_leaves_no_file_nor_does_any_beside_it()
    {
        new ChartFolderBuilder(_folder.FullName).Template("a: {{ if }}\n");
        var session = new Session { IsReal = true, CurrentDirectory = _folder.FullName };
        var before = Files();

        var said = await session.RunAllAsync(
            $"packman package {Session.ChartsFolder}/web ./web",
            "packman package ./nowhere",
            "packman package ./web --version 1.0",
            "packman package ./web --sign --key me",
            "packman package ./web -u",
            "packman package");

        Golden.Verify(Scrub(said).Replace(Session.ChartsFolder, "[CHARTS]", StringComparison.Ordinal), "PackageCommandTests.Refused");
        Files().ShouldBe(before);
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "file"), "");

        var spoken = await new Session { IsReal = true }.RunAsync($"packman package web -d {_folder.FullName}/file");

        spoken.ExitCode.ShouldBe(ExitCodes.Failed);
        spoken.Error.ShouldStartWith($"error: `{_folder.FullName}/file/web-1.2.0.tgz` cannot be written: ");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private List<string> Files() =>
        [.. Directory.GetFiles(_folder.FullName, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_folder.FullName, path)).Order(StringComparer.Ordinal)];

    private string Scrub(string text) => text.Replace(_folder.FullName, "[TEMP]", StringComparison.Ordinal);
}
