using System.Collections.Immutable;
using System.Formats.Tar;
using System.Text;
using PackMan.Charts;
using PackMan.Charts.Loading;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Charts.Loading;

public sealed class ChartArchiveTests
{
    private static readonly ChartLimits Small = new() { TotalBytes = 64 * 1024, FileBytes = 16 * 1024, Files = 20, Depth = 6, PathBytes = 120 };

    [Fact]
    public void Files_come_without_their_top_folder_and_in_order()
    {
        var archive = TestArchive.Chart()
            .Entry(TarEntryType.Directory, "web/templates/")
            .File("web/templates/service.yaml", "kind: Service")
            .File("web/.packmanignore", "*.bak")
            .File("web/templates/a.yaml", "");

        var files = Read(archive.Pack());

        files.Select(file => file.Path).ShouldBe([".packmanignore", "Chart.yaml", "templates/a.yaml", "templates/service.yaml"]);
        Encoding.UTF8.GetString(files[3].Content.Span).ShouldBe("kind: Service");
    }

    [Theory]
    [InlineData(TarEntryFormat.Pax)]
    [InlineData(TarEntryFormat.Gnu)]
    public void Long_names_are_read_in_the_ways_tar_tools_write_them(TarEntryFormat format)
    {
        var name = new string('ä', 55);

        var files = Read(TestArchive.Chart().File("web/" + name, [1, 2], format).Pack());

        files[1].Path.ShouldBe(name);
        files[1].Content.Length.ShouldBe(2);
    }

    [Fact]
    public void A_leading_dot_folder_is_no_folder()
    {
        var archive = new TestArchive().Entry(TarEntryType.Directory, "./").Entry(TarEntryType.Directory, "./web/").File("./web/Chart.yaml", "x");

        Read(archive.Pack()).Single().Path.ShouldBe("Chart.yaml");
    }

    [Theory]
    [InlineData("web/../../etc/passwd", "it leads out of the chart through `..`")]
    [InlineData("../web/x", "it leads out of the chart through `..`")]
    [InlineData("/etc/passwd", "it is absolute")]
    [InlineData("C:/x", "it is absolute")]
    [InlineData("c:x", "it is absolute")]
    [InlineData(@"web\..\..\x", "it holds a backslash, which some systems take for a folder separator")]
    [InlineData("web/a\nb", "it holds a control character")]
    [InlineData("web//x", "it has an empty or `.` part")]
    [InlineData("web/./x", "it has an empty or `.` part")]
    [InlineData("web/1/2/3/4/5/6", "it lies more than 6 folders deep")]
    public void A_path_that_could_reach_elsewhere_is_refused(string path, string reason)
    {
        var error = Should.Throw<ChartPathException>(() => Read(TestArchive.Chart().File(path, [1], TarEntryFormat.Pax).Pack()));

        error.Message.ShouldBe($"Chart `web.tgz` is refused: the path `{path.Replace('\n', '?')}` is not allowed, because {reason}");
    }

    [Fact]
    public void A_folder_entry_that_leads_out_is_refused_too() =>
        Should.Throw<ChartPathException>(() => Read(TestArchive.Chart().Entry(TarEntryType.Directory, "../x/").Pack()));

    [Fact]
    public void A_path_too_long_for_plain_tar_is_refused() =>
        Should.Throw<ChartPathException>(() => Read(TestArchive.Chart().File("web/" + new string('x', 130), [1], TarEntryFormat.Pax).Pack()))
            .Message.ShouldEndWith("because it is longer than 120 bytes");

    [Theory]
    [InlineData(TarEntryType.SymbolicLink, "is a link")]
    [InlineData(TarEntryType.HardLink, "is a link")]
    [InlineData(TarEntryType.CharacterDevice, "is a device or pipe")]
    [InlineData(TarEntryType.BlockDevice, "is a device or pipe")]
    [InlineData(TarEntryType.Fifo, "is a device or pipe")]
    public void Links_and_devices_are_refused(TarEntryType type, string reason)
    {
        var archive = TestArchive.Chart().Entry(type, "web/x", reason == "is a link" ? "/etc/passwd" : "");

        Should.Throw<ChartLinkException>(() => Read(archive.Pack())).Message.ShouldBe($"Chart `web.tgz` is refused: `web/x` {reason}");
    }

    [Fact]
    public void A_file_that_comes_twice_is_refused() =>
        Should.Throw<DuplicateChartFileException>(() => Read(TestArchive.Chart().File("web/Chart.yaml", "x").Pack()))
            .Message.ShouldBe("Chart `web.tgz` is refused: it holds the file `Chart.yaml` twice");

    [Theory]
    [InlineData("web/a", "web/a/b/c", "the path `a/b/c` is not allowed, because `a` is a file")]
    [InlineData("web/a/b/c", "web/a/b", "the path `a/b` is not allowed, because there is a folder of that name")]
    public void A_name_cannot_be_both_a_file_and_a_folder(string first, string second, string reason) =>
        Should.Throw<ChartPathException>(() => Read(TestArchive.Chart().File(first, "").File(second, "").Pack())).Message.ShouldEndWith(reason);

