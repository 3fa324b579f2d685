namespace PackMan.Cluster.Connection.Credentials;

/// <summary>The kubeconfig's credential plugin could not be run, failed, or answered nonsense.</summary>
public sealed class ExecPluginException(string command, string why, string? hint)
    : PackManException($"The credential plugin `{command}` {why}")
{
    public string Command { get; } = command;

    public override string? Hint => hint;
}
