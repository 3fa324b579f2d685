using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Http;
using PackMan.Distribution.Credentials;
using PackMan.Distribution.Http;
using PackMan.Distribution.Oci;
using PackMan.Tests.Cluster.Connection;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Distribution.Oci;

public sealed class RegistryAuthenticationTests : IAsyncLifetime
{
    private const string Ada = "ada:s3cret";

    private readonly RegistryLab _lab = new();
    private FakeRegistry _registry = null!;

    private string Web => $"oci://{_registry.Host}/charts/web:1.2.3";

    public async ValueTask InitializeAsync()
    {
        _registry = await FakeRegistry.StartAsync();
        await _lab.PushAsync(_registry.Host, RegistryLab.Archive());
        _registry.Password = Ada;
    }

    public async ValueTask DisposeAsync()
    {
        _lab.Dispose();
        await _registry.DisposeAsync();
    }

    [Fact]
    public async Task Name_and_password_of_Dockers_file_are_sent_when_asked_for()
    {
        WriteDockerConfig(Ada);

        await _lab.FetchAsync(Web);
    }

    [Fact]
    public async Task Without_credentials_the_files_that_were_read_are_named()
    {
        var error = await Should.ThrowAsync<RegistryCredentialException>(() => _lab.FetchAsync(Web));

        error.Message.ShouldBe($"Cannot pull `{_registry.Host}/charts/web:1.2.3`: `{_registry.Host}` wants credentials, and none are known");
        error.Hint!.ShouldContain($"{_lab.Home.Path}/.docker/config.json");
        error.Hint!.ShouldContain($"packman registry login {_registry.Host}");
    }

    [Fact]
    public async Task Wrong_credentials_are_told_with_the_file_they_come_from_and_never_printed()
    {
        WriteDockerConfig("ada:wr0ng");

        var error = await Should.ThrowAsync<RegistryCredentialException>(() => _lab.FetchAsync(Web));

        error.Message.ShouldEndWith($"does not accept the credentials of `ada` from `{_lab.Home.Path}/.docker/config.json`");
        error.ToString().ShouldNotContain("wr0ng");
    }

    [Fact]
    public async Task A_token_server_trades_credentials_for_a_token_of_the_scope()
    {
        await using var tokens = await TokenServerAsync();
        WriteDockerConfig(Ada);

        await _lab.FetchAsync(Web);

        var asked = tokens.Requests.Single();
        asked.Path.ShouldBe("/token?service=registry.test&scope=repository%3Acharts%2Fweb%3Apull");
        asked.Authorization.ShouldBe(Basic(Ada));
    }

    [Fact]
    public async Task An_identity_token_is_traded_without_a_password()
    {
        await using var tokens = await TokenServerAsync();
        _lab.Home.File(".docker/config.json", $$"""{"auths":{"{{_registry.Host}}":{"identitytoken":"1dentity"} } }""");

        await _lab.FetchAsync(Web);

        tokens.Requests.Single().Method.ShouldBe("POST");
    }

    [Fact]
    public async Task A_public_chart_needs_a_token_and_no_credentials()
    {
        await using var tokens = await TokenServerAsync();

        await _lab.FetchAsync(Web);

        tokens.Requests.Single().Authorization.ShouldBe("");
    }

    [Fact]
    public async Task A_token_server_that_refuses_is_told_as_wrong_credentials()
    {
        await using var tokens = await TokenServerAsync(status: 401);
        WriteDockerConfig(Ada);

        (await Should.ThrowAsync<RegistryCredentialException>(() => _lab.FetchAsync(Web))).Message.ShouldContain("does not accept the credentials of `ada`");
    }

    [Fact]
    public async Task Blobs_are_fetched_from_another_server_without_credentials()
    {
        await using var store = await LocalServer.StartAsync(context => context.Response.Body.WriteAsync(_registry.Blobs[$"sha256:{context.Request.Path.Value![1..]}"]).AsTask());
        _registry.Server.Before = context => RedirectBlobs(context, digest => $"{store.Address}/{digest}");
        WriteDockerConfig(Ada);

        _lab.Load(await _lab.FetchAsync(Web)).Metadata.Name.ShouldBe("web");

        store.Requests.Single().Authorization.ShouldBe("");
    }

