using System.Collections.Immutable;

namespace PackMan.Distribution.Credentials;

/// <summary>Credentials of registries: those of PackMan's own file, then Docker's, then Helm's.</summary>
public sealed class CredentialStore
{
    private readonly ImmutableArray<RegistryConfigFile> _files;

    /// <param name="own">The file that logins are written to; null for the usual place.</param>
    public CredentialStore(UserEnvironment environment, TimeProvider time, string? own = null)
    {
        ArgumentNullException.ThrowIfNull(environment);
        _files =
        [
            .. new[]
            {
                own ?? environment.Variable("PACKMAN_REGISTRY_CONFIG") ?? Path.Combine(environment.ConfigFolder, "registry", "config.json"),
                Path.Combine(environment.Variable("DOCKER_CONFIG") ?? Path.Combine(environment.HomeFolder, ".docker"), "config.json"),
                Path.Combine(environment.XdgConfig, "helm", "registry", "config.json"),
            }.Distinct(StringComparer.Ordinal).Select(path => new RegistryConfigFile(path, environment, time)),
        ];
    }

    /// <summary>The files that are looked through, in order; they need not exist.</summary>
    public IEnumerable<string> Files => _files.Select(file => file.Path);

    /// <summary>The first credential for a host; null when there is none.</summary>
    /// <exception cref="PackManException">A file is broken, or a credential helper failed.</exception>
    public async Task<RegistryCredential?> FindAsync(string host, CancellationToken cancellationToken = default)
    {
        foreach (var file in _files)
        {
            if (await file.FindAsync(host, cancellationToken) is { } credential)
            {
                return credential;
            }
        }

        return null;
    }

    /// <summary>Keeps name and password for a host; says where.</summary>
    public Task<string> StoreAsync(string host, string username, string password, CancellationToken cancellationToken = default) =>
        _files[0].StoreAsync(host, username, password, cancellationToken);

    /// <summary>Forgets what PackMan keeps for a host; false when that was nothing.</summary>
    public Task<bool> EraseAsync(string host, CancellationToken cancellationToken = default) => _files[0].EraseAsync(host, cancellationToken);
}
