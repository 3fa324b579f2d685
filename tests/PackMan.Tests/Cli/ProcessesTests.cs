using PackMan.Distribution.Cache;
using PackMan.Tests.Distribution.Oci;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

/// <summary>What processes share, and what their environment must not change.</summary>
public sealed class ProcessesTests : IAsyncLifetime
{
    private const int Rounds = 3;

    private RegistrySession _session = null!;

    public async ValueTask InitializeAsync()
    {
        _session = await RegistrySession.StartAsync();
        WriteChart("web", ["Chart.yaml", "values.yaml", "templates/config.yaml", "files/größe.txt"]);
        (await _session.RunAsync("packman push ./web oci://HOST/charts")).ExitCode.ShouldBe(0);
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    [Fact]
    public async Task Packing_gives_the_same_bytes_in_every_folder_zone_and_language()
    {
        WriteChart("other/place/web", ["files/größe.txt", "templates/config.yaml", "values.yaml", "Chart.yaml"]);
        MakeOlder("other/place/web");

        await SucceedAsync(Start("", [("TZ", "Pacific/Kiritimati"), ("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")], "package", "web", "--destination", "one"));
        await SucceedAsync(Start("other/place", [("TZ", "America/Adak"), ("LANG", "C"), ("LC_ALL", "C")], "package", "./web", "--destination", "two"));

        Digest("other/place/two/web-1.2.0.tgz").ShouldBe(Digest("one/web-1.2.0.tgz"));
    }

    [Fact]
    public async Task Two_processes_fill_the_cache_at_once_while_a_third_prunes_it()
    {
        for (var round = 0; round < Rounds; round++)
        {
            using var one = Start("", [], "pull", Chart, "--destination", $"one{round}");
            using var other = Start("", [], "pull", Chart, "--destination", $"other{round}");
            using var pruning = Start("", [], "cache", "prune");

            await SucceedAsync(one);
            await SucceedAsync(other);
            await SucceedAsync(pruning);

            Digest($"one{round}/web-1.2.0.tgz").ShouldBe(Digest($"other{round}/web-1.2.0.tgz"));
            CheckCache();
            Directory.Delete(CacheFolder, recursive: true);
        }
    }

    [Fact]
    public async Task A_process_killed_in_the_middle_of_a_download_harms_no_other()
    {
        var isHalfSent = new TaskCompletionSource();
        _session.Registry.Server.Before = async context =>
        {
            if (isHalfSent.Task.IsCompleted || !context.Request.Path.Value!.Contains("/blobs/", StringComparison.Ordinal) || context.Request.Method != "GET")
            {
                return false;
            }

            var blob = _session.Registry.Blobs[context.Request.Path.Value.Split('/')[^1]];
            context.Response.ContentLength = blob.Length;
            await context.Response.Body.WriteAsync(blob.AsMemory(0, blob.Length / 2));
            await context.Response.Body.FlushAsync();
            isHalfSent.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return true;
        };
        using var killed = Start("", [], "pull", Chart, "--destination", "killed");
        await isHalfSent.Task.WaitAsync(TestContext.Current.CancellationToken);
        await killed.KillAsync();

        using var other = Start("", [], "pull", Chart, "--destination", "whole");
        await SucceedAsync(other);

        Directory.Exists(Path.Combine(_session.Folder.Path, "killed")).ShouldBeFalse();
        CheckCache();
    }

    private string Chart => $"oci://{_session.Registry.Host}/charts/web:1.2.0";

    private string CacheFolder => Path.Combine(_session.Folder.Path, "cache");

    private PackManProcess Start(string folder, (string Name, string Value)[] environment, params string[] arguments)
    {
        var variables = new Dictionary<string, string> { ["HOME"] = Path.Combine(_session.Folder.Path, "home"), ["PACKMAN_CACHE_HOME"] = CacheFolder };
        foreach (var (name, value) in environment)
        {
            variables[name] = value;
        }

        return PackManProcess.Start(Path.Combine(_session.Folder.Path, folder), variables, arguments);
    }

    private static async Task SucceedAsync(PackManProcess process)
    {
        var spoken = await process.WaitAsync();
        spoken.ExitCode.ShouldBe(0, spoken.ToString());
    }

    // Every file that is in its place holds what its name says.
    private void CheckCache()
    {
        var kept = Directory.GetFiles(CacheFolder, "*", SearchOption.AllDirectories).Where(path => path.Contains("/sha256/", StringComparison.Ordinal)).ToList();
        kept.ShouldNotBeEmpty();
        kept.ShouldAllBe(path => ContentDigest.Of(File.ReadAllBytes(path)).Hex == Path.GetFileName(path));
    }

    private ContentDigest Digest(string path) => ContentDigest.Of(File.ReadAllBytes(Path.Combine(_session.Folder.Path, path)));

    private void WriteChart(string folder, string[] order)
    {
        var texts = new Dictionary<string, string>
        {
            ["Chart.yaml"] = "apiVersion: packman/v1\nname: web\nversion: 1.2.0\n",
            ["values.yaml"] = "replicas: 1\n",
            ["templates/config.yaml"] = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: web\n",
            ["files/größe.txt"] = "ıİiI\n",
        };
        foreach (var path in order)
        {
            _session.Folder.File($"{folder}/{path}", texts[path]);
        }
    }

    private void MakeOlder(string folder)
    {
        foreach (var path in Directory.GetFiles(Path.Combine(_session.Folder.Path, folder), "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(path, new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc));
        }
    }
}
