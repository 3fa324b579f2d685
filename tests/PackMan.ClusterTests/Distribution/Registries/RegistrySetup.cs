namespace PackMan.ClusterTests.Distribution.Registries;

/// <summary>How a registry is run.</summary>
internal sealed record RegistrySetup
{
    public const string User = "ada";
    public const string Password = "s3cret-of-ada";

    /// <summary>Asks for <see cref="User"/> and <see cref="Password"/>.</summary>
    public bool AsksForPassword { get; init; }

    /// <summary>Speaks TLS with a certificate of an authority of its own.</summary>
    public bool SpeaksTls { get; init; }

    /// <summary>Lets in only those with a certificate of that authority.</summary>
    public bool AsksForCertificate { get; init; }

    public bool IsReadOnly { get; init; }

    /// <summary>The most repositories one answer lists; requests for more are refused. Null for the registry's own limit.</summary>
    public int? CatalogPage { get; init; }
}
