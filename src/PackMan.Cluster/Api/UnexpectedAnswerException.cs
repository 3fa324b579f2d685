namespace PackMan.Cluster.Api;

/// <summary>Something answered that does not speak the Kubernetes API.</summary>
public sealed class UnexpectedAnswerException(string why)
    : PackManException($"The answer is not that of a Kubernetes API server: {why}")
{
    public override string Hint => "Check the `server` address of the kubeconfig's cluster, and whether a proxy or login page stands before it";
}
