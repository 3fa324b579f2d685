using PackMan.Cluster.Connection;
using PackMan.Cluster.Connection.Kubeconfigs;
using Shouldly;
using Xunit;
using static PackMan.Tests.Cluster.Connection.TestConnection;

namespace PackMan.Tests.Cluster.Connection;

public sealed class ClusterTargetTests : IDisposable
{
    private const string Two = """
        current-context: staging
        contexts:
        - { name: staging, context: { cluster: s, user: u } }
        - { name: Production, context: { cluster: p, user: u, namespace: shop } }
        clusters:
        - { name: s, cluster: { server: "https://staging.example.com:6443" } }
        - { name: p, cluster: { server: "https://production.example.com", certificate-authority: pki/ca.crt, tls-server-name: kube, insecure-skip-tls-verify: false } }
        users:
        - { name: u, user: { token: abc, tokenFile: secrets/token } }
        """;

    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_current_context_counts_unless_another_is_named()
    {
        var file = _folder.Write("a/config", Two);

        Find(new ConnectionOptions { Kubeconfig = file }).Server.Host.ShouldBe("staging.example.com");
        var production = Find(new ConnectionOptions { Kubeconfig = file, Context = "Production" });

        production.Server.ToString().ShouldBe("https://production.example.com/");
        production.Namespace.ShouldBe("shop");
        production.Cluster.CertificateAuthority.File.ShouldBe(_folder["a/pki/ca.crt"]);
        production.Cluster.TlsServerName.ShouldBe("kube");
        production.User.TokenFile.ShouldBe(_folder["a/secrets/token"]);
    }

    [Theory]
    [InlineData("production", "The kubeconfig has no context `production`", "Choose one with `--kube-context`: `Production`, `staging`")]
    [InlineData("", "The kubeconfig has no current context", "Choose one with `--kube-context`: `Production`, `staging`")]
    public void An_unknown_context_lists_the_known_ones_and_case_matters(string context, string message, string hint)
    {
        var file = _folder.Write("config", Two.Replace("current-context: staging", "", StringComparison.Ordinal));

        var failure = Should.Throw<KubeconfigException>(() => Find(new ConnectionOptions { Kubeconfig = file, Context = context }));

        failure.Message.ShouldBe(message);
        failure.Hint.ShouldBe(hint);
    }

    [Fact]
    public void Files_of_the_KUBECONFIG_list_are_merged_the_first_wins_and_missing_ones_are_skipped()
    {
        var first = _folder.Write("first", """
            contexts: [{ name: mine, context: { cluster: s, user: me, namespace: own } }]
            users: [{ name: me, user: { token: 12345 } }, { name: u, user: { token: first } }]
            """);
        var second = _folder.Write("second", Two);
        var environment = Environment(_folder, ("KUBECONFIG", string.Join(Path.PathSeparator, first, _folder["missing"], "", second)));

        var mine = ClusterTarget.Find(new ConnectionOptions { Context = "mine" }, environment);
        var current = ClusterTarget.Find(new ConnectionOptions(), environment);

        (mine.Namespace, mine.User.Token, mine.Server.Host).ShouldBe(("own", "12345", "staging.example.com"));
        (current.User.Token, current.User.TokenFile).ShouldBe(("first", null));
    }

    [Fact]
    public void Without_a_kubeconfig_the_places_are_named_and_the_sandbox_is_offered()
    {
        var failure = Should.Throw<KubeconfigException>(() => Find(new ConnectionOptions()));

        failure.Message.ShouldBe($"No kubeconfig found at `{_folder[".kube/config"]}`");
        failure.Hint!.ShouldContain("--sandbox");
    }

    [Fact]
    public void A_missing_file_named_by_flag_is_an_error() =>
        Should.Throw<KubeconfigException>(() => Find(new ConnectionOptions { Kubeconfig = _folder["none"] })).Message.ShouldBe($"The kubeconfig `{_folder["none"]}` does not exist");

    [Fact]
    public void In_a_pod_the_service_account_is_who_we_are()
    {
        _folder.Write("serviceaccount/token", "pod-token");
        _folder.Write("serviceaccount/namespace", "team\n");
        var environment = Environment(_folder, ("KUBERNETES_SERVICE_HOST", "10.0.0.1"), ("KUBERNETES_SERVICE_PORT", "443"));

        var target = ClusterTarget.Find(new ConnectionOptions(), environment);

        (target.Server.ToString(), target.Namespace, target.User.TokenFile).ShouldBe(("https://10.0.0.1/", "team", _folder["serviceaccount/token"]));
    }

    [Fact]
    public void Flags_override_the_kubeconfig()
    {
        var file = _folder.Write("config", Two);
        var options = new ConnectionOptions
        {
            Kubeconfig = file,
            ApiServer = "https://other:1234/k8s/clusters/c1",
            Token = "flag",
            InsecureSkipTlsVerify = true,
            TlsServerName = "name",
            ImpersonatedUser = "jane",
            ImpersonatedGroups = ["devs"],
        };

        var target = Find(options);

        target.Server.AbsolutePath.ShouldBe("/k8s/clusters/c1");
        (target.User.Token, target.User.TokenFile, target.Cluster.InsecureSkipTlsVerify, target.Cluster.TlsServerName).ShouldBe(("flag", null, true, "name"));
        (target.User.Impersonation.User, target.User.Impersonation.Groups.Single()).ShouldBe(("jane", "devs"));
    }

    [Fact]
    public void An_address_alone_needs_no_kubeconfig() =>
        Find(new ConnectionOptions { ApiServer = "http://localhost:8001" }).Server.Port.ShouldBe(8001);

    [Theory]
    [InlineData("cluster: nowhere, user: u", "The context `here` names the cluster `nowhere`, which the kubeconfig does not hold")]
    [InlineData("cluster: c, user: nobody", "The context `here` names the user `nobody`, which the kubeconfig does not hold")]
    public void A_context_that_points_nowhere_is_an_error(string context, string message)
    {
        var file = _folder.Write("config", Kubeconfig("https://x").Replace("cluster: c, user: u", context, StringComparison.Ordinal));

        Should.Throw<KubeconfigException>(() => Find(new ConnectionOptions { Kubeconfig = file })).Message.ShouldBe(message);
    }

    [Theory]
    [InlineData("server-without-host", "ftp://x", "`ftp://x` is no address of an API server")]
    [InlineData("empty", "", "`` is no address of an API server")]
    public void A_wrong_address_is_an_error(string name, string address, string message)
    {
        var file = _folder.Write(name, Kubeconfig(address));

        Should.Throw<KubeconfigException>(() => Find(new ConnectionOptions { Kubeconfig = file })).Message.ShouldBe(message);
    }

    private ClusterTarget Find(ConnectionOptions options) => ClusterTarget.Find(options, Environment(_folder));
}
