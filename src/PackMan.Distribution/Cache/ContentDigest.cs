using System.Buffers;
using System.Security.Cryptography;

namespace PackMan.Distribution.Cache;

/// <summary>What content is known by: `sha256:` and 64 lower-case hexadecimal digits.</summary>
public sealed record ContentDigest
{
    private const string Prefix = "sha256:";
    private const int HexLength = 64;
    private static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdef");

    private ContentDigest(string hex) => Hex = hex;

    public string Hex { get; }

    /// <summary>The digest, or null when the text is none; other algorithms than sha256 are not known here.</summary>
    public static ContentDigest? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.Length == Prefix.Length + HexLength && text.StartsWith(Prefix, StringComparison.Ordinal) && text.AsSpan(Prefix.Length).IndexOfAnyExcept(Digits) < 0
            ? new ContentDigest(text[Prefix.Length..])
            : null;
    }

    public static ContentDigest Of(ReadOnlySpan<byte> content) => new(Convert.ToHexStringLower(SHA256.HashData(content)));

    public static ContentDigest Of(Stream content) => new(Convert.ToHexStringLower(SHA256.HashData(content)));

    /// <summary>The digest of what a hash was fed, which starts anew.</summary>
    internal static ContentDigest Of(IncrementalHash hash) => new(Convert.ToHexStringLower(hash.GetHashAndReset()));

    public override string ToString() => Prefix + Hex;
}
