using System.Collections.Immutable;
using System.Formats.Tar;
using ICSharpCode.SharpZipLib.GZip;
using ICSharpCode.SharpZipLib.Zip.Compression;

namespace PackMan.Charts.Packaging;

/// <summary>
/// Writes files as a `.tgz` whose bytes depend on nothing but names and contents: plain tar entries with a fixed time, mode
/// and owner, compressed by a managed deflate that gives the same bytes on every system.
/// </summary>
internal static class ChartArchiveWriter
{
    // The first day archives of all formats can name; extracting a time of zero makes some tools warn.
    private static readonly DateTimeOffset EntryTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private const UnixFileMode EntryMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <param name="topFolder">The folder every file is put into.</param>
    /// <param name="files">In the order they are written.</param>
    /// <exception cref="ArchivePathException">A path is longer than the format holds.</exception>
    public static byte[] Write(string topFolder, ImmutableArray<ChartFile> files)
    {
        using var archive = new MemoryStream();
        using (var gzip = new GZipOutputStream(archive) { IsStreamOwner = false, ModifiedTime = DateTime.UnixEpoch })
        {
            gzip.SetLevel(Deflater.BEST_COMPRESSION);
            using var tar = new TarWriter(gzip, TarEntryFormat.Ustar, leaveOpen: true);
            foreach (var file in files)
            {
                WriteEntry(tar, $"{topFolder}/{file.Path}", file.Content);
            }
        }

        return archive.ToArray();
    }

    private static void WriteEntry(TarWriter tar, string path, ReadOnlyMemory<byte> content)
    {
        using var data = new MemoryStream(content.ToArray(), writable: false);
        var entry = new UstarTarEntry(TarEntryType.RegularFile, path) { ModificationTime = EntryTime, Mode = EntryMode, DataStream = data };
        try
        {
            tar.WriteEntry(entry);
        }
        catch (ArgumentException exception)
        {
            throw new ArchivePathException(path, exception);
        }
    }
}

/// <summary>A path that no plain tar can hold: 155 bytes of folders and 100 of what follows them.</summary>
public sealed class ArchivePathException(string path, Exception cause)
    : PackManException($"The chart cannot be packed: the path `{path}` is too long for an archive", cause)
{
    public string Path { get; } = path;

    public override string Hint => "Shorten the name of the file or of a folder above it: the last 100 bytes must begin behind a `/`, and at most 155 may stand before it";
}
