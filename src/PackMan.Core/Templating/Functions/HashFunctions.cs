using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace PackMan.Templating.Functions;

/// <summary>Digests and encodings of the UTF-8 bytes of a text.</summary>
internal static class HashFunctions
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static object? Sha256(FunctionCall call) => Convert.ToHexStringLower(SHA256.HashData(Bytes(call)));

    public static object? Sha512(FunctionCall call) => Convert.ToHexStringLower(SHA512.HashData(Bytes(call)));

    [SuppressMessage("Security", "CA5350", Justification = "Charts need it for names and checksums, not for secrecy")]
    public static object? Sha1(FunctionCall call) => Convert.ToHexStringLower(SHA1.HashData(Bytes(call)));

    [SuppressMessage("Security", "CA5351", Justification = "Charts need it for names and checksums, not for secrecy")]
    public static object? Md5(FunctionCall call) => Convert.ToHexStringLower(MD5.HashData(Bytes(call)));

    public static object? Base64Encode(FunctionCall call) => Convert.ToBase64String(Bytes(call));

    public static object? Base64Decode(FunctionCall call)
    {
        try
        {
            return Strict.GetString(Convert.FromBase64String(call.Text(0)));
        }
        catch (Exception error) when (error is FormatException or DecoderFallbackException)
        {
            throw call.Error("`base64_decode` takes the base64 form of a UTF-8 text");
        }
    }

    /// <summary>Escaped for one segment, key or value of a URL: all but the unreserved characters of RFC 3986, section 2.3.</summary>
    public static object? UrlEncode(FunctionCall call) => Uri.EscapeDataString(call.Text(0));

    private static byte[] Bytes(FunctionCall call) => Encoding.UTF8.GetBytes(call.Text(0));
}
