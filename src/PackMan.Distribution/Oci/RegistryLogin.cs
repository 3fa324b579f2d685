using System.Net;
using PackMan.Distribution.References;

namespace PackMan.Distribution.Oci;

/// <summary>Checks name and password with a registry before they are kept.</summary>
public sealed class RegistryLogin(RegistryAccess access)
{
    private const string Wanted = "a registry";

    /// <summary>Asks the registry whether it accepts the credential that the access was given.</summary>
    /// <exception cref="PackManException">It does not, or the host is no registry.</exception>
    public async Task CheckAsync(string host, CancellationToken cancellationToken = default)
    {
        var purpose = $"log in to `{host}`";
        await access.FindAddressAsync(host, cancellationToken);
        var authentication = new RegistryAuthentication(access, host, purpose);
        using var response = await authentication.SendAsync(() => new HttpRequestMessage(HttpMethod.Get, new Uri(access.AddressOf(host), "/v2/")), "", cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound)
        {
            throw new RegistryException(purpose, "it does not answer as a registry does", "Check the host and port");
        }

        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw await new RegistryErrors(access, authentication, host, purpose).ExplainAsync(response, cancellationToken);
        }
    }

    /// <summary>The host of `HOST`; a scheme or path is refused, because credentials are kept by host.</summary>
    /// <exception cref="ReferenceException">The text is no host.</exception>
    public static string ParseHost(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.StartsWith(OciReference.Scheme, StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Authority.Length > 0)
        {
            throw new ReferenceException(text, "a login is for a host, without a scheme", $"Write `{url.Authority}`", Wanted);
        }

        var place = OciReference.ParsePlace(text);
        return place.Path.Length == 0
            ? place.Host
            : throw new ReferenceException(text, "logins are kept by host, without a path", $"Write `{place.Host}`", Wanted);
    }
}
