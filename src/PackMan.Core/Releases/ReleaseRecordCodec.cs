using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PackMan.Releases;

/// <summary>
/// A record as bytes: gzip over JSON, documented in `docs/reference/release-record.md`. Equal records give equal bytes,
/// because their sha256 names a revision's parts.
/// </summary>
public static class ReleaseRecordCodec
{
    private static readonly JsonWriterOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, MaxDepth = 1000 };

    public static byte[] Encode(ReleaseRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Json))
        {
            ReleaseRecordWriter.Write(writer, record);
        }

        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            gzip.Write(buffer.WrittenSpan);
        }

        return packed.ToArray();
    }

    /// <exception cref="ReleaseRecordException">The bytes are no record of this format.</exception>
    public static ReleaseRecord Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return ReleaseRecordReader.Read(Yaml.JsonText.Parse(Unpack(bytes)));
        }
        catch (Exception exception) when (exception is InvalidDataException or JsonException or FormatException)
        {
            throw new ReleaseRecordException(exception.Message, exception);
        }
    }

    internal static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static byte[] Unpack(ReadOnlySpan<byte> bytes)
    {
        using var packed = new MemoryStream(bytes.ToArray(), writable: false);
        using var gzip = new GZipStream(packed, CompressionMode.Decompress);
        using var plain = new MemoryStream();
        gzip.CopyTo(plain);
        return plain.ToArray();
    }
}

/// <summary>The bytes of a release record are damaged or of an unknown format.</summary>
public sealed class ReleaseRecordException(string reason, Exception? innerException = null)
    : PackManException($"The release record cannot be read: {reason}", innerException)
{
    public override string Hint => "The record was changed or written by a newer PackMan; `packman history` shows the other revisions";
}
