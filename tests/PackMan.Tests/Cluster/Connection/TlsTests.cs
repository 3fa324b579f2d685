using System.Security.Cryptography.X509Certificates;
using PackMan.Cluster.Api;
using PackMan.Cluster.Connection;
using PackMan.Cluster.Connection.Credentials;
using PackMan.Cluster.Connection.Tls;
using Shouldly;
using Xunit;
using static PackMan.Tests.Cluster.Connection.TestConnection;

namespace PackMan.Tests.Cluster.Connection;

public sealed class TlsTests : IDisposable
{
    private readonly TestFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_server_with_the_right_name_and_authority_is_spoken_to_over_http_2()
    {
        var authority = TestAuthority.Root("cluster");
        await using var server = await TlsServer.StartAsync(authority.Issue("127.0.0.1"));

        (await AskVersionAsync(_folder, Kubeconfig(server.Address, $"certificate-authority-data: {authority.Base64}"))).ShouldBe("v1.36.0");

        server.Requests.Single().Protocol.ShouldBe("HTTP/2");
    }

    [Fact]
    public async Task A_certificate_of_the_right_authority_for_another_host_is_refused()
    {
        var authority = TestAuthority.Root("cluster");
        await using var server = await TlsServer.StartAsync(authority.Issue("evil.example.com"));

        var failure = await Should.ThrowAsync<ServerTrustException>(() => AskVersionAsync(_folder, Kubeconfig(server.Address, $"certificate-authority-data: {authority.Base64}")));

        failure.Message.ShouldBe("The certificate of `127.0.0.1` is not trusted: it is made out to `evil.example.com`, not to `127.0.0.1`");
        server.Requests.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_bundle_of_authorities_counts_whole_in_any_order(bool rightOneFirst)
    {
        var (right, other) = (TestAuthority.Root("right"), TestAuthority.Root("other"));
        await using var server = await TlsServer.StartAsync(right.Issue("127.0.0.1"));
        _folder.Write("ca.crt", rightOneFirst ? right.Pem + other.Pem : other.Pem + right.Pem);

        (await AskVersionAsync(_folder, Kubeconfig(server.Address, "certificate-authority: ca.crt"))).ShouldBe("v1.36.0");
    }

    [Fact]
    public async Task An_unknown_authority_is_refused_and_named()
    {
        await using var server = await TlsServer.StartAsync(TestAuthority.Root("stranger").Issue("127.0.0.1"));

        var failure = await Should.ThrowAsync<ServerTrustException>(() => AskVersionAsync(_folder, Kubeconfig(server.Address, $"certificate-authority-data: {TestAuthority.Root("cluster").Base64}")));

        failure.Message.ShouldContain("issued by an authority that the kubeconfig does not know (`CN=stranger`)");
        failure.Hint.ShouldContain("--kube-ca-file");
    }

    [Fact]
    public async Task An_authority_of_the_same_name_with_another_key_is_refused()
    {
        await using var server = await TlsServer.StartAsync(TestAuthority.Root("cluster").Issue("127.0.0.1"));

        await Should.ThrowAsync<ServerTrustException>(() => AskVersionAsync(_folder, Kubeconfig(server.Address, $"certificate-authority-data: {TestAuthority.Root("cluster").Base64}")));
    }

    [Fact]
    public async Task An_intermediate_alone_is_an_authority_as_it_is_to_kubectl()
    {
        var intermediate = TestAuthority.Root("root").Intermediate("issuing");
        await using var server = await TlsServer.StartAsync(intermediate.Issue("127.0.0.1"));

        (await AskVersionAsync(_folder, Kubeconfig(server.Address, $"certificate-authority-data: {intermediate.Base64}"))).ShouldBe("v1.36.0");
    }

    [Fact]
    public async Task An_intermediate_of_the_same_name_with_another_key_is_refused()
    {
        var (real, forged) = (TestAuthority.Root("root").Intermediate("issuing"), TestAuthority.Root("root").Intermediate("issuing"));
        await using var server = await TlsServer.StartAsync(forged.Issue("127.0.0.1"));

        await Should.ThrowAsync<ServerTrustException>(() => AskVersionAsync(_folder, Kubeconfig(server.Address, $"certificate-authority-data: {real.Base64}")));
    }

    [Fact]
    public async Task An_intermediate_does_not_excuse_a_wrong_name()
    {
        var intermediate = TestAuthority.Root("root").Intermediate("issuing");
        await using var server = await TlsServer.StartAsync(intermediate.Issue("evil.example.com"));

        await Should.ThrowAsync<ServerTrustException>(() => AskVersionAsync(_folder, Kubeconfig(server.Address, $"certificate-authority-data: {intermediate.Base64}")));
    }

    [Fact]
    public async Task A_certificate_that_has_run_out_is_refused_with_its_dates()
    {
        var authority = TestAuthority.Root("cluster");
        await using var server = await TlsServer.StartAsync(authority.Issue("127.0.0.1", lastsDays: -1));

        var failure = await Should.ThrowAsync<ServerTrustException>(() => AskVersionAsync(_folder, Kubeconfig(server.Address, $"certificate-authority-data: {authority.Base64}")));

        failure.Message.ShouldContain("`CN=127.0.0.1` is valid from");
    }

    [Fact]
    public async Task Tls_server_name_is_the_name_that_is_checked()
    {
        var authority = TestAuthority.Root("cluster");
        await using var server = await TlsServer.StartAsync(authority.Issue("kubernetes.example.com"));
        var kubeconfig = Kubeconfig(server.Address, $"certificate-authority-data: {authority.Base64}");

        (await AskVersionAsync(_folder, kubeconfig, new ConnectionOptions { TlsServerName = "kubernetes.example.com" })).ShouldBe("v1.36.0");
        await Should.ThrowAsync<ServerTrustException>(() => AskVersionAsync(_folder, kubeconfig, new ConnectionOptions { TlsServerName = "other.example.com" }));
    }

    [Fact]
    public async Task Skipping_verification_takes_any_certificate()
    {
        await using var server = await TlsServer.StartAsync(TestAuthority.Root("stranger").Issue("evil.example.com"));

        (await AskVersionAsync(_folder, Kubeconfig(server.Address, "insecure-skip-tls-verify: true"))).ShouldBe("v1.36.0");
    }

    [Fact]
    public async Task A_client_certificate_is_shown_and_one_that_has_run_out_is_named_when_refused()
    {
        var authority = TestAuthority.Root("cluster");
        await using var server = await TlsServer.StartAsync(authority.Issue("127.0.0.1"), wantsClientCertificate: true);
        using var old = authority.Issue("alice", lastsDays: -1);
        _folder.Write("alice.crt", old.ExportCertificatePem());
        _folder.Write("alice.key", old.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem());
        var kubeconfig = Kubeconfig(server.Address, $"certificate-authority-data: {authority.Base64}", "client-certificate: alice.crt, client-key: alice.key");

        await AskVersionAsync(_folder, kubeconfig);
        server.Status = _ => 401;
        var failure = await Should.ThrowAsync<CredentialExpiredException>(() => AskVersionAsync(_folder, kubeconfig));

        server.Requests.First().Client.ShouldBe("CN=alice");
        failure.Message.ShouldContain("`CN=alice`");
    }

    [Fact]
    public async Task A_port_that_speaks_no_tls_is_told_apart()
    {
        var plain = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        plain.Start();
        var answering = Task.Run(async () =>
        {
            while (true)
            {
                using var connection = await plain.AcceptTcpClientAsync();
                await connection.GetStream().WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray());
            }
        });

        var failure = await Should.ThrowAsync<ServerUnreachableException>(() => AskVersionAsync(_folder, Kubeconfig($"https://{plain.LocalEndpoint}", $"certificate-authority-data: {TestAuthority.Root("c").Base64}")));

        failure.Message.ShouldContain("the TLS handshake failed");
        plain.Stop();
        await Should.ThrowAsync<Exception>(() => answering);
    }
}
