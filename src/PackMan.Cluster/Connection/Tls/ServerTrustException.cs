namespace PackMan.Cluster.Connection.Tls;

/// <summary>The server's certificate is not what the kubeconfig lets us trust.</summary>
public sealed class ServerTrustException(string server, string why, string hint)
    : PackManException($"The certificate of `{server}` is not trusted: {why}")
{
    public override string Hint => hint;
}
