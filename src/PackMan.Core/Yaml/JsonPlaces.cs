using System.Text;
using System.Text.Json;

namespace PackMan.Yaml;

/// <summary>Lines and columns of a JSON text, by the bytes that its reader counts.</summary>
internal sealed class JsonPlaces(byte[] utf8, string fileName)
{
    private readonly int[] _lineStarts = [0, .. Enumerable.Range(0, utf8.Length).Where(index => utf8[index] == '\n').Select(index => index + 1)];

    public Origin At(long offset)
    {
        var line = LineOf((int)offset);
        return new Origin.InFile(fileName, line + 1, Encoding.UTF8.GetCharCount(utf8.AsSpan(_lineStarts[line]..(int)offset)) + 1);
    }

    /// <summary>An error at a token, with its place as the reader's own errors have it.</summary>
    public JsonException Error(string message, long offset)
    {
        var line = LineOf((int)offset);
        return new JsonException(message, null, line, offset - _lineStarts[line]);
    }

    private int LineOf(int offset)
    {
        var found = Array.BinarySearch(_lineStarts, offset);
        return found >= 0 ? found : ~found - 1;
    }
}
