using PackMan.ClusterTests.Fixtures;

namespace PackMan.ClusterTests.Distribution.Signing;

/// <summary>Somebody with keys of gpg, as Helm's `package --sign` wants them.</summary>
internal sealed class GpgUser : IAsyncDisposable
{
    private readonly DirectoryInfo _home;

    private GpgUser(DirectoryInfo home) => _home = home;

    public string SecretKeyring => Path.Combine(_home.FullName, "secring.gpg");

    public string PublicKeyring => Path.Combine(_home.FullName, "pubring.gpg");

    /// <param name="folder">Where the keyrings are put, in a folder of their own.</param>
    /// <param name="keys">Names and algorithms, such as `ed25519`.</param>
    public static async Task<GpgUser> StartAsync(string folder, params (string Name, string Algorithm)[] keys)
    {
        var home = Directory.CreateDirectory(Path.Combine(folder, "gnupg"));
        if (!OperatingSystem.IsWindows())
        {
            home.UnixFileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        }

        var gpg = SystemProgram.Require("gpg", ("GNUPGHOME", home.FullName));
        var person = new GpgUser(home);
        foreach (var (name, algorithm) in keys)
        {
            await gpg.SucceedAsync("--batch", "--pinentry-mode", "loopback", "--passphrase", "", "--quick-gen-key", name, algorithm, "sign", "never");
        }

        await gpg.SucceedAsync("--batch", "--pinentry-mode", "loopback", "--output", person.SecretKeyring, "--export-secret-keys");
        await gpg.SucceedAsync("--output", person.PublicKeyring, "--export");
        return person;
    }

    // The agent would outlive the folder.
    public async ValueTask DisposeAsync() => await SystemProgram.Require("gpgconf", ("GNUPGHOME", _home.FullName)).RunAsync("--kill", "all");
}
