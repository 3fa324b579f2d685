using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace PackMan.Templating.Functions.Security;

/// <summary>Digests of the UTF-8 bytes of a text, in hexadecimal.</summary>
internal static class HashFunctions
{
    public static object? Sha256(FunctionCall call) => Convert.ToHexStringLower(SHA256.HashData(Bytes(call)));

    public static object? Sha512(FunctionCall call) => Convert.ToHexStringLower(SHA512.HashData(Bytes(call)));

    [SuppressMessage("Security", "CA5350", Justification = "Charts need it for names and checksums, not for secrecy")]
    public static object? Sha1(FunctionCall call) => Convert.ToHexStringLower(SHA1.HashData(Bytes(call)));

    [SuppressMessage("Security", "CA5351", Justification = "Charts need it for names and checksums, not for secrecy")]
    public static object? Md5(FunctionCall call) => Convert.ToHexStringLower(MD5.HashData(Bytes(call)));

    public static object? HmacSha256(FunctionCall call) => Convert.ToHexStringLower(HMACSHA256.HashData(Bytes(call, 1), Bytes(call)));

    public static object? HmacSha512(FunctionCall call) => Convert.ToHexStringLower(HMACSHA512.HashData(Bytes(call, 1), Bytes(call)));

    private static byte[] Bytes(FunctionCall call, int index = 0) => Encoding.UTF8.GetBytes(call.Text(index));
}
