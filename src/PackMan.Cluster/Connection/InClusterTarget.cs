using PackMan.Cluster.Connection.Kubeconfigs;

namespace PackMan.Cluster.Connection;

/// <summary>The cluster this process is a pod of (https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/).</summary>
internal static class InClusterTarget
{
    /// <summary>Null outside of pods.</summary>
    public static ClusterTarget? Find(HostEnvironment environment)
    {
        var tokenFile = Path.Combine(environment.ServiceAccountFolder, "token");
        if (environment.Variable("KUBERNETES_SERVICE_HOST") is not { } host || environment.Variable("KUBERNETES_SERVICE_PORT") is not { } port || !File.Exists(tokenFile))
        {
            return null;
        }

        var authority = Path.Combine(environment.ServiceAccountFolder, "ca.crt");
        var cluster = new KubeconfigCluster { CertificateAuthority = new PemSource(authority, null, "ca.crt") };
        var address = host.Contains(':', StringComparison.Ordinal) ? $"https://[{host}]:{port}" : $"https://{host}:{port}";
        return new ClusterTarget(new Uri(address), cluster, new KubeconfigUser { TokenFile = tokenFile }, "service account", Namespace(environment));
    }

    private static string Namespace(HostEnvironment environment)
    {
        var file = Path.Combine(environment.ServiceAccountFolder, "namespace");
        return File.Exists(file) ? File.ReadAllText(file).Trim() : "default";
    }
}
