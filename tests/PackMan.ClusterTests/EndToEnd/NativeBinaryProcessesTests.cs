using System.Globalization;
using System.Security.Cryptography;
using PackMan.ClusterTests.Distribution.Registries;
using PackMan.ClusterTests.Fixtures;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.EndToEnd;

/// <summary>What processes of the native binary share, and what their surroundings must not change.</summary>
[Trait("Category", PackManBinary.Category)]
public sealed class NativeBinaryProcessesTests : IDisposable
{
    private const int Rounds = 8;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("packman-processes-");

    // The cache is the one thing that all processes have in common.
    private Dictionary<string, string> Shared => new() { ["PACKMAN_CACHE_HOME"] = In("cache") };

    private string[] Incoming => Directory.Exists(In("cache/content/incoming")) ? Directory.GetFiles(In("cache/content/incoming")) : [];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chart_has_the_same_bytes_whoever_packs_it_wherever_and_whenever()
    {
        string[] paths = ["Chart.yaml", "values.yaml", "templates/config.yaml", .. Enumerable.Range(0, 40).Select(index => $"files/größe-{index}.txt")];
        WriteFiles("one/web", paths);
        WriteFiles("far/away/two/web", [.. paths.Reverse()]);
        await MakeAlienAsync("far/away/two/web");
        Dictionary<string, string> first = new() { ["TZ"] = "America/Adak", ["LANG"] = "C", ["LC_ALL"] = "C" };
        Dictionary<string, string> second = new() { ["TZ"] = "Pacific/Kiritimati", ["LANG"] = "tr_TR.UTF-8", ["LC_ALL"] = "tr_TR.UTF-8", ["USER"] = "nobody" };

        Succeeded(await PackManBinary.Require().RunWithUmaskAsync("022", first, "package", In("one/web"), "--destination", In("packed-one")));
        Succeeded(await PackManBinary.Require().RunWithUmaskAsync("077", second, "package", In("far/away/two/web"), "--destination", In("packed-two")));

        Digest("packed-two/web-1.0.0.tgz").ShouldBe(Digest("packed-one/web-1.0.0.tgz"));
        (await SystemProgram.Require("stat").SucceedAsync("-c", "%a", In("packed-one/web-1.0.0.tgz"), In("packed-two/web-1.0.0.tgz"))).ShouldBe("644\n600\n", "the umask counts for the archive itself");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    public async Task Processes_fill_the_cache_at_once_while_another_prunes_all_of_it(int processes)
    {
        await using var registry = await PublishAsync();
        for (var round = 0; round < Rounds; round++)
        {
            var numbers = Enumerable.Range(0, processes).ToList();
            numbers.ForEach(number => Write($"{round}-{number}/shop/Chart.yaml", ShopYaml(registry)));
            var pulls = numbers.Select(number => RunAsync("pull", $"oci://{registry.Host}/charts/web:1.0.0", "--destination", In($"{round}-{number}")));
            var updates = numbers.Select(number => RunAsync("dependency", "update", In($"{round}-{number}/shop")));

            (await Task.WhenAll([.. pulls, .. updates, RunAsync("cache", "prune", "--all")])).ToList().ForEach(Succeeded);

            numbers.Select(number => Digest($"{round}-{number}/web-1.0.0.tgz")).ShouldAllBe(digest => digest == Digest("packed/web-1.0.0.tgz"));
            numbers.Select(number => Digest($"{round}-{number}/shop/charts/web-1.0.0.tgz")).ShouldAllBe(digest => digest == Digest("packed/web-1.0.0.tgz"));
            Directory.GetFiles(In("cache/content/sha256"), "*", SearchOption.AllDirectories).ShouldAllBe(path => Digest(path) == Path.GetFileName(path));
            Incoming.ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Pruning_takes_what_a_killed_process_left_and_nothing_of_one_that_runs()
    {
        Write("web/Chart.yaml", "apiVersion: packman/v1\nname: web\nversion: 1.0.0\n");
        Write("web/noise", Convert.ToBase64String(RandomNumberGenerator.GetBytes(500_000)));
        Succeeded(await RunAsync("package", In("web"), "--destination", In("packed")));
        await using var server = new StallingServer(await File.ReadAllBytesAsync(In("packed/web-1.0.0.tgz"), Token));

        var killed = await PackManBinary.Require().InterruptAsync(Shared, "KILL", server.HalfSentTo(1), "pull", $"{server.Url}web-1.0.0.tgz", "--destination", In("killed"));
        var running = RunAsync("pull", $"{server.Url}web-1.0.0.tgz", "--destination", In("running"));
        await server.HalfSentTo(2).WaitAsync(Token);
        Incoming.Length.ShouldBe(2);
        MakeOlder(Incoming);
        Succeeded(await RunAsync("cache", "prune"));

        Incoming.ShouldHaveSingleItem("what the killed process left is gone");
        server.GoOn();
        Succeeded(await running);
        Digest("running/web-1.0.0.tgz").ShouldBe(Digest("packed/web-1.0.0.tgz"));
        killed.ExitCode.ShouldBe(137);
        Directory.Exists(In("killed")).ShouldBeFalse();
        Incoming.ShouldBeEmpty();
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private Task<CommandResult> RunAsync(params string[] arguments) => PackManBinary.Require().RunAsync(Shared, arguments);

    private static void Succeeded(CommandResult result) => result.ExitCode.ShouldBe(0, result.Output + result.Errors);

    private async Task<DebianRegistry> PublishAsync()
    {
        var registry = await DebianRegistry.StartAsync(new RegistrySetup());
        WriteFiles("web", ["Chart.yaml", "values.yaml", "templates/config.yaml"]);
        Succeeded(await RunAsync("package", In("web"), "--destination", In("packed")));
        Succeeded(await RunAsync("push", In("packed/web-1.0.0.tgz"), $"oci://{registry.Host}/charts"));
        Write("queue/Chart.yaml", "apiVersion: packman/v1\nname: queue\nversion: 1.0.0\n");
        Succeeded(await RunAsync("push", In("queue"), $"oci://{registry.Host}/charts"));
        return registry;
    }

    private static string ShopYaml(DebianRegistry registry) => "apiVersion: packman/v1\nname: shop\nversion: 1.0.0\ndependencies:\n"
        + string.Concat(new[] { "queue", "web" }.Select(name => $"- name: {name}\n  version: ^1\n  repository: oci://{registry.Host}/charts\n"));

    private void WriteFiles(string chart, string[] paths)
    {
        foreach (var path in paths)
        {
            Write($"{chart}/{path}", path switch
            {
                "Chart.yaml" => "apiVersion: packman/v1\nname: web\nversion: 1.0.0\n",
                "values.yaml" => "replicas: 1\n",
                "templates/config.yaml" => "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: {{ release.name }}-web\n",
                _ => $"ıİiI {path}\n",
            });
        }
    }

    // Other times and permissions, and another owner where that can be.
    private async Task MakeAlienAsync(string folder)
    {
        var files = Directory.GetFiles(In(folder), "*", SearchOption.AllDirectories);
        MakeOlder(files);
        await SystemProgram.Require("chmod").SucceedAsync("-R", "700", In(folder));
        if (Environment.IsPrivilegedProcess)
        {
            await SystemProgram.Require("chown").SucceedAsync("-R", "12345:23456", In(folder));
        }
    }

    private static void MakeOlder(string[] files)
    {
        foreach (var file in files)
        {
            File.SetLastWriteTimeUtc(file, DateTime.Parse("2001-02-03T04:05:06Z", CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal));
        }
    }

    private string Digest(string path) => Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(In(path))));

    private string In(string path) => Path.Combine(_folder.FullName, path);

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(In(path))!);
        File.WriteAllText(In(path), text);
    }
}
