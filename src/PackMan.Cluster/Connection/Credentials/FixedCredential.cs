using System.Security.Cryptography.X509Certificates;
using System.Text;
using PackMan.Cluster.Connection.Kubeconfigs;

namespace PackMan.Cluster.Connection.Credentials;

/// <summary>A token, a name with password, a certificate: written down once for all.</summary>
internal sealed class FixedCredential(Credential credential) : ICredentialSource
{
    public static FixedCredential From(KubeconfigUser user, X509Certificate2? certificate) => new(new Credential(Authorization(user), certificate));

    public ValueTask<Credential> GetAsync(CancellationToken cancellationToken) => ValueTask.FromResult(credential);

    public bool Renew(Credential refused) => false;

    private static string? Authorization(KubeconfigUser user) => user switch
    {
        { Token: { } token } => $"Bearer {token}",
        { Username: { } name } => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{name}:{user.Password}"))}",
        _ => null,
    };
}
