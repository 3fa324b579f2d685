namespace PackMan.ClusterTests.Fixtures;

/// <summary>The command lines of the servers, for Kubernetes 1.20 and newer.</summary>
internal static class ServerArguments
{
    public static IEnumerable<string> Etcd(ControlPlaneFiles files, string clientUrl, string peerUrl) =>
    [
        $"--data-dir={files.EtcdData}",
        $"--listen-client-urls={clientUrl}",
        $"--advertise-client-urls={clientUrl}",
        $"--listen-peer-urls={peerUrl}",
        $"--initial-advertise-peer-urls={peerUrl}",
        $"--initial-cluster=default={peerUrl}",
        "--logger=zap",
    ];

    public static IEnumerable<string> ApiServer(ControlPlaneFiles files, Uri server, string etcd) =>
    [
        $"--etcd-servers={etcd}",
        "--bind-address=127.0.0.1",
        "--advertise-address=127.0.0.1",
        // The `kubernetes` Service may not point at a loopback address, and nothing here needs it.
        "--endpoint-reconciler-type=none",
        $"--secure-port={server.Port}",
        $"--tls-cert-file={files.PathOf("apiserver.crt")}",
        $"--tls-private-key-file={files.PathOf("apiserver.key")}",
        $"--client-ca-file={files.AuthorityPath}",
        $"--token-auth-file={files.PathOf("tokens.csv")}",
        "--authorization-mode=RBAC",
        "--allow-privileged=true",
        "--service-cluster-ip-range=10.96.0.0/16",
        "--service-account-issuer=https://kubernetes.default.svc",
        $"--service-account-key-file={files.PathOf("service-accounts.key")}",
        $"--service-account-signing-key-file={files.PathOf("service-accounts.key")}",
        $"--requestheader-client-ca-file={files.PathOf("front-proxy-ca.crt")}",
        "--requestheader-allowed-names=front-proxy-client",
        "--requestheader-username-headers=X-Remote-User",
        "--requestheader-group-headers=X-Remote-Group",
        "--requestheader-extra-headers-prefix=X-Remote-Extra-",
        $"--proxy-client-cert-file={files.PathOf("front-proxy-client.crt")}",
        $"--proxy-client-key-file={files.PathOf("front-proxy-client.key")}",
        $"--kubelet-client-certificate={files.PathOf("kubelet-client.crt")}",
        $"--kubelet-client-key={files.PathOf("kubelet-client.key")}",
        "--kubelet-preferred-address-types=InternalIP",
        $"--audit-policy-file={files.PathOf("audit-policy.yaml")}",
        $"--audit-log-path={files.AuditLogPath}",
        // Tests of `--timeout` and of two hundred releases at once are not about the server's fairness.
        "--max-requests-inflight=2000",
        "--max-mutating-requests-inflight=1000",
    ];

    public static IEnumerable<string> ControllerManager(ControlPlaneFiles files, Version version)
    {
        IEnumerable<string> arguments =
        [
            $"--kubeconfig={files.KubeconfigOf(ControlPlaneFiles.ControllerManager)}",
            "--use-service-account-credentials=true",
            $"--service-account-private-key-file={files.PathOf("service-accounts.key")}",
            $"--root-ca-file={files.AuthorityPath}",
            $"--cluster-signing-cert-file={files.AuthorityPath}",
            $"--cluster-signing-key-file={files.PathOf("ca.key")}",
            "--leader-elect=false",
            "--secure-port=0",
            // Simulated nodes send no heartbeats and attach no disks.
            "--controllers=*,-nodelifecycle,-attachdetach",
            "--kube-api-qps=500",
            "--kube-api-burst=1000",
            "--horizontal-pod-autoscaler-sync-period=2s",
            "--namespace-sync-period=1m",
        ];

        // Up to 1.23 the unprotected port is open unless told otherwise; later the flag is unknown.
        return version < new Version(1, 24) ? arguments.Append("--port=0") : arguments;
    }
}
