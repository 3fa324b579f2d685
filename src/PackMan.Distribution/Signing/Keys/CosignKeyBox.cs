using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Org.BouncyCastle.Crypto.Engines;
using Org.BouncyCastle.Crypto.Generators;
using Org.BouncyCastle.Crypto.Macs;
using Org.BouncyCastle.Crypto.Parameters;
using PackMan.Yaml;

namespace PackMan.Distribution.Signing.Keys;

/// <summary>
/// The encryption of cosign's private keys: scrypt makes a key of the passphrase, NaCl's secretbox (XSalsa20 and Poly1305) holds
/// the PKCS#8 key (https://github.com/secure-systems-lab/go-securesystemslib/blob/main/encrypted/encrypted.go).
/// </summary>
internal static class CosignKeyBox
{
    private const int KeyLength = 32;
    private const int NonceLength = 24;
    private const int TagLength = 16;

    // Cosign takes 64 MiB. A file that asks for more than this is no key, but an attack on the memory.
    private const long MostMemory = 512 * 1024 * 1024;

    /// <summary>The key inside; null when the passphrase does not open it.</summary>
    /// <exception cref="KeyFileException">The content is no such box.</exception>
    public static byte[]? TryOpen(byte[] content, string passphrase, string name)
    {
        try
        {
            var box = JsonText.Parse(content);
            if (box.FindString("kdf", "name") != "scrypt" || box.FindString("cipher", "name") != "nacl/secretbox")
            {
                throw Unknown(name, null);
            }

            var key = Derive(box, passphrase);
            return key is null ? throw Unknown(name, null) : Open(key, Bytes(box, "cipher", "nonce"), Bytes(box, "ciphertext"));
        }
        catch (Exception exception) when (exception is JsonException or FormatException or ArgumentException)
        {
            throw Unknown(name, exception);
        }
    }

    private static byte[]? Derive(YamlNode box, string passphrase)
    {
        if (box.Find("kdf", "params", "N") is not YamlNumber { AsInt64: > 1 and { } cost }
            || box.Find("kdf", "params", "r") is not YamlNumber { AsInt64: > 0 and <= 64 and { } blockSize }
            || box.Find("kdf", "params", "p") is not YamlNumber { AsInt64: > 0 and <= 16 and { } parallel }
            || cost > MostMemory / (128 * blockSize))
        {
            return null;
        }

        return SCrypt.Generate(Encoding.UTF8.GetBytes(passphrase), Bytes(box, "kdf", "salt"), (int)cost, (int)blockSize, (int)parallel, KeyLength);
    }

    /// <summary>The first 32 bytes of the key stream are the key of the tag, which stands in front of the text.</summary>
    private static byte[]? Open(byte[] key, byte[] nonce, byte[] sealedText)
    {
        if (nonce.Length != NonceLength || sealedText.Length < TagLength)
        {
            return null;
        }

        var stream = new XSalsa20Engine();
        stream.Init(forEncryption: false, new ParametersWithIV(new KeyParameter(key), nonce));
        var tagKey = new byte[KeyLength];
        stream.ProcessBytes(tagKey, 0, KeyLength, tagKey, 0);

        var authentication = new Poly1305();
        authentication.Init(new KeyParameter(tagKey));
        authentication.BlockUpdate(sealedText, TagLength, sealedText.Length - TagLength);
        var tag = new byte[TagLength];
        authentication.DoFinal(tag, 0);
        if (!CryptographicOperations.FixedTimeEquals(tag, sealedText.AsSpan(0, TagLength)))
        {
            return null;
        }

        var text = new byte[sealedText.Length - TagLength];
        stream.ProcessBytes(sealedText, TagLength, text.Length, text, 0);
        return text;
    }

    private static byte[] Bytes(YamlNode box, params ReadOnlySpan<string> path) => Convert.FromBase64String(box.FindString(path) ?? "");

    private static KeyFileException Unknown(string name, Exception? cause) =>
        new(name, "is a key of cosign in a form PackMan does not know", "Make a new pair with `packman generate-key NAME` or `cosign generate-key-pair`", cause);
}
