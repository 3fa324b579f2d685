using System.Diagnostics.CodeAnalysis;
using PackMan.Distribution.Cache;
using PackMan.Distribution.Http;
using PackMan.Values;

namespace PackMan.Distribution.Repositories;

/// <summary>A web server's folder of charts with an `index.yaml`.</summary>
/// <param name="Name">What `repositories.yaml` calls it; empty when only its URL was given.</param>
/// <param name="Url">Of the folder, without name and password.</param>
public sealed record ChartRepository(string Name, Uri Url)
{
    private const string IndexFile = "index.yaml";

    public string? Username { get; init; }

    public string? Password { get; init; }

    /// <summary>Whether other servers, too, get the credentials (`--pass-credentials`).</summary>
    public bool PassesCredentials { get; init; }

    /// <summary>Own authorities, client certificate.</summary>
    public TransportOptions Transport { get; init; } = TransportOptions.Default;

    /// <summary>Where its index is; what stands behind `?` in the URL stays there, because some stores ask for a token in it.</summary>
    public Uri IndexUrl => Below(IndexFile);

    /// <summary>As messages show it: its name, or its URL without secrets.</summary>
    public string DisplayName => Name.Length > 0 ? Name : ShownUrl;

    /// <summary>The URL as it was written, without what may be secret in it.</summary>
    public string ShownUrl => Url.Query.Length == 0 ? Url.OriginalString : ValuesFiles.WithoutSecrets(Url);

    /// <summary>What its files in the cache are called; repositories without a name go by their URL.</summary>
    internal string CacheName => Name.Length > 0 ? Name : $"url-{ContentDigest.Of(System.Text.Encoding.UTF8.GetBytes(Url.AbsoluteUri)).Hex[..32]}";

    internal WebCredential? Credential => Username is { } username ? new WebCredential(username, Password ?? "", PassesCredentials) : null;

    /// <summary>The repository at a URL, which may hold a name and password.</summary>
    /// <exception cref="RepositoryException">The text is no URL of a web server.</exception>
    public static ChartRepository At(string name, string url)
    {
        ArgumentNullException.ThrowIfNull(url);
        if (!Uri.TryCreate(url.Trim(), UriKind.Absolute, out var parsed) || parsed.Scheme is not ("http" or "https") || parsed.Host.Length == 0)
        {
            throw NotAUrl(url);
        }

        if (parsed.UserInfo.Length == 0)
        {
            return new ChartRepository(name, parsed);
        }

        var pair = Uri.UnescapeDataString(parsed.UserInfo).Split(':', 2);
        var bare = new Uri(new UriBuilder(parsed) { UserName = "", Password = "" }.Uri.AbsoluteUri);
        return new ChartRepository(name, bare) { Username = pair[0], Password = pair.Length > 1 ? pair[1] : "" };
    }

    /// <summary>Why a name cannot be one; null when it can.</summary>
    public static string? FindFault(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return name switch
        {
            "" => "it is empty",
            _ when name.Contains('/', StringComparison.Ordinal) => "it holds a `/`, which stands between repository and chart",
            _ when name.Length > 100 => "it has more than 100 characters",
            // It becomes a part of file names.
            _ when name[0] is '.' or '-' || name.Any(character => !char.IsLetterOrDigit(character) && character is not ('-' or '_' or '.' or ' ' or '+')) =>
                "it may hold letters, digits, `-`, `_`, `+` and `.`, and begins with a letter or digit",
            _ => null,
        };
    }

    /// <summary>The address of something the index names: as it is, or below the repository's.</summary>
    internal bool TryResolve(string reference, [NotNullWhen(true)] out Uri? url)
    {
        if (reference.Contains("://", StringComparison.Ordinal))
        {
            return Uri.TryCreate(reference, UriKind.Absolute, out url);
        }

        // `a/b.tgz` is below the repository, `/a/b.tgz` at the server's root.
        var folder = new UriBuilder(Url) { Path = Url.AbsolutePath.TrimEnd('/') + "/" }.Uri;
        if (!Uri.TryCreate(folder, reference, out var resolved))
        {
            url = null;
            return false;
        }

        url = resolved.Query.Length > 0 || Url.Query.Length == 0 ? resolved : new UriBuilder(resolved) { Query = Url.Query }.Uri;
        return true;
    }

    // A record prints all it holds.
    public override string ToString() => $"{DisplayName} ({ShownUrl})";

    private Uri Below(string file) => new UriBuilder(Url) { Path = $"{Url.AbsolutePath.TrimEnd('/')}/{file}" }.Uri;

    private static RepositoryException NotAUrl(string url) => url.StartsWith("oci://", StringComparison.OrdinalIgnoreCase)
        ? new RepositoryException("A registry is no repository with an index", "Nothing has to be added: name its charts as `oci://HOST/PATH`, and log in with `packman registry login HOST`")
        : new RepositoryException($"`{Hide(url)}` is no URL of a repository", "Write the address of the folder that holds `index.yaml`, as in `https://charts.example.org`");

    private static string Hide(string url) => url.LastIndexOf('@') is >= 0 and var at ? $"***{url[at..]}" : url;
}
