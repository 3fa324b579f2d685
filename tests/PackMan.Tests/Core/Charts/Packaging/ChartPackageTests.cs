using System.Diagnostics;
using System.Formats.Tar;
using System.IO.Compression;
using PackMan.Charts;
using PackMan.Charts.Loading;
using PackMan.Charts.Packaging;
using PackMan.Tests.Core.Charts.Loading;
using Shouldly;
using Xunit;
using TarEntry = System.Formats.Tar.TarEntry;

namespace PackMan.Tests.Core.Charts.Packaging;

public sealed class ChartPackageTests
{
    private static readonly (string Path, string Text)[] Web =
    [
        ("Chart.yaml", TestArchive.ChartYaml), ("values.yaml", "replicas: 1\n"), ("templates/service.yaml", "kind: Service\n"), ("templates/_labels.yaml", ""),
        ("crds/a.yaml", "kind: CustomResourceDefinition\n"), ("charts/cache/Chart.yaml", "apiVersion: packman/v1\nname: cache\nversion: 1.0.0\n"), ("data/größe.txt", "ü"),
    ];

    [Fact]
    public void Copies_with_other_times_modes_owners_and_order_give_the_same_bytes()
    {
        using var first = Folder(Web);
        using var second = Folder(Web.Reverse());
        MakeOther(second);

        var one = Pack(first);
        var other = Pack(second);

        other.Content.ToArray().ShouldBe(one.Content.ToArray());
        other.Digest.ShouldBe(one.Digest);
    }

    [Fact]
    public void The_bytes_are_those_every_machine_gives()
    {
        using var folder = Folder(Web);

        Pack(folder).Digest.ShouldBe("sha256:7a8846b1fdc629ced37e1c1a979215220241cb10c6ce0945666ed4a50b6c92dc");
    }

    [Fact]
    public void An_archive_loads_to_the_digest_of_its_folder()
    {
        using var folder = Folder(Web);
        var chart = ChartLoader.LoadFolder(folder.Path, "web");

        var loaded = Load(ChartPackage.Of(chart));

        loaded.Digest.Value.ShouldBe(chart.Digest.Value);
        loaded.Subcharts.Single().Metadata.Name.ShouldBe("cache");
        ChartPackage.Of(loaded).Digest.ShouldBe(ChartPackage.Of(chart).Digest);
    }

    [Fact]
    public void Entries_say_nothing_of_who_packed_them_and_when()
    {
        using var folder = Folder(Web);

        var package = Pack(folder);

        package.FileName.ShouldBe("web-1.2.3.tgz");
        package.Content.Span[..10].ToArray().ShouldBe([0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 255]);
        Entries(package).ShouldAllBe(entry => entry.Uid == 0 && entry.Gid == 0 && entry.ModificationTime.Year == 1980
            && (int)entry.Mode == 0b110_100_100 && entry.EntryType == TarEntryType.RegularFile && entry.Format == TarEntryFormat.Ustar);
        Entries(package).Cast<UstarTarEntry>().ShouldAllBe(entry => entry.UserName.Length == 0 && entry.GroupName.Length == 0);
        Entries(package).Select(entry => entry.Name).ShouldBe(
            ["web/Chart.yaml", "web/charts/cache/Chart.yaml", "web/crds/a.yaml", "web/data/größe.txt", "web/templates/_labels.yaml", "web/templates/service.yaml", "web/values.yaml"]);
    }

    [Fact]
    public void Earlier_packages_beside_Chart_yaml_stay_out()
    {
        using var folder = Folder(Web);
        var before = Pack(folder).Digest;
        folder.File("web-1.2.2.tgz", "old").File("web-1.2.2.tgz.prov", "old");

        Pack(folder).Digest.ShouldBe(before);

        folder.File(".packmanignore", "!/web-1.2.2.tgz\n");
        Load(Pack(folder)).Files.Select(file => file.Path).ShouldBe([".packmanignore", "data/größe.txt", "web-1.2.2.tgz"]);
    }

    [Fact]
    public void A_path_that_tar_can_cut_in_two_is_kept()
    {
        var path = $"files/{new string('a', 120)}/{new string('b', 99)}";
        using var folder = Folder([.. Web, (path, "deep")]);

        Load(Pack(folder)).Files.Select(file => file.Path).ShouldContain(path);
    }

    [Theory]
    [InlineData(60, 101)]
    [InlineData(150, 60)]
    public void A_path_that_tar_cannot_hold_is_refused(int folderLength, int nameLength)
    {
        using var folder = Folder([.. Web, ($"files/{new string('a', folderLength)}/{new string('b', nameLength)}", "deep")]);

        var error = Should.Throw<ArchivePathException>(() => Pack(folder));

        error.Message.ShouldStartWith("The chart cannot be packed: the path `web/files/aaa");
    }

    private static TestFolder Folder(IEnumerable<(string Path, string Text)> files) =>
        files.Aggregate(new TestFolder(), (folder, file) => folder.File(file.Path, file.Text));

    // An owner can be given away only by root, which tests in containers are.
    private static void MakeOther(TestFolder folder)
    {
        foreach (var file in Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        if (Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows())
        {
            using var chown = Process.Start("chown", ["-R", "12345:12345", folder.Path]);
            chown.WaitForExit();
        }
    }

    private static ChartPackage Pack(TestFolder folder) => ChartPackage.Of(ChartLoader.LoadFolder(folder.Path, "web"));

    private static Chart Load(ChartPackage package) => ChartLoader.LoadArchive(new MemoryStream(package.Content.ToArray()), package.FileName);

    private static List<TarEntry> Entries(ChartPackage package)
    {
        using var tar = new TarReader(new GZipStream(new MemoryStream(package.Content.ToArray()), CompressionMode.Decompress));
        var entries = new List<TarEntry>();
        while (tar.GetNextEntry(copyData: true) is { } entry)
        {
            entries.Add(entry);
        }

        return entries;
    }
}
