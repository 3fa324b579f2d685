using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace PackMan.Fuzz.Generation;

/// <summary>Writes tar archives block by block, so that a header can lie in every field.</summary>
internal sealed class RawTar
{
    private const int BlockSize = 512;

    private readonly List<byte> _bytes = [];

    public static byte[] Gzip(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(bytes);
        }

        return packed.ToArray();
    }

    public RawTar File(string name, byte[] content) => Entry(new RawTarHeader(name) { Size = content.Length }, content);

    public RawTar Entry(RawTarHeader header, byte[]? content = null)
    {
        _bytes.AddRange(header.ToBlock());
        if (content is not null)
        {
            _bytes.AddRange(content);
            _bytes.AddRange(new byte[(BlockSize - (content.Length % BlockSize)) % BlockSize]);
        }

        return this;
    }

    /// <summary>An extended header of POSIX for the entry that follows.</summary>
    public RawTar Pax(char type, params (string Key, string Value)[] records)
    {
        var content = Encoding.UTF8.GetBytes(string.Concat(records.Select(record => Record(record.Key, record.Value))));
        return Entry(new RawTarHeader("PaxHeader") { Type = type, Size = content.Length }, content);
    }

    public RawTar GnuLongName(string name)
    {
        var content = Encoding.UTF8.GetBytes(name + '\0');
        return Entry(new RawTarHeader("././@LongLink") { Type = 'L', Size = content.Length }, content);
    }

    public byte[] Finish(int endBlocks = 2)
    {
        return [.. _bytes, .. new byte[BlockSize * endBlocks]];
    }

    private static string Record(string key, string value)
    {
        var rest = $" {key}={value}\n";
        var length = Encoding.UTF8.GetByteCount(rest);
        var digits = (length + 1).ToString(CultureInfo.InvariantCulture).Length;
        return (length + digits).ToString(CultureInfo.InvariantCulture) + rest;
    }
}

/// <summary>A header of a tar entry as it will stand in the archive.</summary>
internal sealed record RawTarHeader(string Name)
{
    public long Size { get; init; }

    public char Type { get; init; } = '0';

    public string Link { get; init; } = "";

    /// <summary>The size field as text, instead of the octal number.</summary>
    public string? SizeField { get; init; }

    /// <summary>Whether the checksum fits.</summary>
    public bool IsSound { get; init; } = true;

    public byte[] ToBlock()
    {
        var block = new byte[512];
        Put(block, 0, 100, Name);
        Put(block, 100, 8, "0000644");
        Put(block, 108, 8, "0000000");
        Put(block, 116, 8, "0000000");
        Put(block, 124, 12, SizeField ?? Convert.ToString(Size, 8).PadLeft(11, '0'));
        Put(block, 136, 12, "00000000000");
        Put(block, 148, 8, "        ");
        block[156] = (byte)Type;
        Put(block, 157, 100, Link);
        Put(block, 257, 8, "ustar\000");
        var sum = block.Sum(value => value) + (IsSound ? 0 : 1);
        Put(block, 148, 8, Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ");
        return block;
    }

    private static void Put(byte[] block, int start, int length, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        bytes.AsSpan(0, Math.Min(bytes.Length, length)).CopyTo(block.AsSpan(start));
    }
}
