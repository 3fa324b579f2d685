using System.Collections.Immutable;
using PackMan.Charts;
using PackMan.Charts.Bundling;
using PackMan.Images;
using PackMan.Manifests;
using PackMan.Tests.Core.Charts.Loading;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Core.Charts.Bundling;

public sealed class BundleArchiveTests
{
    private static readonly ChartBundle Bundle = new(
        new ChartFile("web-1.2.3.tgz", TestArchive.Chart().Pack()),
        [new ChartFile("web-1.2.3.tgz.sig", "signed"u8.ToArray())],
        [
            new UsedImage(ImageReference.TryParse("nginx:1.27")!.TryResolve($"sha256:{new string('a', 64)}")!, [new ImageUse(new ObjectIdentity("apps", "Deployment", "shop", "web"), "spec.image", "web/templates/a.yaml")]),
            new UsedImage(ImageReference.TryParse("quay.io/b")!, []),
        ]);

    [Fact]
    public void What_is_written_is_read_back()
    {
        var read = Read(BundleArchive.Write(Bundle))!;

        read.ChartFile.Path.ShouldBe("web-1.2.3.tgz");
        read.ChartFile.Content.ToArray().ShouldBe(Bundle.ChartFile.Content.ToArray());
        read.FindEvidence("web-1.2.3.tgz.sig").ShouldBe("signed"u8.ToArray());
        read.Images.Select(used => used.Image).ShouldBe(Bundle.Images.Select(used => used.Image));
        read.Images[0].Uses.Single().ShouldBe(Bundle.Images[0].Uses[0] with { Object = new ObjectIdentity("", "Deployment", "shop", "web") });
    }

    [Fact]
    public void The_same_bundle_gives_the_same_bytes() => BundleArchive.Write(Bundle).ShouldBe(BundleArchive.Write(Bundle with { }));

    [Fact]
    public void What_is_no_bundle_is_left_where_it_stood()
    {
        foreach (var content in new[] { TestArchive.Chart().Pack(), "no archive"u8.ToArray(), [], [0x1F, 0x8B], TestArchive.Gzip("no tar"u8.ToArray()), TestArchive.Chart().File("web/packman-bundle.json", "{}").Pack() })
        {
            using var stream = new MemoryStream(content);

            BundleArchive.TryRead(stream, "x.tgz").ShouldBeNull();
            stream.Position.ShouldBe(0);
        }
    }

    [Fact]
    public void A_chart_in_a_bundle_may_have_as_many_bytes_as_one_by_itself()
    {
        var noise = new byte[30_000_000];
        new Random(1).NextBytes(noise);

        Read(BundleArchive.Write(Bundle with { ChartFile = new ChartFile("web-1.2.3.tgz", noise) }))!.ChartFile.Content.Length.ShouldBe(noise.Length);
    }

    [Fact]
    public void A_first_entry_that_never_ends_is_no_bundle_and_costs_little()
    {
        var bomb = new TestArchive().File("web/x", new byte[50_000_000]).File("web/packman-bundle.json", "{}").Pack();

        Read(bomb).ShouldBeNull();
    }

    [Fact]
    public void A_thousand_damaged_bundles_are_refused_in_words()
    {
        var good = BundleArchive.Write(Bundle);
        var tar = Gunzip(good);
        var random = new Random(20);
        for (var round = 0; round < 1000; round++)
        {
            // Half of them damaged where the checksum of gzip would hide what the reader does with it.
            var bytes = round % 2 == 0 ? [.. good] : (byte[])[.. tar];
            for (var flips = random.Next(1, 4); flips > 0; flips--)
            {
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            }

            Judge(round % 2 == 0 ? bytes : TestArchive.Gzip(bytes));
        }
    }

    private static void Judge(byte[] bytes)
    {
        try
        {
            // Padding and times of entries mean nothing; all that does is as it was, then.
            var read = Read(bytes);
            if (read is not null)
            {
                read.ChartFile.Content.ToArray().ShouldBe(Bundle.ChartFile.Content.ToArray());
                read.FindEvidence("web-1.2.3.tgz.sig").ShouldBe("signed"u8.ToArray());
            }
        }
        catch (PackManException error)
        {
            error.Message.ShouldContain("x.tgz");
        }
    }

    private static byte[] Gunzip(byte[] bytes)
    {
        using var gzip = new System.IO.Compression.GZipStream(new MemoryStream(bytes), System.IO.Compression.CompressionMode.Decompress);
        using var tar = new MemoryStream();
        gzip.CopyTo(tar);
        return tar.ToArray();
    }

    private static ChartBundle? Read(byte[] bytes)
    {
        using var stream = new MemoryStream(bytes);
        return BundleArchive.TryRead(stream, "x.tgz");
    }
}
