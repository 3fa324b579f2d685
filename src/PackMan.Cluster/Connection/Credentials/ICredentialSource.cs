using System.Security.Cryptography.X509Certificates;

namespace PackMan.Cluster.Connection.Credentials;

/// <summary>What proves who we are.</summary>
/// <param name="Authorization">Value of the `Authorization` header; null when only the certificate speaks.</param>
internal sealed record Credential(string? Authorization, X509Certificate2? Certificate)
{
    public static Credential None { get; } = new(null, null);

    // A record prints its members; these must never be printed.
    public override string ToString() => "credential";
}

/// <summary>Where credentials come from.</summary>
internal interface ICredentialSource
{
    ValueTask<Credential> GetAsync(CancellationToken cancellationToken);

    /// <summary>The server did not accept <paramref name="refused"/>: whether asking again may give another one.</summary>
    bool Renew(Credential refused);
}
