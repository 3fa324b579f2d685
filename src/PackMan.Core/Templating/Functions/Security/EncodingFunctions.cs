using System.Text;

namespace PackMan.Templating.Functions.Security;

/// <summary>Base64 and base32 of the UTF-8 bytes of a text, and back.</summary>
internal static class EncodingFunctions
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public static object? Base64Encode(FunctionCall call) => Convert.ToBase64String(Encoding.UTF8.GetBytes(call.Text(0)));

    public static object? Base64Decode(FunctionCall call) => Decoded(call, "base64", Convert.FromBase64String);

    public static object? Base32Encode(FunctionCall call) => Base32.Encode(Encoding.UTF8.GetBytes(call.Text(0)));

    public static object? Base32Decode(FunctionCall call) => Decoded(call, "base32", Base32.Decode);

    private static string Decoded(FunctionCall call, string form, Func<string, byte[]> decode)
    {
        try
        {
            return Strict.GetString(decode(call.Text(0)));
        }
        catch (Exception error) when (error is FormatException or DecoderFallbackException)
        {
            throw call.Error($"`{call.Name}` takes the {form} form of a UTF-8 text");
        }
    }
}
