using PackMan.Charts.Loading;

namespace PackMan.Distribution.Signing.Policy;

/// <summary>A pattern of places charts come from: `oci://registry.example.org/charts/**`.</summary>
internal static class PlacePattern
{
    private const string Example = "Write `oci://HOST/PATH`, `https://HOST/PATH` or `file:///PATH`; `*` stands for a part between slashes and `**` for any number of them";

    public static GlobPattern Read(string text, Func<string, string?, PolicyFileException> fault)
    {
        var end = text.IndexOf("://", StringComparison.Ordinal);
        if (end < 0 || text[..end] is not ("oci" or "https" or "http" or "file"))
        {
            throw fault($"is `{text}`, which does not say what kind of place it is", Example);
        }

        var (host, rest) = text[(end + 3)..].Split('/', 2) is [var first, var path] ? (first, "/" + path) : (text[(end + 3)..], "");
        // `registry.example.org*` would let in `registry.example.org.evil.net`.
        if (host.LastIndexOf('*') is var star && star > 0 || (star == 0 && host.Length > 1 && !host.StartsWith("*.", StringComparison.Ordinal)))
        {
            throw fault($"is `{text}`, and in a host a `*` stands at its start only", "Write `*.example.org`, or list the hosts");
        }

        return GlobPattern.TryParse($"{text[..end]}://{(text[..end] == "http" ? host.ToLowerInvariant() : ArchivePlace.PlainHost(host))}{rest.TrimEnd('/')}") ?? throw fault($"is `{text}`, which is no pattern", Example);
    }
}