    [Fact]
    public void Sizes_and_counts_are_bounded()
    {
        Refusal(TestArchive.Chart().File("web/x", new byte[17 * 1024])).ShouldBe("the file `x` is too large, and the limit is 0.02 MiB");
        Refusal(Many(5, 15 * 1024)).ShouldBe("its files together are too large, and the limit is 0.06 MiB");
        Refusal(Many(20, 1)).ShouldBe("it has too many files, and the limit is 20 files");
    }

    [Fact]
    public void A_bomb_stops_at_the_limit_whatever_hides_it()
    {
        // A folder entry of a gigabyte of zeros: nothing of it is kept, and decompressing it all is refused as well.
        var bomb = TestArchive.Gzip([.. HeaderOfSize("web/x/", '5', 1L << 30), .. new byte[8 * 1024 * 1024]]);

        Should.Throw<ChartLimitException>(() => Read(bomb)).Message.ShouldBe("Chart `web.tgz` is refused: it decompresses to too much, and the limit is 0.06 MiB");
    }

    [Fact]
    public void A_lying_header_costs_no_memory()
    {
        var archive = TestArchive.Gzip([.. HeaderOfSize("web/x", '0', 8_000_000_000), .. new byte[512]]);

        Should.Throw<ChartArchiveException>(() => Read(archive)).Message.ShouldEndWith("it is cut off");
    }

    [Theory]
    [InlineData("", "it is no gzip archive")]
    [InlineData("<html>not found</html>", "it is no gzip archive")]
    [InlineData("\u001F", "it is no gzip archive")]
    public void What_is_no_gzip_is_called_so(string content, string reason) =>
        Should.Throw<ChartArchiveException>(() => Read(Encoding.Latin1.GetBytes(content))).Message.ShouldBe($"`web.tgz` cannot be read as a chart archive: {reason}");

    [Fact]
    public void A_values_file_in_the_place_of_a_chart_is_recognised() =>
        Should.Throw<ChartArchiveException>(() => ChartArchive.Read(new MemoryStream("a: 1"u8.ToArray()), "prod.yaml", new LoadBudget(Small), default))
            .Hint.ShouldContain("pass the file with `-f`");

    [Fact]
    public void An_archive_without_files_or_top_folder_is_no_chart()
    {
        Fault(TestArchive.Gzip(new byte[1024])).ShouldBe("it holds no files");
        Fault(new TestArchive().Entry(TarEntryType.Directory, "web/").Pack()).ShouldBe("it holds no files");
        Fault(new TestArchive().File("Chart.yaml", TestArchive.ChartYaml).Pack()).ShouldBe("`Chart.yaml` lies outside a top folder");
        Fault(TestArchive.Chart().File("other/x", "").Pack()).ShouldBe("it has more than one top folder, `web` and `other`");
    }

    [Fact]
    public void A_damaged_header_is_named()
    {
        var tar = TestArchive.Chart().Tar();
        tar[5] ^= 1;

        Fault(TestArchive.Gzip(tar)).ShouldBe("it is damaged (the checksum of a header is wrong)");
        Fault(TestArchive.Gzip("this is text, not a tar archive"u8.ToArray())).ShouldBe("it is cut off");
    }

    [Fact]
    public void Cutting_an_archive_anywhere_is_noticed()
    {
        var archive = TestArchive.Chart().File("web/values.yaml", RandomBytes(9000)).Pack();

        for (var length = 2; length < archive.Length; length += 97)
        {
            Fault(archive[..length]).ShouldBe("it is cut off", $"after {length} of {archive.Length} bytes");
        }
    }

    [Fact]
    public void Flipping_any_byte_gives_an_error_of_our_own_or_the_same_files()
    {
        var archive = TestArchive.Chart().File("web/values.yaml", RandomBytes(3000)).Pack();
        var whole = ChartDigest.Compute(Read(archive));

        for (var i = 0; i < archive.Length; i++)
        {
            var damaged = archive.ToArray();
            damaged[i] ^= 0x55;
            try
            {
                ChartDigest.Compute(Read(damaged)).ShouldBe(whole);
            }
            catch (PackManException)
            {
                // The damage was noticed.
            }
        }
    }

    private static byte[] HeaderOfSize(string path, char type, long size)
    {
        var header = new ICSharpCode.SharpZipLib.Tar.TarHeader { Name = path, TypeFlag = (byte)type, Size = size, Mode = 0x1A4 };
        var block = new byte[512];
        header.WriteHeader(block, Encoding.UTF8);
        return block;
    }

    private static TestArchive Many(int count, int size) =>
        Enumerable.Range(0, count).Aggregate(TestArchive.Chart(), (archive, i) => archive.File($"web/{i}", new byte[size]));

    private static byte[] RandomBytes(int count)
    {
        var bytes = new byte[count];
        new Random(1).NextBytes(bytes);
        return bytes;
    }

    private static string Refusal(TestArchive archive) =>
        Should.Throw<ChartLimitException>(() => Read(archive.Pack())).Message.Replace("Chart `web.tgz` is refused: ", "", StringComparison.Ordinal);

    private static string Fault(byte[] archive) =>
        Should.Throw<ChartArchiveException>(() => Read(archive)).Message.Replace("`web.tgz` cannot be read as a chart archive: ", "", StringComparison.Ordinal);

    private static ImmutableArray<ChartFile> Read(byte[] archive) =>
        ChartArchive.Read(new MemoryStream(archive), "web.tgz", new LoadBudget(Small), CancellationToken.None);
}
