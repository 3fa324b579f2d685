namespace PackMan.Distribution.Http;

/// <summary>How connections to registries and repositories are made: whom to trust, and who we are. Paths are absolute.</summary>
public sealed record TransportOptions
{
    public static TransportOptions Default { get; } = new();

    /// <summary>The authorities the server's certificate must lead to, in PEM; null trusts the system's.</summary>
    public string? AuthorityFile { get; init; }

    /// <summary>The client's certificate in PEM, with <see cref="KeyFile"/>.</summary>
    public string? CertificateFile { get; init; }

    public string? KeyFile { get; init; }

    /// <summary>Trusts any certificate.</summary>
    public bool SkipsVerification { get; init; }

    /// <summary>Speaks HTTP without TLS.</summary>
    public bool IsPlain { get; init; }
}
