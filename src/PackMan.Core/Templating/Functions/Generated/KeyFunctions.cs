using System.Security.Cryptography;

namespace PackMan.Templating.Functions.Generated;

/// <summary>`gen_private_key`: keys in PEM (PKCS #8).</summary>
internal static class KeyFunctions
{
    // What stands before the 32 bytes of an Ed25519 key in PKCS #8: RFC 8410, section 7.
    private static ReadOnlySpan<byte> Ed25519Header => [0x30, 0x2E, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];

    public static object? Generate(FunctionCall call)
    {
        var kind = call.Has(0) ? call.Text(0) : PrivateKey.DefaultKind;
        return kind is "ecdsa" or "ed25519" or "rsa"
            ? call.Context.Environment.Seed.Once(CallName.Of(call, 1), () => kind == "ed25519" ? Ed25519() : Pem(kind))
            : throw call.Error($"`{call.Name}` makes keys of the kinds `ecdsa`, `ed25519` and `rsa`, not `{kind}`");
    }

    private static string Pem(string kind)
    {
        using var key = PrivateKey.Make(kind);
        return key?.Pem + "\n";
    }

    private static string Ed25519() =>
        PemEncoding.WriteString("PRIVATE KEY", [.. Ed25519Header, .. RandomNumberGenerator.GetBytes(32)]) + "\n";
}
