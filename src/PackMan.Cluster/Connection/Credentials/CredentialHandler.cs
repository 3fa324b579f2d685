using System.Net;

namespace PackMan.Cluster.Connection.Credentials;

/// <summary>Puts credentials on every request, and tries once more with new ones where the server refuses them.</summary>
internal sealed class CredentialHandler(HttpMessageHandler inner, ICredentialSource source, TimeProvider time) : DelegatingHandler(inner)
{
    /// <summary>The certificate the connection of this request must show.</summary>
    public static readonly HttpRequestOptionsKey<Credential> Key = new("packman.credential");

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var credential = await source.GetAsync(cancellationToken);
        var response = await SendAsync(request, credential, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Unauthorized)
        {
            return response;
        }

        var renewed = source.Renew(credential) ? await source.GetAsync(cancellationToken) : credential;
        if (renewed == credential)
        {
            return Expired(credential) is { } expired ? throw expired : response;
        }

        response.Dispose();
        return await SendAsync(request, renewed, cancellationToken);
    }

    // The server says no more than "Unauthorized"; that the certificate has run out can be seen from here.
    private CredentialExpiredException? Expired(Credential credential) =>
        credential.Certificate is { } certificate && certificate.NotAfter.ToUniversalTime() < time.GetUtcNow()
            ? new CredentialExpiredException(certificate.Subject, certificate.NotAfter.ToUniversalTime())
            : null;

    private Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, Credential credential, CancellationToken cancellationToken)
    {
        request.Options.Set(Key, credential);
        request.Headers.Remove("Authorization");
        if (credential.Authorization is { } authorization)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
