namespace PackMan.Distribution.Credentials;

/// <summary>The names credentials of a registry are kept under.</summary>
internal static class RegistryHost
{
    private const string DockerHub = "https://index.docker.io/v1/";

    /// <summary>The key to write, and to give to credential helpers.</summary>
    public static string KeyOf(string host) => IsDockerHub(host) ? DockerHub : host;

    /// <summary>Whether a key of a configuration file means a host: `HOST`, or a URL on it as old Docker wrote it.</summary>
    public static bool Means(string key, string host)
    {
        var start = key.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme ? scheme + 3 : 0;
        var slash = key.IndexOf('/', start);
        var path = slash < 0 ? "" : key[slash..].Trim('/');
        var named = slash < 0 ? key[start..] : key[start..slash];
        return (start > 0 || path.Length == 0 || path is "v1" or "v2")
            && (named.Equals(host, StringComparison.OrdinalIgnoreCase) || (IsDockerHub(named) && IsDockerHub(host)));
    }

    private static bool IsDockerHub(string host) => host.ToLowerInvariant() is "docker.io" or "index.docker.io" or "registry-1.docker.io";
}
