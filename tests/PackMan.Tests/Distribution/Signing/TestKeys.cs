using System.Security.Cryptography;
using PackMan.Distribution.Signing.Keys;
using PackMan.Tests.Core.Charts.Loading;

namespace PackMan.Tests.Distribution.Signing;

/// <summary>Keys in files, as users have them.</summary>
internal static class TestKeys
{
    /// <summary>A file that is kept with the tests.</summary>
    public static string FileOf(string name) => Path.Combine(Repository.Root, "tests", "PackMan.Tests", "Distribution", "Signing", "Files", name);

    /// <summary>Writes NAME.key and NAME.pub into a folder.</summary>
    public static SigningKey Pair(TestFolder folder, string name, string? passphrase = null)
    {
        var key = SigningKey.Generate($"{name}.pub");
        folder.File($"{name}.key", key.ToPem(passphrase)).File($"{name}.pub", key.Public.ToPem());
        return key;
    }

    public static Task<SigningKey> ReadAsync(string path, string? passphrase = null) =>
        new KeyFiles(_ => Task.FromResult(passphrase)).ReadPrivateAsync(path, Path.GetFileName(path));

    public static string Rsa()
    {
        using var key = RSA.Create(2048);
        return key.ExportPkcs8PrivateKeyPem();
    }

    public static ECDsa On(ECCurve curve) => ECDsa.Create(curve);
}
