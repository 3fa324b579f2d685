using PackMan.Cli;
using PackMan.Tests.Distribution.Oci;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

public sealed class RegistryLoginSessionTests
{
    private const string Secret = "s3cret-of-ada";

    [Fact]
    public async Task A_login_is_checked_kept_used_and_forgotten()
    {
        await using var session = await StartAsync(input: $"{Secret}\n");
        new ChartFolderBuilder(session.Folder.Path).Template("apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n");

        var said = await session.RunAllAsync(
            "packman push ./web oci://HOST/charts",
            "packman registry login HOST --username ada --password-stdin",
            "packman push ./web oci://HOST/charts",
            "packman registry logout HOST",
            "packman registry logout HOST",
            "packman pull oci://HOST/charts/web",
            "packman pull oci://HOST/charts/web --username ada --password wr0ng",
            $"packman pull oci://HOST/charts/web --username ada --password {Secret}");

        Golden.Verify(said.Replace(Secret, "[TYPED]", StringComparison.Ordinal), "RegistryLoginSessionTests.Login");
        said.Split('\n').ShouldAllBe(line => line.StartsWith("$ ", StringComparison.Ordinal) || (!line.Contains(Secret, StringComparison.Ordinal) && !line.Contains("wr0ng", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task The_file_of_logins_is_its_owners_alone_and_keeps_what_else_is_in_it()
    {
        await using var session = await StartAsync(input: Secret);
        var file = Path.Combine(session.Folder.Path, "config.json");
        session.File("config.json", """{"auths":{"other.example.org":{"auth":"eDp5"}},"HttpHeaders":{"User-Agent":"x"},"psFormat":"table"}"""u8.ToArray());

        (await session.RunAsync("packman registry login HOST -u ada --password-stdin --registry-config config.json")).ExitCode.ShouldBe(0);
        (await session.RunAsync("packman registry logout HOST --registry-config config.json")).ExitCode.ShouldBe(0);

        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        var text = await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken);
        text.ShouldSatisfyAllConditions(
            kept => kept.ShouldContain("\"other.example.org\""),
            kept => kept.ShouldContain("\"User-Agent\": \"x\""),
            kept => kept.ShouldContain("\"psFormat\": \"table\""),
            kept => kept.ShouldNotContain(session.Registry.Host));
        Directory.GetFiles(session.Folder.Path).ShouldBe([file]);
    }

    [Fact]
    public async Task What_is_not_given_is_asked_for_and_only_the_password_in_secret()
    {
        var asked = new List<(string, bool)>();
        await using var session = await StartAsync(ask: (question, isSecret, _) =>
        {
            asked.Add((question, isSecret));
            return Task.FromResult(isSecret ? Secret : "ada");
        });

        (await session.RunAsync("packman registry login HOST")).Output.ShouldBe("Login Succeeded\n");
        (await session.RunAsync("packman registry login HOST -u ada")).Output.ShouldBe("Login Succeeded\n");

        asked.ShouldBe([("Username: ", false), ("Password: ", true), ("Password: ", true)]);
    }

    [Fact]
    public async Task Mistakes_of_a_login_are_told_and_keep_nothing()
    {
        await using var session = await StartAsync(input: "wr0ng\n");

        var said = await session.RunAllAsync(
            "packman registry login HOST -u ada --password-stdin",
            "packman registry login HOST -u ada -p wr0ng --password-stdin",
            "packman registry login HOST --password-stdin",
            "packman registry login HOST -u ada",
            "packman registry login HOST -u ada -p ''",
            "packman registry login https://HOST",
            "packman registry login oci://HOST/charts",
            "packman registry login 127.0.0.1:1 -u ada -p x",
            "packman registry login",
            "packman registry");

        Golden.Verify(said, "RegistryLoginSessionTests.Mistakes");
        Directory.Exists(Path.Combine(session.Folder.Path, "home", ".config")).ShouldBeFalse();
    }

    [Fact]
    public async Task Credential_helpers_that_are_missing_or_fail_are_named_with_their_file()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "The helper is a shell script");
        await using var session = await StartAsync();
        var bin = Directory.CreateDirectory(Path.Combine(session.Folder.Path, "bin"));
        var helper = Path.Combine(bin.FullName, "docker-credential-broken");
        await File.WriteAllTextAsync(helper, "#!/bin/sh\necho the key ring is locked\nexit 3\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(helper, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }

        session.File("missing.json", """{"credsStore":"nowhere"}"""u8.ToArray())
            .File("failing.json", """{"credsStore":"broken"}"""u8.ToArray())
            .File("cut-off.json", """{"auths":{"""u8.ToArray())
            .File("no-base64.json", System.Text.Encoding.UTF8.GetBytes($$"""{"auths":{"{{session.Registry.Host}}":{"auth":"???"} } }"""));

        var said = await session.RunAllAsync(
            "packman pull oci://HOST/charts/web:1.0.0 --registry-config missing.json",
            "packman pull oci://HOST/charts/web:1.0.0 --registry-config failing.json",
            "packman pull oci://HOST/charts/web:1.0.0 --registry-config cut-off.json",
            "packman pull oci://HOST/charts/web:1.0.0 --registry-config no-base64.json",
            "packman registry login HOST -u ada -p s3cret-of-ada --registry-config failing.json");

        Golden.Verify(said, "RegistryLoginSessionTests.Helpers");
    }

    private static async Task<RegistrySession> StartAsync(string input = "", AskUser? ask = null)
    {
        var session = await RegistrySession.StartAsync(input, ask);
        session.Registry.Password = $"ada:{Secret}";
        return session;
    }
}
