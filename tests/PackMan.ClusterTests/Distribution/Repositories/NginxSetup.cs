namespace PackMan.ClusterTests.Distribution.Repositories;

/// <summary>How a web server is run.</summary>
internal sealed record NginxSetup
{
    public const string User = "grace";
    public const string Password = "s3cret-of-grace";

    /// <summary>Asks for <see cref="User"/> and <see cref="Password"/>.</summary>
    public bool AsksForPassword { get; init; }

    /// <summary>Speaks TLS with a certificate of an authority of its own.</summary>
    public bool SpeaksTls { get; init; }

    /// <summary>Lets in only those with a certificate of that authority.</summary>
    public bool AsksForCertificate { get; init; }

    /// <summary>Packs answers with gzip on the way.</summary>
    public bool Packs { get; init; }

    /// <summary>Paths that are elsewhere: the start of a path, and the URL that stands in its place.</summary>
    public IReadOnlyDictionary<string, string> Redirects { get; init; } = new Dictionary<string, string>();
}
