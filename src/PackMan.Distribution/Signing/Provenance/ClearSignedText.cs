using System.Text;

namespace PackMan.Distribution.Signing.Provenance;

/// <summary>A text with an OpenPGP signature below it (RFC 9580, 7). Whatever stands around the signed part makes it none.</summary>
/// <param name="Text">The signed lines, without their escapes.</param>
/// <param name="Signature">The armored signature.</param>
internal sealed record ClearSignedText(string Text, byte[] Signature)
{
    private const string Begin = "-----BEGIN PGP SIGNED MESSAGE-----";
    private const string BeginSignature = "-----BEGIN PGP SIGNATURE-----";
    private const string EndSignature = "-----END PGP SIGNATURE-----";

    /// <summary>The bytes that are signed: lines end in CRLF, save the last.</summary>
    public byte[] SignedBytes => Encoding.UTF8.GetBytes(Text.Replace("\n", "\r\n", StringComparison.Ordinal));

    /// <summary>A text about to be signed, as it is read back: blanks at the end of lines, and the last line's end, are not signed.</summary>
    public static ClearSignedText Of(string text) => new(string.Join('\n', text.TrimEnd('\n').Split('\n').Select(TrimLine)), []);

    /// <summary>The file, with the digest's name that readers choose by (`SHA512`).</summary>
    public byte[] Write(string hash) => Encoding.UTF8.GetBytes(
        $"{Begin}\nHash: {hash}\n\n{string.Join('\n', Text.Split('\n').Select(line => line.StartsWith('-') ? $"- {line}" : line))}\n{Encoding.ASCII.GetString(Signature)}");

    public static ClearSignedText? TryParse(ReadOnlySpan<byte> file)
    {
        // Blanks at the end of lines are not signed.
        var lines = Encoding.UTF8.GetString(file).Split('\n').Select(TrimLine).ToList();
        var start = lines.FindIndex(line => line.Length > 0);
        if (start < 0 || lines[start] != Begin)
        {
            return null;
        }

        var text = lines.FindIndex(start, line => line.Length == 0) + 1;
        var signature = lines.IndexOf(BeginSignature);
        var end = lines.IndexOf(EndSignature);
        var isWhole = text > 0 && text < signature && signature < end && lines.Skip(end + 1).All(line => line.Length == 0)
            && lines[(start + 1)..(text - 1)].TrueForAll(header => header.StartsWith("Hash:", StringComparison.Ordinal));
        return isWhole && Unescape(lines[text..signature]) is { } signed
            ? new ClearSignedText(signed, Encoding.UTF8.GetBytes(string.Join('\n', lines[signature..(end + 1)]) + "\n"))
            : null;
    }

    private static string TrimLine(string line) => line.TrimEnd(' ', '\t', '\r');

    private static string? Unescape(List<string> lines) => lines.TrueForAll(line => !line.StartsWith('-') || line.StartsWith("- ", StringComparison.Ordinal) || line == "-")
        ? string.Join('\n', lines.Select(line => line.StartsWith("- ", StringComparison.Ordinal) ? line[2..] : line))
        : null;
}
