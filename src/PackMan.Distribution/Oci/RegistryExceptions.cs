using PackMan.Distribution.Http;

namespace PackMan.Distribution.Oci;

/// <summary>A registry did not do what it was asked.</summary>
/// <param name="purpose">What it was asked for: "pull `localhost:5000/charts/web:1.2.0`".</param>
public sealed class RegistryException(string purpose, string reason, string? hint = null)
    : RemoteException($"Cannot {purpose}: {reason}", hint);

/// <summary>A registry wants credentials, or refuses those it was given.</summary>
public sealed class RegistryCredentialException(string purpose, string host, string reason, string hint)
    : RemoteException($"Cannot {purpose}: {reason}", hint)
{
    public string Host { get; } = host;
}
