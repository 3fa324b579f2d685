namespace PackMan.Distribution.Credentials;

/// <summary>What a user proves himself with to a registry. Either name and password, or one of the tokens.</summary>
/// <param name="Source">Where it was found, for messages.</param>
public sealed record RegistryCredential(string Source)
{
    public string Username { get; init; } = "";

    public string Password { get; init; } = "";

    /// <summary>Traded for an access token (OAuth 2 calls it a refresh token).</summary>
    public string? IdentityToken { get; init; }

    /// <summary>Sent as it is.</summary>
    public string? RegistryToken { get; init; }

    // A record prints all it holds.
    public override string ToString() => $"a credential from {Source}";
}
