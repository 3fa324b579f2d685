using PackMan.Cluster.Connection;
using PackMan.Cluster.Connection.Kubeconfigs;
using PackMan.Cluster.Connection.Tls;
using Shouldly;
using Xunit;
using static PackMan.Tests.Cluster.Connection.TestConnection;

namespace PackMan.Tests.Cluster.Connection;

public sealed class CredentialTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly TestAuthority _authority = TestAuthority.Root("cluster");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("token: abc", "Bearer abc")]
    [InlineData("username: alice, password: sesame", "Basic YWxpY2U6c2VzYW1l")]
    [InlineData("tokenFile: token, token: old", "Bearer from-file")]
    [InlineData("", "")]
    public async Task Written_credentials_are_sent(string user, string header)
    {
        await using var server = await StartAsync();
        _folder.Write("token", "from-file\n");

        await AskVersionAsync(_folder, Text(server, user));

        server.Requests.Single().Headers.Authorization.ToString().ShouldBe(header);
    }

    [Fact]
    public async Task A_token_file_is_read_again_after_a_minute()
    {
        await using var server = await StartAsync();
        _folder.Write("token", "one");
        var time = new InstantTime(TimeSpan.Zero);
        using var connection = ClusterConnection.Open(new ConnectionOptions { Kubeconfig = _folder.Write("config", Text(server, "tokenFile: token")) }, TestConnection.Environment(_folder), time);
        using var client = connection.CreateClient(time);

        await AskAsync(client);
        _folder.Write("token", "two");
        await AskAsync(client);
        time.Advance(TimeSpan.FromMinutes(1));
        await AskAsync(client);

        server.Requests.Select(request => request.Headers.Authorization.ToString()).ShouldBe(["Bearer one", "Bearer one", "Bearer two"]);
    }

    [Theory]
    [InlineData("as: jane, as-uid: u1, as-groups: [devs], as-user-extra: { Scopes: [view] }", null, "jane|u1|devs|view")]
    [InlineData("token: t", "john", "john||ops,qa|")]
    public async Task Impersonation_is_asked_for_group_by_group(string user, string? flag, string expected)
    {
        await using var server = await StartAsync();
        var options = new ConnectionOptions { ImpersonatedUser = flag, ImpersonatedGroups = flag is null ? [] : ["ops", "qa"] };

        await AskVersionAsync(_folder, Text(server, user), options);

        var headers = server.Requests.Single().Headers;
        $"{headers["Impersonate-User"]}|{headers["Impersonate-Uid"]}|{headers["Impersonate-Group"]}|{headers["Impersonate-Extra-scopes"]}".ShouldBe(expected);
        headers["Impersonate-Group"].Count.ShouldBe(flag is null ? 1 : 2);
    }

    [Fact]
    public async Task Groups_without_a_user_are_an_error()
    {
        await using var server = await StartAsync();

        await Should.ThrowAsync<KubeconfigException>(() => AskVersionAsync(_folder, Text(server, "token: t"), new ConnectionOptions { ImpersonatedGroups = ["ops"] }));
    }

    [Fact]
    public async Task A_provider_of_old_is_an_error_that_says_what_to_use()
    {
        await using var server = await StartAsync();

        var failure = await Should.ThrowAsync<KubeconfigException>(() => AskVersionAsync(_folder, Text(server, "auth-provider: { name: oidc }")));

        failure.Message.ShouldBe("The user `u` logs in by the built-in provider `oidc`, which Kubernetes clients have given up");
    }

    [Theory]
    [InlineData("client-certificate-data: '!', client-key-data: aGk=", "`client-certificate-data` in the kubeconfig is not base64")]
    [InlineData("client-certificate-data: aGk=, client-key-data: aGk=", "The client certificate and key of the user `u` cannot be read, or do not belong together")]
    [InlineData("client-certificate-data: aGk=", "The user `u` has a client certificate but no client key")]
    [InlineData("tokenFile: missing", "The token file")]
    public async Task Broken_credentials_are_named(string user, string message)
    {
        await using var server = await StartAsync();

        (await Should.ThrowAsync<KubeconfigException>(() => AskVersionAsync(_folder, Text(server, user)))).Message.ShouldStartWith(message);
    }

    [Theory]
    [InlineData("token: t", true, "", true)]
    [InlineData("token: t", false, "", false)]
    [InlineData("exec: { apiVersion: client.authentication.k8s.io/v1, command: aws }", true, "", false)]
    [InlineData("token: t", true, "PACKMAN_SYSTEM_ROOTS", false)]
    [InlineData("token: t", true, "SSL_CERT_FILE", false)]
    public void The_systems_roots_are_left_unread_only_where_nobody_wants_them(string user, bool onlyCluster, string variable, bool expected)
    {
        var file = _folder.Write("config", Kubeconfig("https://x", $"certificate-authority-data: {_authority.Base64}", user));
        var options = new ConnectionOptions { Kubeconfig = file, OnlyTalksToCluster = onlyCluster };
        var environment = TestConnection.Environment(_folder, (variable, "1"));

        SystemRoots.AreNeedless(ClusterTarget.Find(options, environment), options, environment).ShouldBe(expected);
    }

    private Task<TlsServer> StartAsync() => TlsServer.StartAsync(_authority.Issue("127.0.0.1"));

    private string Text(TlsServer server, string user) => Kubeconfig(server.Address, $"certificate-authority-data: {_authority.Base64}", user);
}
