using System.Collections.Immutable;
using System.Formats.Tar;
using System.IO.Compression;
using PackMan.Charts;

namespace PackMan.Tests.Cli;

/// <summary>Looks into bundles by the runtime's tar, which is not the one under test.</summary>
internal static class TestBundle
{
    /// <summary>The files in the order they are written, without the folder at the top.</summary>
    public static ImmutableArray<ChartFile> Unpack(byte[] bundle)
    {
        using var gzip = new GZipStream(new MemoryStream(bundle), CompressionMode.Decompress);
        using var tar = new TarReader(gzip);
        var files = ImmutableArray.CreateBuilder<ChartFile>();
        while (tar.GetNextEntry() is { } entry)
        {
            using var content = new MemoryStream();
            entry.DataStream?.CopyTo(content);
            files.Add(new ChartFile(entry.Name[(entry.Name.IndexOf('/') + 1)..], content.ToArray()));
        }

        return files.ToImmutable();
    }
}
