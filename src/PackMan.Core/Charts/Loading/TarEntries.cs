using System.Buffers.Text;
using System.Globalization;
using System.Text;
using ICSharpCode.SharpZipLib.Tar;

namespace PackMan.Charts.Loading;

/// <summary>What the header of an entry says, with the long name of a preceding extension header applied.</summary>
internal readonly record struct TarEntry(string Name, byte Type, long Size);

/// <summary>
/// Reads a tar stream entry by entry. The library parses headers; the walk is our own, because the library's passes over
/// devices in silence and holds names of any length in memory.
/// </summary>
internal sealed class TarEntries(Stream tar) : IDisposable
{
    private const int BlockSize = 512;
    private const int MaxExtensionSize = 64 * 1024;
    private const byte PaxHeader = (byte)'x';
    private const byte PaxGlobalHeader = (byte)'g';
    private const byte GnuLongName = (byte)'L';
    private const byte GnuLongLink = (byte)'K';

    private long _padding;
    private TarContent? _content;

    /// <summary>The content of the entry that <see cref="Next"/> returned last.</summary>
    public Stream Content => _content ?? Stream.Null;

    /// <summary>The next file, folder, link or device; null at the end.</summary>
    /// <exception cref="InvalidDataException">The stream is no tar archive or is damaged.</exception>
    public TarEntry? Next()
    {
        var extension = default(Extension);
        while (ReadHeader() is { } header)
        {
            Open(extension.Size ?? header.Size);
            switch (header.TypeFlag)
            {
                case PaxHeader:
                    extension = ParsePax(ReadExtension(header.Size));
                    break;
                case GnuLongName:
                    extension = extension with { Name = Encoding.UTF8.GetString(ReadExtension(header.Size)).TrimEnd('\0') };
                    break;
                case PaxGlobalHeader or GnuLongLink:
                    break;
                default:
                    return new TarEntry(extension.Name ?? header.Name, header.TypeFlag, extension.Size ?? header.Size);
            }
        }

        return null;
    }

    public void Dispose() => _content?.Dispose();

    private void Open(long size)
    {
        if (size < 0)
        {
            throw new InvalidDataException("a header gives a negative size");
        }

        _content = new TarContent(tar, size);
        _padding = (BlockSize - (size % BlockSize)) % BlockSize;
    }

    private TarHeader? ReadHeader()
    {
        SkipContent();
        var block = new byte[BlockSize];
        var count = tar.ReadAtLeast(block, BlockSize, throwOnEndOfStream: false);
        if (count == 0 || (count == BlockSize && block.AsSpan().IndexOfAnyExcept((byte)0) < 0))
        {
            return null;
        }

        return count == BlockSize ? ParseHeader(block) : throw new EndOfStreamException("the archive ends in the middle of a header");
    }

    private static TarHeader ParseHeader(byte[] block)
    {
        var header = new TarHeader();
        try
        {
            header.ParseBuffer(block, Encoding.UTF8);
        }
        catch (Exception exception) when (exception is ArgumentException or TarException or OverflowException)
        {
            throw new InvalidDataException("a header is damaged", exception);
        }

        return header.IsChecksumValid ? header : throw new InvalidDataException("the checksum of a header is wrong");
    }

    private void SkipContent()
    {
        if (_content is null)
        {
            return;
        }

        _content.CopyTo(Stream.Null);
        var padding = new byte[_padding];
        tar.ReadExactly(padding);
        _content = null;
    }

    private byte[] ReadExtension(long size)
    {
        if (size > MaxExtensionSize)
        {
            throw new InvalidDataException("a header gives a name longer than any file system takes");
        }

        using var buffer = new MemoryStream();
        Content.CopyTo(buffer);
        return buffer.ToArray();
    }

    // Records are `LENGTH KEY=VALUE\n`, LENGTH counting the whole record in bytes (POSIX.1-2001, pax).
    private static Extension ParsePax(byte[] records)
    {
        var extension = default(Extension);
        for (var rest = records.AsSpan(); !rest.IsEmpty;)
        {
            var blank = rest.IndexOf((byte)' ');
            if (blank < 0 || !Utf8Parser.TryParse(rest, out int length, out var digits) || digits != blank || length <= blank + 1 || length > rest.Length)
            {
                throw new InvalidDataException("an extended header is damaged");
            }

            extension = Apply(extension, Encoding.UTF8.GetString(rest[(blank + 1)..(length - 1)]).Split('=', 2));
            rest = rest[length..];
        }

        return extension;
    }

    private static Extension Apply(Extension extension, string[] record) => record switch
    {
        ["path", var path] => extension with { Name = path },
        ["size", var size] => extension with { Size = ParseSize(size) },
        _ => extension,
    };

    private static long ParseSize(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
            ? size
            : throw new InvalidDataException("a header gives a size that is no number");

    private readonly record struct Extension(string? Name, long? Size);
}
