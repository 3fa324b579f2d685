using PackMan.Cluster.Api;
using PackMan.Cluster.Connection;
using PackMan.Cluster.Connection.Credentials;
using PackMan.Yaml;
using Shouldly;
using Xunit;
using static PackMan.Tests.Cluster.Connection.TestConnection;

namespace PackMan.Tests.Cluster.Connection;

public sealed class ExecPluginTests : IDisposable
{
    private const string Token = """printf '{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"t-1"}}'""";

    private readonly TestFolder _folder = new();
    private readonly TestAuthority _authority = TestAuthority.Root("cluster");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Arguments_and_variables_arrive_exactly_and_the_plugin_runs_once()
    {
        await using var server = await StartAsync();
        _folder.WriteScript("plugin", $"""
            cd "$(dirname "$0")"; echo run >> runs
            for argument in "$@"; do printf '<%s>' "$argument" >> arguments; done
            printf '%s' "$GREETING" > greeting
            {Token}
            """);
        var user = """exec: { apiVersion: client.authentication.k8s.io/v1, command: ./plugin, args: ["--role", "my role with space", "", "quo\"te", "$HOME"], env: [{ name: GREETING, value: "hello world" }], interactiveMode: Never }""";
        using var client = Open(server, user);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => AskAsync(client)));

        File.ReadAllText(_folder["arguments"]).ShouldBe("<--role><my role with space><><quo\"te><$HOME>");
        File.ReadAllText(_folder["greeting"]).ShouldBe("hello world");
        File.ReadAllLines(_folder["runs"]).Length.ShouldBe(1);
        server.Requests.ShouldAllBe(request => request.Headers.Authorization == "Bearer t-1");
    }

    [Fact]
    public async Task Cluster_information_is_given_to_plugins_that_ask_for_it()
    {
        await using var server = await StartAsync();
        _folder.WriteScript("plugin", $"""printf '%s' "$KUBERNETES_EXEC_INFO" > "$(dirname "$0")/info"; {Token}""");
        using var client = Open(server, Exec("provideClusterInfo: true"));

        await AskAsync(client);

        var information = JsonText.Parse(File.ReadAllText(_folder["info"]));
        information.FindString("apiVersion").ShouldBe("client.authentication.k8s.io/v1");
        information.FindString("spec", "cluster", "server").ShouldBe(server.Address);
        information.FindString("spec", "cluster", "certificate-authority-data").ShouldBe(_authority.Base64);
        information.Find("spec", "interactive").ShouldBeOfType<YamlBoolean>().Value.ShouldBeFalse();
    }

    [Fact]
    public async Task A_plugin_can_make_tls_calls_of_its_own()
    {
        await using var server = await StartAsync();
        _folder.Write("ca.crt", _authority.Pem);
        _folder.WriteScript("plugin", $"""curl -sf --cacert "$(dirname "$0")/ca.crt" {server.Address}/login >/dev/null || exit 7; {Token}""");
        using var client = Open(server, Exec());

        (await AskAsync(client)).ShouldBe("v1.36.0");

        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task An_expired_credential_is_asked_for_again_before_it_is_used()
    {
        await using var server = await StartAsync();
        var soon = TimeProvider.System.GetUtcNow().AddHours(1).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        _folder.WriteScript("plugin", Counting($$"""{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"t-'$n'","expirationTimestamp":"{{soon}}"} }"""));
        var time = new ShiftedTime();
        using var client = Open(server, Exec(), time);

        await AskAsync(client);
        await AskAsync(client);
        time.Shift = TimeSpan.FromHours(2);
        await AskAsync(client);

        server.Requests.Select(request => request.Headers.Authorization.ToString()).ShouldBe(["Bearer t-1", "Bearer t-1", "Bearer t-2"]);
    }

    [Fact]
    public async Task A_refused_credential_is_asked_for_again_once()
    {
        await using var server = await StartAsync();
        server.Status = request => request.Headers.Authorization == "Bearer t-1" ? 401 : 200;
        _folder.WriteScript("plugin", Counting("""{"kind":"ExecCredential","apiVersion":"client.authentication.k8s.io/v1","status":{"token":"t-'$n'"} }"""));
        using var client = Open(server, Exec());

        (await AskAsync(client)).ShouldBe("v1.36.0");

        server.Requests.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_client_certificate_from_a_plugin_is_shown_and_replaced_on_renewal()
    {
        await using var server = await TlsServer.StartAsync(_authority.Issue("127.0.0.1"), wantsClientCertificate: true);
        server.Status = request => request.HttpContext.Connection.ClientCertificate?.Subject == "CN=user-1" ? 401 : 200;
        foreach (var number in new[] { 1, 2 })
        {
            using var certificate = _authority.Issue($"user-{number}");
            var status = YamlMap.OfStrings([KeyValuePair.Create("clientCertificateData", certificate.ExportCertificatePem()), KeyValuePair.Create("clientKeyData", KeyOf(certificate))]);
            var answer = YamlMap.OfStrings([KeyValuePair.Create("kind", "ExecCredential"), KeyValuePair.Create("apiVersion", "client.authentication.k8s.io/v1")]).With("status", status);
            _folder.Write($"answer-{number}", JsonText.Write(answer));
        }

        _folder.WriteScript("plugin", """cd "$(dirname "$0")"; echo x >> runs; cat answer-$(wc -l < runs | tr -d ' ')""");
        using var client = Open(server, Exec());

        await AskAsync(client);

        server.Requests.Select(request => request.Client).ShouldBe(["CN=user-1", "CN=user-2"]);
    }

    [Theory]
    [InlineData("echo 'login expired' >&2; exit 3", "failed with exit code 3: login expired")]
    [InlineData("echo secret-token", "answered with something that is no JSON")]
    [InlineData("echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1beta1\"}'", "answered with `client.authentication.k8s.io/v1beta1` `ExecCredential` instead of `client.authentication.k8s.io/v1`")]
    [InlineData("echo '{\"kind\":\"ExecCredential\",\"apiVersion\":\"client.authentication.k8s.io/v1\",\"status\":{}}'", "answered with neither a token nor a client certificate")]
    [InlineData("head -c 3000000 /dev/zero | tr '\\0' x", "printed more than 1024 KiB")]
    public async Task A_plugin_that_fails_is_named_with_what_it_said(string script, string expected)
    {
        await using var server = await StartAsync();
        _folder.WriteScript("plugin", script);
        using var client = Open(server, Exec());

        var failure = await Should.ThrowAsync<ExecPluginException>(() => AskAsync(client));

        failure.Message.ShouldContain($"plugin` {expected}");
        failure.Message.ShouldNotContain("secret-token");
        server.Requests.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_missing_plugin_shows_how_to_install_it()
    {
        await using var server = await StartAsync();
        using var client = Open(server, "exec: { apiVersion: client.authentication.k8s.io/v1, command: no-such-plugin, installHint: get it at example.com }");

        var failure = await Should.ThrowAsync<ExecPluginException>(() => AskAsync(client));

        failure.Message.ShouldBe("The credential plugin `no-such-plugin` is not installed, or not on the PATH");
        failure.Hint.ShouldBe("get it at example.com");
    }

    [Fact]
    public async Task A_plugin_that_must_ask_somebody_is_not_started_without_a_terminal()
    {
        await using var server = await StartAsync();
        _folder.WriteScript("plugin", Token);
        using var client = Open(server, Exec().Replace("Never", "Always", StringComparison.Ordinal));

        (await Should.ThrowAsync<ExecPluginException>(() => AskAsync(client))).Message.ShouldContain("there is no terminal");
    }

    private static string Exec(string more = "") => $"exec: {{ apiVersion: client.authentication.k8s.io/v1, command: ./plugin, interactiveMode: Never, {more} }}";

    private static string Counting(string answer) => $"""cd "$(dirname "$0")"; echo x >> runs; n=$(wc -l < runs | tr -d ' '); printf '%s' '{answer}'""";

    private static string KeyOf(System.Security.Cryptography.X509Certificates.X509Certificate2 certificate)
    {
        using var key = System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions.GetECDsaPrivateKey(certificate)!;
        return key.ExportPkcs8PrivateKeyPem();
    }

    private Task<TlsServer> StartAsync() => TlsServer.StartAsync(_authority.Issue("127.0.0.1"));

    private ApiClient Open(TlsServer server, string user, TimeProvider? time = null)
    {
        var file = _folder.Write("kubeconfig", Kubeconfig(server.Address, $"certificate-authority-data: {_authority.Base64}", user));
        var connection = ClusterConnection.Open(new ConnectionOptions { Kubeconfig = file }, TestConnection.Environment(_folder), time ?? TimeProvider.System);
        return connection.CreateClient(time ?? TimeProvider.System);
    }

    private sealed class ShiftedTime : TimeProvider
    {
        public TimeSpan Shift { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Shift;
    }
}
