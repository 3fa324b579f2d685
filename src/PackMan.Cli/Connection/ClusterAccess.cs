using PackMan.Live;
using PackMan.Releases;

namespace PackMan.Cli.Connection;

/// <summary>A cluster, or the sandbox in its place, with the releases recorded in it.</summary>
internal sealed class ClusterAccess(ICluster cluster, IReleaseStore releases, string defaultNamespace, IDisposable? owned = null) : IDisposable
{
    public ICluster Cluster { get; } = cluster;

    public IReleaseStore Releases { get; } = releases;

    /// <summary>The namespace of the kubeconfig context, or `default`.</summary>
    public string DefaultNamespace { get; } = defaultNamespace;

    public void Dispose() => owned?.Dispose();
}
