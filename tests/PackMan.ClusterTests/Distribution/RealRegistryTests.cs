using System.Security.Cryptography;
using PackMan.ClusterTests.Contract;
using PackMan.ClusterTests.Distribution.Registries;
using PackMan.ClusterTests.Lifecycle;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.Distribution;

/// <summary>Push, list, pull and install against a real registry, however it is run.</summary>
[Trait("Category", DebianRegistry.Category)]
public sealed class RealRegistryTests(SandboxServer sandbox)
{
    private static readonly Dictionary<string, RegistrySetup> Setups = new()
    {
        ["plain"] = new RegistrySetup(),
        ["with passwords"] = new RegistrySetup { AsksForPassword = true },
        ["with TLS"] = new RegistrySetup { SpeaksTls = true },
        ["with TLS and passwords"] = new RegistrySetup { SpeaksTls = true, AsksForPassword = true },
        ["with client certificates"] = new RegistrySetup { SpeaksTls = true, AsksForCertificate = true },
        ["read-only"] = new RegistrySetup { IsReadOnly = true },
    };

    public static TheoryData<string> Names => [.. Setups.Keys];

    public static TheoryData<string> WritableNames => [.. Setups.Where(setup => !setup.Value.IsReadOnly).Select(setup => setup.Key)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Charts_are_pushed_listed_pulled_and_installed(string name)
    {
        await using var user = await RegistryUser.StartAsync(sandbox, Setups[name] with { IsReadOnly = false });
        var digests = await user.PushVersionsAsync("1.0.0", "1.1.0", "2.0.0-rc.1");
        if (Setups[name].IsReadOnly)
        {
            await user.Registry.RestartAsync(Setups[name]);
            await user.LogInAsync(Setups[name]);
        }

        // The versions that are there, as the message of one that is not tells them.
        (await user.TryAsync("pull", user.Chart, "--version", ">=7")).Error.ShouldContain("The nearest are `2.0.0-rc.1`, `1.1.0`, `1.0.0`");
        foreach (var (words, version) in new (string[] Words, string Version)[]
        {
            ([$"{user.Chart}:1.0.0"], "1.0.0"),
            ([user.Chart, "--version", "^1"], "1.1.0"),
            ([user.Chart], "1.1.0"),
            ([user.Chart, "--devel"], "2.0.0-rc.1"),
            ([$"{user.Chart}@{digests["1.0.0"]}"], "1.0.0"),
        })
        {
            var release = $"r{version.Length}-{Guid.NewGuid():N}"[..12];
            await user.RunAsync(["pull", .. words, "--destination", release]);
            await user.RunAsync(["install", release, .. words]);

            user.Read($"{release}/web-{version}.tgz").ShouldBe(user.Read($"packed/web-{version}.tgz"));
            (await user.RunAsync("get", "manifest", release)).Output.ShouldContain($"version: {version}");
        }
    }

    [Theory]
    [MemberData(nameof(WritableNames))]
    public async Task A_second_push_of_the_same_chart_uploads_nothing(string name)
    {
        await using var user = await RegistryUser.StartAsync(sandbox, Setups[name]);
        await user.PushVersionsAsync("1.0.0");
        var before = user.Registry.Asked();

        var second = await user.RunAsync("push", "packed/web-1.0.0.tgz", user.Place);

        var asked = user.Registry.Asked().Skip(before.Count).ToList();
        before.Count(line => line.StartsWith("POST", StringComparison.Ordinal) && line.Contains("/blobs/uploads/", StringComparison.Ordinal)).ShouldBe(2);
        asked.ShouldNotBeEmpty();
        asked.ShouldAllBe(line => line.StartsWith("HEAD ", StringComparison.Ordinal) || line.StartsWith("GET /v2/ ", StringComparison.Ordinal) || line == "GET /v2/");
        second.Output.ShouldContain("Pushed: ");
    }

    [Fact]
    public async Task A_read_only_registry_refuses_a_push_in_one_sentence()
    {
        await using var user = await RegistryUser.StartAsync(sandbox, new RegistrySetup { IsReadOnly = true });
        await user.PackAsync("1.0.0");

        var result = await user.TryAsync("push", "packed/web-1.0.0.tgz", user.Place);

        result.ExitCode.ShouldBe(1);
        result.Error.ShouldStartWith($"error: Cannot push `{user.Registry.Host}/charts/web:1.0.0`: `{user.Registry.Host}` takes no such request");
        result.Error.ShouldContain("hint: The registry may be read-only");
    }

    [Fact]
    public async Task Credentials_that_are_missing_or_wrong_are_told_with_the_files_that_were_read()
    {
        await using var user = await RegistryUser.StartAsync(sandbox, new RegistrySetup { AsksForPassword = true });
        await user.PackAsync("1.0.0");
        await user.RunAsync("registry", "logout", user.Registry.Host);

        var missing = await user.TryAsync("push", "packed/web-1.0.0.tgz", user.Place);
        var wrong = await user.TryAsync("registry", "login", user.Registry.Host, "-u", RegistrySetup.User, "-p", "wr0ng");

        missing.Error.ShouldContain("wants credentials, and none are known");
        missing.Error.ShouldContain($"Looked for in `{user.Folder}/.config/packman/registry/config.json`");
        wrong.Error.ShouldContain("does not accept the credentials of `ada`");
        (missing.Error + wrong.Error).ShouldNotContain("wr0ng");
    }

    [Fact]
    public async Task A_registry_of_an_unknown_authority_or_without_the_clients_certificate_is_refused()
    {
        await using var user = await RegistryUser.StartAsync(sandbox, new RegistrySetup { SpeaksTls = true, AsksForCertificate = true });
        await user.PackAsync("1.0.0");

        var unknown = await user.TryPlainlyAsync("push", "packed/web-1.0.0.tgz", user.Place);
        var nameless = await user.TryPlainlyAsync(["push", "packed/web-1.0.0.tgz", user.Place, .. user.Registry.Flags[..2]]);

        unknown.Error.ShouldContain("the TLS handshake failed");
        unknown.Error.ShouldContain("--ca-file");
        nameless.ExitCode.ShouldBe(1);
        nameless.Error.ShouldStartWith("error: ");
        nameless.Error.ShouldNotContain("   at ");
    }

    [Fact]
    public async Task A_large_chart_goes_in_pieces_and_comes_back_whole()
    {
        await using var user = await RegistryUser.StartAsync(sandbox, new RegistrySetup());
        for (var index = 0; index < 4; index++)
        {
            user.Write($"web/files/noise{index}", RandomNumberGenerator.GetBytes(5_000_000));
        }

        await user.PushVersionsAsync("3.0.0");
        await user.RunAsync("pull", $"{user.Chart}:3.0.0", "--destination", "back");

        user.Registry.Asked().Count(line => line.StartsWith("PATCH ", StringComparison.Ordinal)).ShouldBe(2);
        user.Read("back/web-3.0.0.tgz").ShouldBe(user.Read("packed/web-3.0.0.tgz"));
    }
}
