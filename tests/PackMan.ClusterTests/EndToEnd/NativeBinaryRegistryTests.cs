using System.Text;
using System.Text.Json.Nodes;
using PackMan.ClusterTests.Distribution.Registries;
using PackMan.ClusterTests.Fixtures;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.EndToEnd;

/// <summary>The native binary against a real registry, however that is run. Each run has a home folder of its own; charts and logins come from what it is told.</summary>
[Trait("Category", PackManBinary.Category)]
public sealed class NativeBinaryRegistryTests : IDisposable
{
    private static readonly Dictionary<string, RegistrySetup> Setups = new()
    {
        ["plain"] = new RegistrySetup(),
        ["with a login of Docker's"] = new RegistrySetup { AsksForPassword = true },
        ["with TLS of its own authority"] = new RegistrySetup { SpeaksTls = true },
    };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("packman-registry-user-");
    private readonly Dictionary<string, string> _environment = [];
    private DebianRegistry _registry = null!;

    public static TheoryData<string> Names => [.. Setups.Keys];

    private string Place => $"oci://{_registry.Host}/charts";

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_chart_is_pushed_shown_pulled_and_installed_by_tag_range_and_digest(string name)
    {
        await using var registry = await StartAsync(Setups[name]);
        var digest = await PushAsync("1.0.0");
        await PushAsync("1.1.0");

        await UseAsync(digest);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_second_push_of_the_same_chart_uploads_nothing(string name)
    {
        await using var registry = await StartAsync(Setups[name]);
        await PushAsync("1.0.0");
        Uploads(registry.Asked()).ShouldContain(line => line.StartsWith("POST ", StringComparison.Ordinal));
        var before = registry.Asked().Count;

        var again = await PushAsync("1.0.0");

        var asked = registry.Asked().Skip(before).ToList();
        asked.ShouldNotBeEmpty();
        Uploads(asked).ShouldBeEmpty();
        again.ShouldStartWith("sha256:");
    }

    [Fact]
    public async Task A_read_only_registry_refuses_a_push_with_one_error_and_gives_what_it_has()
    {
        await using var registry = await StartAsync(new RegistrySetup());
        var digest = await PushAsync("1.0.0");
        await PushAsync("1.1.0");
        await registry.RestartAsync(new RegistrySetup { IsReadOnly = true });
        await PackAsync("1.2.0");

        var refused = await RunAsync("push", In("packed/web-1.2.0.tgz"), Place);

        refused.ExitCode.ShouldBe(1);
        refused.Output.ShouldBeEmpty();
        refused.Errors.ShouldStartWith($"error: Cannot push `{registry.Host}/charts/web:1.2.0`: `{registry.Host}` takes no such request");
        EnsureOneError(refused);
        await UseAsync(digest);
    }

    [Fact]
    public async Task Without_the_login_or_the_authority_there_is_one_error_and_nothing_is_written()
    {
        await using (await StartAsync(new RegistrySetup { AsksForPassword = true }))
        {
            await PushAsync("1.0.0");
            _environment.Remove("DOCKER_CONFIG");
            EnsureRefused(await RunAsync("pull", $"{Place}/web:1.0.0", "--destination", In("refused")), "wants credentials, and none are known");
        }

        await using (await StartAsync(new RegistrySetup { SpeaksTls = true }))
        {
            await PushAsync("1.0.0");
            EnsureRefused(await PackManBinary.Require().RunAsync(_environment, "pull", $"{Place}/web:1.0.0", "--destination", In("refused")), "the TLS handshake failed");
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<DebianRegistry> StartAsync(RegistrySetup setup)
    {
        PackManBinary.Require();
        _registry = await DebianRegistry.StartAsync(setup);
        _environment["PACKMAN_SANDBOX"] = In("box");
        if (setup.AsksForPassword)
        {
            var login = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{RegistrySetup.User}:{RegistrySetup.Password}"));
            Write("docker/config.json", $$"""{"auths":{"{{_registry.Host}}":{"auth":"{{login}}"} } }""");
            _environment["DOCKER_CONFIG"] = In("docker");
        }

        return _registry;
    }

    private async Task UseAsync(string digest)
    {
        foreach (var (words, version) in new (string[] Words, string Version)[]
        {
            ([$"{Place}/web:1.0.0"], "1.0.0"),
            ([$"{Place}/web", "--version", "^1"], "1.1.0"),
            ([$"{Place}/web@{digest}"], "1.0.0"),
        })
        {
            var release = $"r{Guid.NewGuid():N}"[..12];
            (await SucceedAsync(["show", "chart", .. words])).ShouldContain($"version: {version}\n");
            (await SucceedAsync(["show", "values", .. words])).ShouldBe("greeting: hello\n");
            await SucceedAsync(["pull", .. words, "--destination", In(release)]);
            (await SucceedAsync(["install", release, .. words])).ShouldContain("STATUS: deployed");

            (await File.ReadAllBytesAsync(In($"{release}/web-{version}.tgz"), TestContext.Current.CancellationToken)).ShouldBe(await File.ReadAllBytesAsync(In($"packed/web-{version}.tgz"), TestContext.Current.CancellationToken));
            (await PackManBinary.Require().RunAsync(_environment, "get", "manifest", release)).Output.ShouldContain($"version: {version}\n");
        }
    }

    private async Task<string> PushAsync(string version)
    {
        await PackAsync(version);
        return (string)JsonNode.Parse(await SucceedAsync("push", In($"packed/web-{version}.tgz"), Place, "--output", "json"))!["digest"]!;
    }

    private async Task PackAsync(string version)
    {
        Write("web/Chart.yaml", $"apiVersion: packman/v1\nname: web\nversion: {version}\n");
        Write("web/values.yaml", "greeting: hello\n");
        Write("web/templates/config.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ release.name }}\ndata:\n  greeting: {{ values.greeting }}\n  version: {{ chart.version }}\n");
        (await PackManBinary.Require().RunAsync(_environment, "package", In("web"), "--destination", In("packed"))).ExitCode.ShouldBe(0);
    }

    private Task<CommandResult> RunAsync(params string[] arguments) => PackManBinary.Require().RunAsync(_environment, [.. arguments, .. _registry.Flags]);

    private async Task<string> SucceedAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        result.ExitCode.ShouldBe(0, $"packman {string.Join(' ', arguments)}\n{result.Output}{result.Errors}");
        return result.Output;
    }

    private void EnsureRefused(CommandResult result, string reason)
    {
        result.ExitCode.ShouldBe(1);
        result.Output.ShouldBeEmpty();
        result.Errors.ShouldContain(reason);
        EnsureOneError(result);
        Directory.Exists(In("refused")).ShouldBeFalse();
    }

    private static void EnsureOneError(CommandResult result)
    {
        result.Errors.Split('\n').Count(line => line.StartsWith("error: ", StringComparison.Ordinal)).ShouldBe(1);
        result.Errors.ShouldNotContain("   at ");
    }

    private static IEnumerable<string> Uploads(IEnumerable<string> asked) =>
        asked.Where(line => line.Split(' ')[0] is "POST" or "PUT" or "PATCH");

    private string In(string path) => Path.Combine(_folder.FullName, path);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(path))!);
        File.WriteAllText(In(path), text);
    }
}
