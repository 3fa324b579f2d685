using System.Collections.Immutable;

namespace PackMan.Cluster.Connection;

/// <summary>What the user asked for on the command line; everything overrides the kubeconfig.</summary>
public sealed record ConnectionOptions
{
    /// <summary>`--kubeconfig`: this file and no other.</summary>
    public string? Kubeconfig { get; init; }

    /// <summary>`--kube-context`.</summary>
    public string? Context { get; init; }

    /// <summary>`--kube-apiserver`.</summary>
    public string? ApiServer { get; init; }

    /// <summary>`--kube-token`.</summary>
    public string? Token { get; init; }

    /// <summary>`--kube-ca-file`.</summary>
    public string? CertificateAuthorityFile { get; init; }

    /// <summary>`--kube-tls-server-name`.</summary>
    public string? TlsServerName { get; init; }

    /// <summary>`--kube-insecure-skip-tls-verify`.</summary>
    public bool InsecureSkipTlsVerify { get; init; }

    /// <summary>`--kube-as-user`.</summary>
    public string? ImpersonatedUser { get; init; }

    /// <summary>`--kube-as-group`, each given once.</summary>
    public ImmutableArray<string> ImpersonatedGroups { get; init; } = [];

    /// <summary>This process makes TLS connections to nothing but the API server, so it may leave the system's root certificates unread (80 ms).</summary>
    public bool OnlyTalksToCluster { get; init; }

    // A record prints its members, and one of them is a token.
    public override string ToString() => nameof(ConnectionOptions);
}
