using PackMan.Distribution;
using PackMan.Distribution.Credentials;
using PackMan.Tests.Cluster;
using PackMan.Tests.Cluster.Connection;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Distribution.Credentials;

public sealed class CredentialStoreTests : IDisposable
{
    private const string AdaAuth = "YWRhOnMzY3JldA==";

    private readonly TestFolder _home = new();

    public void Dispose() => _home.Dispose();

    [Theory]
    [InlineData("registry.example.org", "registry.example.org")]
    [InlineData("https://registry.example.org", "registry.example.org")]
    [InlineData("https://registry.example.org/v1/", "registry.example.org")]
    [InlineData("https://index.docker.io/v1/", "docker.io")]
    [InlineData("https://index.docker.io/v1/", "registry-1.docker.io")]
    public async Task Keys_of_Dockers_file_name_hosts_in_several_ways(string key, string host)
    {
        _home.Write(".docker/config.json", $$"""{"auths":{"{{key}}":{"auth":"{{AdaAuth}}"} } }""");

        var credential = await Store().FindAsync(host);

        (credential!.Username, credential.Password).ShouldBe(("ada", "s3cret"));
        (await Store().FindAsync("other.example.org")).ShouldBeNull();
    }

    [Fact]
    public async Task PackMans_file_wins_over_Dockers_and_that_over_Helms()
    {
        _home.Write(".config/helm/registry/config.json", """{"auths":{"a":{"auth":"aGVsbTp4"},"b":{"auth":"aGVsbTp4"},"c":{"auth":"aGVsbTp4"} } }""");
        _home.Write(".docker/config.json", """{"auths":{"a":{"auth":"ZG9ja2VyOng="},"b":{"auth":"ZG9ja2VyOng="} } }""");
        _home.Write(".config/packman/registry/config.json", """{"auths":{"a":{"auth":"cGFja21hbjp4"} } }""");

        (await Store().FindAsync("a"))!.Username.ShouldBe("packman");
        (await Store().FindAsync("b"))!.Username.ShouldBe("docker");
        (await Store().FindAsync("c"))!.Username.ShouldBe("helm");
    }

    [Fact]
    public async Task Variables_name_the_files()
    {
        var docker = Path.GetDirectoryName(_home.Write("docker/config.json", $$"""{"auths":{"a":{"auth":"{{AdaAuth}}"} } }"""))!;

        (await Store(("DOCKER_CONFIG", docker)).FindAsync("a")).ShouldNotBeNull();
        Store(("PACKMAN_REGISTRY_CONFIG", "/r.json"), ("XDG_CONFIG_HOME", "/xdg")).Files.ShouldBe(["/r.json", $"{_home.Path}/.docker/config.json", "/xdg/helm/registry/config.json"]);
    }

    [Theory]
    [InlineData("credHelpers", """{"credHelpers":{"registry.example.org":"vault"} }""")]
    [InlineData("credsStore", """{"credsStore":"vault"}""")]
    public async Task Helpers_are_asked_for_the_host(string field, string config)
    {
        field.ShouldNotBeEmpty();
        _home.Write(".docker/config.json", config);
        Helper("read server; echo \"$1 $server\" > \"$HOME/asked\"; echo '{\"Username\":\"ada\",\"Secret\":\"s3cret\"}'");

        var credential = await Store().FindAsync("registry.example.org");

        (credential!.Username, credential.Password).ShouldBe(("ada", "s3cret"));
        (await File.ReadAllTextAsync(_home["asked"])).ShouldBe("get registry.example.org\n");
    }

    [Fact]
    public async Task A_helper_may_give_an_identity_token()
    {
        _home.Write(".docker/config.json", """{"credsStore":"vault"}""");
        Helper("echo '{\"Username\":\"<token>\",\"Secret\":\"1dentity\"}'");

        (await Store().FindAsync("registry.example.org"))!.IdentityToken.ShouldBe("1dentity");
    }

    [Fact]
    public async Task A_helper_that_knows_nothing_leaves_the_question_to_the_next_file()
    {
        _home.Write(".docker/config.json", """{"credsStore":"vault"}""");
        _home.Write(".config/helm/registry/config.json", $$"""{"auths":{"registry.example.org":{"auth":"{{AdaAuth}}"} } }""");
        Helper("echo 'credentials not found in native keychain'; exit 1");

        (await Store().FindAsync("registry.example.org"))!.Username.ShouldBe("ada");
    }

