namespace PackMan.Cluster;

/// <summary>An object is of a kind this server does not know.</summary>
public sealed class KindNotServedException(string kind, string apiVersion, string? servedAs, string? failingGroup)
    : PackManException($"The server does not serve the kind `{kind}` in `{apiVersion}`"
        + (failingGroup is null ? "" : $", and the service behind it does not answer: {failingGroup}"))
{
    public string Kind { get; } = kind;

    public string ApiVersion { get; } = apiVersion;

    public override string Hint => servedAs is null
        ? "Install what defines the kind first (a CustomResourceDefinition), or correct `apiVersion` and `kind`"
        : $"This server has it in `{servedAs}`: choose the version by `capabilities.api_versions`";
}
