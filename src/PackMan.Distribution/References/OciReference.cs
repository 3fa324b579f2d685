using System.Text.RegularExpressions;
using PackMan.Distribution.Cache;

namespace PackMan.Distribution.References;

/// <summary>A repository of a registry: all versions of one chart.</summary>
/// <param name="Host">Name or address, with the port if one is given: `registry.example.org`, `localhost:5000`.</param>
/// <param name="Path">`team/charts/web`.</param>
public sealed record OciRepository(string Host, string Path)
{
    /// <summary>The repository of a chart below this path.</summary>
    public OciRepository Append(string name) => this with { Path = Path.Length == 0 ? name : $"{Path}/{name}" };

    public override string ToString() => Path.Length == 0 ? Host : $"{Host}/{Path}";
}

/// <summary>`oci://HOST/PATH[:TAG][@DIGEST]`, by the grammar of the OCI distribution specification.</summary>
/// <param name="Tag">As registries know it: `+` of a version is `_`.</param>
public sealed partial record OciReference(OciRepository Repository, string? Tag = null, ContentDigest? Digest = null)
{
    public const string Scheme = "oci://";

    private const string Example = "Write `oci://HOST/PATH`, with `:VERSION` or `@sha256:DIGEST` behind it if you like, for example `oci://registry.example.org/charts/web:1.2.0`";

    /// <summary>A chart: the path is mandatory.</summary>
    /// <exception cref="ReferenceException">The text is no reference; says which part is wrong.</exception>
    public static OciReference Parse(string text)
    {
        var (named, digest) = SplitDigest(text, AfterScheme(text));
        var colon = named.LastIndexOf(':');
        var tag = colon > named.IndexOf('/', StringComparison.Ordinal) && named.Contains('/', StringComparison.Ordinal) ? named[(colon + 1)..] : null;
        var repository = ParseRepository(text, tag is null ? named : named[..colon]);
        if (repository.Path.Length == 0)
        {
            throw new ReferenceException(text, "it names a registry and no chart in it", Example);
        }

        return tag is null || TagPattern().IsMatch(TagOf(tag))
            ? new OciReference(repository, tag is null ? null : TagOf(tag), digest)
            : throw new ReferenceException(text, $"`{tag}` can be no tag", "A tag has up to 128 letters, digits, `.`, `_`, `-` and `+`, as in `1.2.0`");
    }

    /// <summary>A place for charts: a host with or without a path, and neither tag nor digest.</summary>
    /// <exception cref="ReferenceException">The text is no such place.</exception>
    public static OciRepository ParsePlace(string text)
    {
        var place = AfterScheme(text).TrimEnd('/');
        var last = place[(place.LastIndexOf('/') + 1)..];
        return place.Contains('/', StringComparison.Ordinal) && last.IndexOfAny([':', '@']) >= 0
            ? throw new ReferenceException(text, "it has a tag or digest, which the chart's own name and version make", "Leave out what follows the last path, as in `oci://registry.example.org/charts`", "a place for charts")
            : ParseRepository(text, place);
    }

    /// <summary>Registries allow no `+` in tags; this is Helm's convention.</summary>
    public static string TagOf(string version) => version.Replace('+', '_');

    public override string ToString() => Repository + (Tag is null ? "" : $":{Tag}") + (Digest is null ? "" : $"@{Digest}");

    private static string AfterScheme(string text) => text.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase) ? text[Scheme.Length..] : text;

    private static (string Named, ContentDigest? Digest) SplitDigest(string text, string rest)
    {
        if (rest.IndexOf('@', StringComparison.Ordinal) is >= 0 and var at)
        {
            if (!rest[..at].Contains('/', StringComparison.Ordinal))
            {
                throw new ReferenceException(text, "it has a name or password before the host", "Leave it out, and log in with `packman registry login HOST`");
            }

            var digest = ContentDigest.TryParse(rest[(at + 1)..])
                ?? throw new ReferenceException(text, $"`{rest[(at + 1)..]}` is no digest", "A digest is `sha256:` and 64 digits of `0` to `9` and `a` to `f`");
            return (rest[..at], digest);
        }

        return (rest, null);
    }

    private static OciRepository ParseRepository(string text, string named)
    {
        var slash = named.IndexOf('/', StringComparison.Ordinal);
        var host = slash < 0 ? named : named[..slash];
        var path = slash < 0 ? "" : named[(slash + 1)..];
        if (!HostPattern().IsMatch(host))
        {
            throw new ReferenceException(text, host.Length == 0 ? "the host is missing" : $"`{host}` is no host", Example);
        }

        return path.Length == 0 && slash < 0 || PathPattern().IsMatch(path)
            ? new OciRepository(host, path)
            : throw new ReferenceException(text, $"`{path}` is no path of a repository", PathHint(path));
    }

    private static string PathHint(string path) => path.Any(char.IsAsciiLetterUpper)
        ? $"Registries allow no upper-case letters in paths: write `{path.ToLowerInvariant()}`"
        : "A path has lower-case letters and digits, with single `.`, `_`, `-` or `/` between them";

    [GeneratedRegex(@"^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex HostPattern();

    [GeneratedRegex(@"^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PathPattern();

    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}\z", RegexOptions.CultureInvariant)]
    private static partial Regex TagPattern();
}