    [Theory]
    [InlineData("exit 3", "failed with exit code 3")]
    [InlineData("echo 'locked'; exit 1", "failed with exit code 1: locked")]
    [InlineData("echo 's3cret'", "gave no JSON")]
    [InlineData("echo '{}'", "gave no `Secret`")]
    [InlineData("yes", "printed more than 64 KiB")]
    public async Task A_helper_that_fails_is_named_with_the_file_that_names_it(string script, string reason)
    {
        _home.Write(".docker/config.json", """{"credsStore":"vault"}""");
        Helper(script);

        var error = await Should.ThrowAsync<CredentialHelperException>(() => Store().FindAsync("registry.example.org"));

        error.Message.ShouldBe($"The credential helper `docker-credential-vault`, which `{_home.Path}/.docker/config.json` names, {reason}");
    }

    [Fact]
    public async Task A_helper_that_does_not_answer_is_ended()
    {
        _home.Write(".docker/config.json", """{"credsStore":"vault"}""");
        Helper("exec sleep 1000");

        var error = await Should.ThrowAsync<CredentialHelperException>(() => Store(new InstantTime(TimeSpan.FromMinutes(2))).FindAsync("registry.example.org"));

        error.Message.ShouldContain("did not answer within 60 s");
    }

    [Theory]
    [InlineData("missing", "is not on the PATH")]
    [InlineData("../../evil", "is not on the PATH")]
    public async Task A_helper_that_is_not_there_is_said_to_be(string name, string reason)
    {
        _home.Write(".docker/config.json", $$"""{"credsStore":"{{name}}"}""");

        (await Should.ThrowAsync<CredentialHelperException>(() => Store().FindAsync("r"))).Message.ShouldEndWith(reason);
    }

    [Theory]
    [InlineData("{", "is no JSON (line 1)")]
    [InlineData("[]", "holds no JSON object")]
    [InlineData("""{"auths":{"r":{"auth":"?"} } }""", "has an `auth` that is no base64 of `NAME:PASSWORD`")]
    public async Task A_broken_file_is_named(string text, string reason)
    {
        var path = _home.Write(".docker/config.json", text);

        (await Should.ThrowAsync<CredentialFileException>(() => Store().FindAsync("r"))).Message.ShouldBe($"The registry configuration `{path}` {reason}");
    }

    [Fact]
    public async Task A_login_is_kept_for_its_owner_alone_and_forgotten_at_logout()
    {
        var path = _home.Write(".config/packman/registry/config.json", """{"detachKeys":"x","auths":{"old":{"auth":"YTpi"} } }""");
        var store = Store();

        (await store.StoreAsync("registry.example.org", "ada", "s3cret")).ShouldBe($"`{path}`");

        (await store.FindAsync("registry.example.org"))!.Password.ShouldBe("s3cret");
        (await File.ReadAllTextAsync(path)).ShouldContain("detachKeys");
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        (await store.EraseAsync("registry.example.org")).ShouldBeTrue();
        (await store.FindAsync("registry.example.org")).ShouldBeNull();
        (await store.FindAsync("old")).ShouldNotBeNull();
        (await store.EraseAsync("registry.example.org")).ShouldBeFalse();
        Directory.EnumerateFiles(Path.GetDirectoryName(path)!).Count().ShouldBe(1);
    }

    [Fact]
    public async Task A_login_goes_to_the_helper_that_the_file_names()
    {
        _home.Write(".config/packman/registry/config.json", """{"credsStore":"vault"}""");
        Helper("cat > \"$HOME/$1\"; [ \"$1\" != get ] || echo '{\"Username\":\"ada\",\"Secret\":\"s3cret\"}'");

        (await Store().StoreAsync("r", "ada", "s3cret")).ShouldBe("the credential helper `docker-credential-vault`");
        (await Store().EraseAsync("r")).ShouldBeTrue();

        (await File.ReadAllTextAsync(_home["store"])).ShouldBe("""{"ServerURL":"r","Username":"ada","Secret":"s3cret"}""");
        (await File.ReadAllTextAsync(_home["erase"])).ShouldBe("r");
        (await File.ReadAllTextAsync(_home[".config/packman/registry/config.json"])).ShouldNotContain("s3cret");
    }

    private void Helper(string script) => _home.WriteScript("bin/docker-credential-vault", script + "\n");

    private CredentialStore Store(params (string Name, string Value)[] variables) => Store(TimeProvider.System, variables);

    private CredentialStore Store(TimeProvider time, params (string Name, string Value)[] variables) => new(
        new UserEnvironment(
            variables.Append(("PATH", $"{_home["bin"]}:/usr/bin:/bin")).Append(("HOME", _home.Path)).ToDictionary(variable => variable.Item1, variable => variable.Item2), _home.Path),
        time);
}
