using System.Text.RegularExpressions;

namespace PackMan.Images;

/// <summary>
/// What a container runs, by the grammar of container runtimes: `[REGISTRY/]PATH[:TAG][@DIGEST]`, where what is left out is Docker
/// Hub, its folder `library` and the tag `latest` (https://github.com/distribution/reference).
/// </summary>
/// <param name="Text">As written.</param>
/// <param name="Registry">`docker.io` where none is written.</param>
/// <param name="Repository">The path in the registry: `library/nginx`.</param>
/// <param name="Tag">As written; null when there is none.</param>
/// <param name="Digest">As written, or as it was looked up; null when there is none.</param>
public sealed partial record ImageReference(string Text, string Registry, string Repository, string? Tag, string? Digest)
{
    private const string DockerHub = "docker.io";
    private const int LongestRepository = 255;

    /// <summary>Whether the text says more than a bare word: a registry, a tag or a digest.</summary>
    public bool IsUnmistakable => Tag is not null || Digest is not null || Text.StartsWith($"{Registry}/", StringComparison.Ordinal);

    /// <summary>Whether the text itself names the digest, so that no other image will do.</summary>
    public bool IsDigestWritten => Text.Contains('@', StringComparison.Ordinal);

    /// <summary>The image with nothing left out: what a mirror copies.</summary>
    public string Full => $"{Registry}/{Repository}" + (Tag is null && Digest is null ? ":latest" : (Tag is null ? "" : $":{Tag}") + (Digest is null ? "" : $"@{Digest}"));

    /// <summary>The image, or null when the text is none.</summary>
    public static ImageReference? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (Pattern().Match(text) is not { Success: true } match || match.Groups["name"].Length > LongestRepository)
        {
            return null;
        }

        var (registry, path) = SplitRegistry(match.Groups["name"].Value);
        return path.Length > 0 && PathPattern().IsMatch(path) ? new ImageReference(text, registry, path, Part(match, "tag"), Part(match, "digest")) : null;
    }

    /// <summary>The image of the digest that its tag stands for; null when the text is no digest, or another digest is written.</summary>
    public ImageReference? TryResolve(string digest) =>
        Digest is null && TryParse($"{Text}@{digest}") is { Digest: not null } ? this with { Digest = digest } : null;

    // The first part is a registry if it could be no folder of Docker Hub.
    private static (string Registry, string Path) SplitRegistry(string name)
    {
        var slash = name.IndexOf('/', StringComparison.Ordinal);
        var first = slash < 0 ? "" : name[..slash];
        var isRegistry = first.AsSpan().IndexOfAny('.', ':') >= 0 || first == "localhost" || first.Any(char.IsAsciiLetterUpper);
        return (isRegistry, first) switch
        {
            (true, "index.docker.io" or DockerHub) => (DockerHub, InHub(name[(slash + 1)..])),
            (true, _) => (first, name[(slash + 1)..]),
            _ => (DockerHub, InHub(name)),
        };
    }

    private static string InHub(string path) => path.Contains('/', StringComparison.Ordinal) ? path : $"library/{path}";

    private static string? Part(Match match, string name) => match.Groups[name] is { Success: true, Value: var value } ? value : null;

    [GeneratedRegex(@"^(?<name>(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::[0-9]{1,5})?/)?[a-z0-9._/-]+)(?::(?<tag>[A-Za-z0-9_][A-Za-z0-9._-]{0,127}))?(?:@(?<digest>[a-z0-9]+(?:[+._-][a-z0-9]+)*:[0-9a-fA-F]{32,}))?\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*\z", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PathPattern();
}
