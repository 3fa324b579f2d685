using System.Formats.Asn1;

namespace PackMan.Distribution.Signing.Keys;

/// <summary>The form of signatures: a DER sequence of two numbers, as it is or in base64.</summary>
internal static class EcdsaSignature
{
    // Two numbers of 33 bytes, with their heads.
    private const int Longest = 72;

    public static bool IsWellFormed(ReadOnlySpan<byte> signature)
    {
        if (signature.Length > Longest)
        {
            return false;
        }

        try
        {
            var outer = new AsnReader(signature.ToArray(), AsnEncodingRules.DER);
            var numbers = outer.ReadSequence();
            outer.ThrowIfNotEmpty();
            numbers.ReadInteger();
            numbers.ReadInteger();
            numbers.ThrowIfNotEmpty();
            return true;
        }
        catch (AsnContentException)
        {
            return false;
        }
    }

    /// <summary>The bytes of a signature file: openssl's are the signature itself, cosign's its base64.</summary>
    public static byte[] Read(ReadOnlySpan<byte> file) =>
        !IsWellFormed(file) && Decode(System.Text.Encoding.ASCII.GetString(file).Trim()) is { } decoded ? decoded : file.ToArray();

    /// <summary>The bytes of base64; null when the text is none.</summary>
    public static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var count) ? bytes[..count] : null;
    }
}
