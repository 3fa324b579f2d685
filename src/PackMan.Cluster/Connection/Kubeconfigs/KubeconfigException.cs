namespace PackMan.Cluster.Connection.Kubeconfigs;

/// <summary>The kubeconfig is missing, incomplete or contradicts itself.</summary>
public sealed class KubeconfigException(string message, string? hint = null) : PackManException(message)
{
    public override string? Hint => hint;
}
