using System.Text;
using PackMan.Charts;

namespace PackMan.Templating.Sources;

/// <summary>Bytes of a chart's file as text: UTF-8 without byte order mark, line ends as LF.</summary>
internal static class TemplateDecoder
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>The text of a template.</summary>
    /// <exception cref="TemplateException">The file is no UTF-8, or has a byte order mark of another encoding.</exception>
    public static string Decode(ChartFile file, string path)
    {
        var bytes = file.Content.Span;
        if (bytes.StartsWith<byte>([0xFF, 0xFE]) || bytes.StartsWith<byte>([0xFE, 0xFF]))
        {
            throw NotUtf8(path, "its byte order mark says UTF-16", line: 1);
        }

        if (bytes.StartsWith<byte>([0xEF, 0xBB, 0xBF]))
        {
            bytes = bytes[3..];
        }

        try
        {
            // The same chart gives the same bytes from any checkout.
            return Strict.GetString(bytes).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        }
        catch (DecoderFallbackException error)
        {
            var line = 1 + bytes[..Math.Clamp(error.Index, 0, bytes.Length)].Count((byte)'\n');
            throw NotUtf8(path, $"byte {error.Index + 1} starts no character", line);
        }
    }

    private static TemplateException NotUtf8(string path, string why, int line) =>
        new($"`{path}` is not UTF-8: {why}", new CodeFrame(path, line, 1), "Save the file as UTF-8");
}
