using System.Text;
using System.Text.Unicode;

namespace PackMan.Yaml;

/// <summary>Decodes files strictly: a byte that is no UTF-8 is an error with its place, never a replacement character.</summary>
public static class Utf8Text
{
    /// <exception cref="YamlException">The bytes are no UTF-8.</exception>
    public static string Decode(ReadOnlySpan<byte> bytes, string fileName)
    {
        if (bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
        {
            throw new YamlException($"`{fileName}` is UTF-16 text", new CodeFrame(fileName, 1, 1), "Save it as UTF-8");
        }

        var text = bytes is [0xEF, 0xBB, 0xBF, ..] ? bytes[3..] : bytes;
        return Utf8.IsValid(text) ? Encoding.UTF8.GetString(text) : throw InvalidByte(bytes, fileName);
    }

    private static YamlException InvalidByte(ReadOnlySpan<byte> bytes, string fileName)
    {
        var offset = 0;
        while (Rune.DecodeFromUtf8(bytes[offset..], out _, out var length) == System.Buffers.OperationStatus.Done)
        {
            offset += length;
        }

        var before = bytes[..offset];
        var column = Encoding.UTF8.GetCharCount(before[(before.LastIndexOf((byte)'\n') + 1)..]) + 1;
        return new YamlException(
            $"`{fileName}` is no UTF-8 text: byte 0x{bytes[offset]:X2} at offset {offset}",
            new CodeFrame(fileName, before.Count((byte)'\n') + 1, column),
            "Save it as UTF-8");
    }
}
