using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace PackMan.Tests.Core.Charts.Loading;

/// <summary>Writes chart archives as other tools would, good and hostile ones; by the runtime's tar, which is not the one under test.</summary>
internal sealed class TestArchive
{
    private readonly List<TarEntry> _entries = [];

    public static string ChartYaml { get; } = "apiVersion: packman/v1\nname: web\nversion: 1.2.3\n";

    public TestArchive File(string path, string content) => File(path, Encoding.UTF8.GetBytes(content));

    public TestArchive File(string path, byte[] content, TarEntryFormat format = TarEntryFormat.Ustar)
    {
        var entry = Create(format, TarEntryType.RegularFile, path);
        entry.DataStream = new MemoryStream(content);
        return Add(entry);
    }

    public TestArchive Entry(TarEntryType type, string path, string linkName = "")
    {
        var entry = Create(TarEntryFormat.Ustar, type, path);
        if (linkName.Length > 0)
        {
            entry.LinkName = linkName;
        }

        return Add(entry);
    }

    public static TestArchive Chart() => new TestArchive().File("web/Chart.yaml", ChartYaml);

    public byte[] Tar()
    {
        using var tar = new MemoryStream();
        using (var writer = new TarWriter(tar, leaveOpen: true))
        {
            foreach (var entry in _entries)
            {
                entry.DataStream?.Seek(0, SeekOrigin.Begin);
                writer.WriteEntry(entry);
            }
        }

        return tar.ToArray();
    }

    public byte[] Pack() => Gzip(Tar());

    public static byte[] Gzip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    private TestArchive Add(TarEntry entry)
    {
        _entries.Add(entry);
        return this;
    }

    private static TarEntry Create(TarEntryFormat format, TarEntryType type, string path) => format switch
    {
        TarEntryFormat.Pax => new PaxTarEntry(type, path),
        TarEntryFormat.Gnu => new GnuTarEntry(type, path),
        _ => new UstarTarEntry(type, path),
    };
}
