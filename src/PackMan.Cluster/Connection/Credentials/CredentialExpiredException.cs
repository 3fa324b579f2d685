using System.Globalization;

namespace PackMan.Cluster.Connection.Credentials;

/// <summary>The client certificate has run out.</summary>
public sealed class CredentialExpiredException(string subject, DateTime expired)
    : PackManException(string.Create(CultureInfo.InvariantCulture, $"The client certificate `{subject}` of the kubeconfig expired on {expired:yyyy-MM-dd HH:mm} UTC"))
{
    public override string Hint => "Get a new kubeconfig for the cluster, or choose another context with `--kube-context`";
}