    [Fact]
    public async Task Another_server_that_asks_for_credentials_gets_none()
    {
        await using var thief = await LocalServer.StartAsync(context =>
        {
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"registry\"";
            return FakeRegistry.StatusAsync(context, 401, "UNAUTHORIZED");
        });
        _registry.Server.Before = context => RedirectBlobs(context, digest => $"{thief.Address}/{digest}");
        WriteDockerConfig(Ada);

        await Should.ThrowAsync<PackManException>(() => _lab.FetchAsync(Web));

        thief.Requests.ShouldAllBe(request => request.Authorization == "");
    }

    [Fact]
    public async Task Uploads_to_another_server_carry_no_credentials()
    {
        await using var store = await LocalServer.StartAsync(context =>
        {
            context.Response.StatusCode = 201;
            return Task.CompletedTask;
        });
        WriteDockerConfig(Ada);
        _registry.Server.Before = context =>
        {
            var isUpload = context.Request.Method == "POST" && context.Request.Headers.Authorization == Basic(Ada);
            if (isUpload)
            {
                context.Response.StatusCode = 202;
                context.Response.Headers.Location = $"{store.Address}/upload";
            }

            return Task.FromResult(isUpload);
        };

        await _lab.PushAsync(_registry.Host, RegistryLab.Archive("2.0.0"));

        store.Requests.Count.ShouldBe(2);
        store.Requests.ShouldAllBe(request => request.Authorization == "");
    }

    [Fact]
    public async Task A_given_name_and_password_win_over_files()
    {
        WriteDockerConfig("ada:wr0ng");
        using var lab = new RegistryLab(given: new RegistryCredential("`--username`") { Username = "ada", Password = "s3cret" });

        await lab.FetchAsync(Web);
    }

    [Fact]
    public async Task A_registry_with_an_authority_of_its_own_is_trusted_by_its_file_alone()
    {
        var authority = TestAuthority.Root("registries");
        await using var secure = await FakeRegistry.StartAsync(authority.Issue("127.0.0.1"));
        using var trusting = new RegistryLab(new TransportOptions { AuthorityFile = FileOf("ca.pem", authority.Pem) });
        await trusting.PushAsync(secure.Host, RegistryLab.Archive());

        await trusting.FetchAsync($"oci://{secure.Host}/charts/web:1.2.3");

        (await Should.ThrowAsync<NoAnswerException>(() => _lab.FetchAsync($"oci://{secure.Host}/charts/web:1.2.3"))).Message.ShouldContain("TLS handshake failed");
        using var other = new RegistryLab(new TransportOptions { AuthorityFile = FileOf("other.pem", TestAuthority.Root("others").Pem) });
        await Should.ThrowAsync<NoAnswerException>(() => other.FetchAsync($"oci://{secure.Host}/charts/web:1.2.3"));
        using var careless = new RegistryLab(new TransportOptions { SkipsVerification = true });
        await careless.FetchAsync($"oci://{secure.Host}/charts/web:1.2.3");
    }

    [Fact]
    public async Task A_client_certificate_is_shown_to_the_registry_and_to_no_server_it_redirects_to()
    {
        var authority = TestAuthority.Root("registries");
        await using var secure = await FakeRegistry.StartAsync(authority.Issue("127.0.0.1"));
        using var lab = WithCertificate(authority);
        await using var store = await LocalServer.StartAsync(context => context.Response.Body.WriteAsync(secure.Blobs[$"sha256:{context.Request.Path.Value![1..]}"]).AsTask(), authority.Issue("127.0.0.1"));

        await lab.PushAsync(secure.Host, RegistryLab.Archive());
        secure.Server.Before = context => RedirectBlobs(context, digest => $"{store.Address}/{digest}");
        await lab.FetchAsync($"oci://{secure.Host}/charts/web:1.2.3");

        secure.Server.Requests.ShouldAllBe(request => request.Client == "CN=ada");
        store.Requests.ShouldHaveSingleItem().Client.ShouldBeNull();
    }

