using System.Text.RegularExpressions;

namespace PackMan.Distribution.References;

/// <summary>What a user calls a chart.</summary>
public abstract record ChartReference
{
    private ChartReference()
    {
    }

    /// <summary>A folder or archive of this machine, or, where there is none, `REPOSITORY/NAME`.</summary>
    public sealed record Local(string Path) : ChartReference
    {
        /// <summary>Repository and chart, if the text can name these at all: nobody writes a path in this way who means one.</summary>
        public (string Repository, string Chart)? InRepository =>
            Path.Split('/', 2) is [{ Length: > 0 } repository, { Length: > 0 } chart] && repository[0] != '.' && !Path.Contains('\\', StringComparison.Ordinal)
            && !Path.EndsWith('/') && !Path.EndsWith(".tgz", StringComparison.Ordinal)
                ? (repository, chart)
                : null;

        public override string ToString() => Path;
    }

    /// <summary>A chart of a registry.</summary>
    public sealed record Oci(OciReference Reference) : ChartReference
    {
        public override string ToString() => $"{OciReference.Scheme}{Reference}";
    }

    /// <summary>An archive on a web server.</summary>
    public sealed record Web(Uri Url) : ChartReference
    {
        public override string ToString() => Values.ValuesFiles.WithoutSecrets(Url);
    }

    /// <exception cref="ReferenceException">The text has a scheme charts cannot be had by, or breaks the rules of its scheme.</exception>
    public static ChartReference Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var end = text.IndexOf("://", StringComparison.Ordinal);
        var scheme = end < 0 ? "" : text[..end].ToLowerInvariant();
        return scheme switch
        {
            "" => new Local(text),
            "oci" => new Oci(OciReference.Parse(text)),
            "https" or "http" when Uri.TryCreate(text, UriKind.Absolute, out var url) => new Web(url),
            "https" or "http" => throw new ReferenceException(text, "it is no URL", "Write it as `https://HOST/PATH.tgz`"),
            "file" => throw new ReferenceException(text, "`file` stands in dependencies only", $"Write the path: `{text[(end + 3)..]}`"),
            _ => throw new ReferenceException(text, $"`{scheme}` is no scheme charts can be had by", "Charts come from folders, `.tgz` archives, `oci://` registries, `https://` URLs and repositories"),
        };
    }
}

/// <summary>A text that names no chart, or nothing of what else was wanted.</summary>
/// <param name="wanted">What it should have named.</param>
public sealed partial class ReferenceException(string reference, string reason, string hint, string wanted = "a chart")
    : PackManException($"`{Show(reference)}` cannot name {wanted}: {reason}")
{
    /// <summary>As messages show it: without a name and password.</summary>
    public string Reference { get; } = Show(reference);

    public override string Hint => hint;

    private static string Show(string reference) => UserInfo().Replace(reference, "://***@");

    [GeneratedRegex("://[^/]*@")]
    private static partial Regex UserInfo();
}
