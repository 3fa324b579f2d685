using System.Security.Cryptography;

namespace PackMan.ClusterTests.Fixtures;

/// <summary>The folder of one control plane: keys, certificates, tokens, kubeconfigs, logs and etcd's data.</summary>
internal sealed class ControlPlaneFiles : IDisposable
{
    public const string Admin = "admin";
    public const string ControllerManager = "system:kube-controller-manager";
    public const string Simulator = "node-simulator";

    /// <summary>Users that log in by a bearer token and have no rights but those a test gives them.</summary>
    public static readonly IReadOnlyList<string> TokenUsers = ["alice", "bob", "carol"];

    private readonly TestAuthority _authority;

    private ControlPlaneFiles(string folder, TestAuthority authority)
    {
        Folder = folder;
        _authority = authority;
    }

    public string Folder { get; }

    public string AuthorityPath => PathOf("ca.crt");

    public string AuditLogPath => PathOf("audit.log");

    public string EtcdData => PathOf("etcd");

    /// <summary>Issues further certificates that this cluster's clients trust, or for clients that it trusts.</summary>
    public TestAuthority Authority => _authority;

    public static ControlPlaneFiles Create()
    {
        var files = new ControlPlaneFiles(CreateFolder(), new TestAuthority("packman-test-ca"));
        files.WriteKeys();
        files.Write("tokens.csv", string.Concat(TokenUsers.Select(user => $"{TokenOf(user)},{user},{user}-uid,\"testers\"\n")));
        files.Write("audit-policy.yaml", AuditPolicy);
        return files;
    }

    public static string TokenOf(string user) => $"{user}-token";

    public string PathOf(string name) => Path.Combine(Folder, name);

    public string KubeconfigOf(string user) => PathOf($"{user.Replace(':', '-')}.kubeconfig");

    public void WriteKubeconfigs(Uri server)
    {
        var kubeconfig = new Kubeconfig(server, _authority.CertificatePem);
        File.WriteAllText(KubeconfigOf(Admin), kubeconfig.ForCertificate(Admin, _authority.IssueClient("test-admin", "system:masters")));
        File.WriteAllText(KubeconfigOf(Simulator), kubeconfig.ForCertificate(Simulator, _authority.IssueClient(Simulator, "system:masters")));
        File.WriteAllText(KubeconfigOf(ControllerManager), kubeconfig.ForCertificate("controllers", _authority.IssueClient(ControllerManager)));
        foreach (var user in TokenUsers)
        {
            File.WriteAllText(KubeconfigOf(user), kubeconfig.ForToken(user, TokenOf(user)));
        }
    }

    public void Dispose()
    {
        _authority.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private void WriteKeys()
    {
        Write("ca.crt", _authority.CertificatePem);
        Write("ca.key", _authority.KeyPem);
        WritePair("apiserver", _authority.IssueServer("kube-apiserver"));
        WritePair("kubelet-client", _authority.IssueClient("kube-apiserver-kubelet-client", "system:masters"));

        // An authority of its own, because whoever holds a certificate of it may claim to be anybody.
        using var frontProxy = new TestAuthority("packman-test-front-proxy-ca");
        Write("front-proxy-ca.crt", frontProxy.CertificatePem);
        WritePair("front-proxy-client", frontProxy.IssueClient("front-proxy-client"));

        using var serviceAccounts = RSA.Create(2048);
        Write("service-accounts.key", serviceAccounts.ExportRSAPrivateKeyPem());
    }

    private void WritePair(string name, (string CertificatePem, string KeyPem) pair)
    {
        Write($"{name}.crt", pair.CertificatePem);
        Write($"{name}.key", pair.KeyPem);
    }

    private void Write(string name, string text) => File.WriteAllText(PathOf(name), text);

    // etcd waits for the disk on every write; where memory is plenty it need not. Its log alone takes 64 MB from the start.
    private static string CreateFolder()
    {
        var memory = new DriveInfo("/dev/shm");
        return memory.IsReady && memory.AvailableFreeSpace > 2L << 30
            ? Directory.CreateDirectory($"/dev/shm/packman-test-{Guid.NewGuid():N}").FullName
            : Directory.CreateTempSubdirectory("packman-test-").FullName;
    }

    // The cluster's own talk is left out: tests count what a client did.
    private const string AuditPolicy = """
        apiVersion: audit.k8s.io/v1
        kind: Policy
        omitStages: [RequestReceived]
        rules:
        - level: None
          users: ["system:apiserver", "system:kube-controller-manager", "node-simulator"]
        - level: None
          userGroups: ["system:serviceaccounts:kube-system"]
        - level: Metadata
        """;
}
