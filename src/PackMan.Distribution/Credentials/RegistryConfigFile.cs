using System.Text;
using System.Text.Json;
using PackMan.Yaml;

namespace PackMan.Distribution.Credentials;

/// <summary>A `config.json` as Docker and Helm write it: credentials by host, or the helper that keeps them.</summary>
internal sealed class RegistryConfigFile(string path, UserEnvironment environment, TimeProvider time)
{
    private const int LargestFile = 1024 * 1024;

    public string Path { get; } = path;

    /// <summary>The credential for a host; null when the file is absent or has none.</summary>
    /// <exception cref="PackManException">The file is broken, or its helper failed.</exception>
    public async Task<RegistryCredential?> FindAsync(string host, CancellationToken cancellationToken)
    {
        var config = Read();
        if (HelperOf(config, "credHelpers", host) is { } own)
        {
            return await own.GetAsync(RegistryHost.KeyOf(host), cancellationToken);
        }

        foreach (var (key, entry) in (config.Find("auths") as YamlMap)?.Entries ?? [])
        {
            if (RegistryHost.Means(key, host) && entry is YamlMap fields && Credential(fields) is { } written)
            {
                return written;
            }
        }

        return HelperOf(config) is { } store ? await store.GetAsync(RegistryHost.KeyOf(host), cancellationToken) : null;
    }

    /// <summary>Keeps name and password: with the helper the file names, else in the file itself, which only its owner may read.</summary>
    /// <returns>Where they are now, for messages.</returns>
    public async Task<string> StoreAsync(string host, string username, string password, CancellationToken cancellationToken)
    {
        var config = Read();
        if ((HelperOf(config, "credHelpers", host) ?? HelperOf(config)) is { } helper)
        {
            await helper.StoreAsync(RegistryHost.KeyOf(host), username, password, cancellationToken);
            return $"the credential helper `{helper.Command}`";
        }

        var auth = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{username}:{password}"));
        Write(WithoutAuth(config, host).WithPath(["auths", RegistryHost.KeyOf(host), "auth"], new YamlString(auth)));
        return $"`{Path}`";
    }

    /// <summary>Forgets a host; false when nothing was known of it.</summary>
    public async Task<bool> EraseAsync(string host, CancellationToken cancellationToken)
    {
        var config = Read();
        if ((HelperOf(config, "credHelpers", host) ?? HelperOf(config)) is { } helper && await helper.GetAsync(RegistryHost.KeyOf(host), cancellationToken) is not null)
        {
            await helper.EraseAsync(RegistryHost.KeyOf(host), cancellationToken);
            return true;
        }

        var without = WithoutAuth(config, host);
        if (ReferenceEquals(without, config))
        {
            return false;
        }

        Write(without);
        return true;
    }

    private static YamlMap WithoutAuth(YamlMap config, string host)
    {
        var keys = (config.Find("auths") as YamlMap)?.Keys.Where(key => RegistryHost.Means(key, host)).ToList() ?? [];
        return keys.Aggregate(config, (rest, key) => rest.WithoutPath("auths", key));
    }

    private RegistryCredential? Credential(YamlMap fields)
    {
        var credential = new RegistryCredential($"`{Path}`")
        {
            Username = Text(fields, "username") ?? "",
            Password = Text(fields, "password") ?? "",
            IdentityToken = Text(fields, "identitytoken"),
            RegistryToken = Text(fields, "registrytoken"),
        };
        if (Text(fields, "auth") is { } auth)
        {
            credential = Decode(auth) is [var username, var password]
                ? credential with { Username = username, Password = password.TrimEnd('\0') }
                : throw new CredentialFileException(Path, "has an `auth` that is no base64 of `NAME:PASSWORD`");
        }

        return credential is { Username: "", IdentityToken: null, RegistryToken: null } ? null : credential;
    }

    private static string[]? Decode(string auth)
    {
        var bytes = new byte[auth.Length];
        return Convert.TryFromBase64String(auth, bytes, out var count) ? Encoding.UTF8.GetString(bytes, 0, count).Split(':', 2) : null;
    }

    private CredentialHelper? HelperOf(YamlMap config, string field, string host) =>
        (config.Find(field) as YamlMap)?.Entries.FirstOrDefault(entry => RegistryHost.Means(entry.Key, host)).Value is YamlString { Value.Length: > 0 } name ? Helper(name.Value) : null;

    private CredentialHelper? HelperOf(YamlMap config) => Text(config, "credsStore") is { } name ? Helper(name) : null;

    private CredentialHelper Helper(string name) => new(name, Path, environment, time);

    private YamlMap Read()
    {
        try
        {
            var file = new FileInfo(Path);
            if (!file.Exists || file.Length == 0)
            {
                return YamlMap.Empty;
            }

            return file.Length > LargestFile
                ? throw new CredentialFileException(Path, $"is larger than {LargestFile / 1024} KiB")
                : JsonText.Parse(File.ReadAllBytes(Path)) as YamlMap ?? throw new CredentialFileException(Path, "holds no JSON object");
        }
        catch (JsonException broken)
        {
            throw new CredentialFileException(Path, $"is no JSON (line {broken.LineNumber + 1 ?? 1})", broken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CredentialFileException(Path, $"cannot be read: {failure.Message.TrimEnd('.')}", failure);
        }
    }

    // Moved into place whole: other programs read the file at any time.
    private void Write(YamlMap config)
    {
        try
        {
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            // A link stays one: the file it leads to is written.
            AtomicFile.Write(Target, JsonText.WriteBytes(config, indented: true), AtomicFile.Private);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new CredentialFileException(Path, $"cannot be written: {failure.Message.TrimEnd('.')}", failure);
        }
    }

    private string Target => File.Exists(Path) ? File.ResolveLinkTarget(Path, returnFinalTarget: true)?.FullName ?? Path : Path;

    private static string? Text(YamlMap fields, string key) => fields.Find(key) is YamlString { Value.Length: > 0 } text ? text.Value : null;
}