    [Fact]
    public async Task A_client_certificate_is_shown_to_no_token_server_and_no_store_that_the_registry_names()
    {
        var authority = TestAuthority.Root("registries");
        await using var secure = await FakeRegistry.StartAsync(authority.Issue("127.0.0.1"));
        await using var tokens = await LocalServer.StartAsync(context => context.Response.WriteAsync($$"""{"token":"{{secure.Token}}"}"""), authority.Issue("127.0.0.1"));
        await using var store = await LocalServer.StartAsync(
            context =>
            {
                context.Response.StatusCode = 201;
                return Task.CompletedTask;
            },
            authority.Issue("127.0.0.1"));
        using var lab = WithCertificate(authority, new RegistryCredential("`--username`") { Username = "ada", Password = "s3cret" });
        (secure.Password, secure.Realm) = (Ada, $"{tokens.Address}/token");
        secure.Server.Before = context =>
        {
            var isUpload = context.Request.Method == "POST" && context.Request.Headers.Authorization.Count > 0;
            if (isUpload)
            {
                context.Response.StatusCode = 202;
                context.Response.Headers.Location = $"{store.Address}/upload";
            }

            return Task.FromResult(isUpload);
        };

        await lab.PushAsync(secure.Host, RegistryLab.Archive());

        secure.Server.Requests.ShouldAllBe(request => request.Client == "CN=ada");
        foreach (var stranger in new[] { tokens, store })
        {
            stranger.Requests.ShouldNotBeEmpty();
            stranger.Requests.ShouldAllBe(request => request.Client == null);
        }
    }

    [Fact]
    public void A_file_that_is_no_certificate_is_named()
    {
        var path = FileOf("ca.pem", "nonsense");

        Should.Throw<TransportFileException>(() => new HttpPipeline(new TransportOptions { AuthorityFile = path }, TimeProvider.System)).Message
            .ShouldBe($"`{path}` holds no certificate in PEM form");
    }

    private RegistryLab WithCertificate(TestAuthority authority, RegistryCredential? given = null)
    {
        using var client = authority.Issue("ada");
        var transport = new TransportOptions
        {
            AuthorityFile = FileOf("ca.pem", authority.Pem),
            CertificateFile = FileOf("client.pem", client.ExportCertificatePem()),
            KeyFile = FileOf("client.key", client.GetECDsaPrivateKey()!.ExportPkcs8PrivateKeyPem()),
        };
        return new RegistryLab(transport, given: given);
    }

    private async Task<LocalServer> TokenServerAsync(int status = 200)
    {
        var server = await LocalServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return context.Response.WriteAsync($$"""{"token":"{{_registry.Token}}","expires_in":60}""");
        });
        _registry.Realm = $"{server.Address}/token";
        return server;
    }

    private Task<bool> RedirectBlobs(HttpContext context, Func<string, string> target)
    {
        if (context.Request.Path.Value!.Split("/blobs/sha256:") is not [_, var digest] || (!context.Request.IsHttps && context.Request.Headers.Authorization != Basic(Ada)))
        {
            return Task.FromResult(false);
        }

        context.Response.Redirect(target(digest));
        return Task.FromResult(true);
    }

    private void WriteDockerConfig(string pair) => _lab.Home.File(
        ".docker/config.json", $$"""{"auths":{"{{_registry.Host}}":{"auth":"{{Convert.ToBase64String(Encoding.UTF8.GetBytes(pair))}}"} } }""");

    private string FileOf(string name, string text) => Path.Combine(_lab.Home.File(name, text).Path, name);

    private static string Basic(string pair) => "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(pair));
}
