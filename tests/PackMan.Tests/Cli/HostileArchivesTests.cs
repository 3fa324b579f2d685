using PackMan.Charts.Loading;
using PackMan.Distribution;
using PackMan.Distribution.Cache;
using PackMan.Fuzz;
using PackMan.Fuzz.Generation;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

/// <summary>
/// Broken and hostile archives through every command that reads one: a clear error or a sound chart, nothing outside the target folder, nothing
/// half done. A few in the suite, as many as `PACKMAN_SAMPLES` says when somebody has the time.
/// </summary>
public sealed class HostileArchivesTests : IAsyncLifetime
{
    private const int Seed = 11;

    // Deep enough that a path which climbs out of the target still lands where the test looks.
    private const string Target = "a/b/c/out";

    private static readonly string[] Commands =
    [
        $"packman pull http://HOST/web-1.2.3.tgz -d {Target}",
        $"packman pull http://HOST/web-1.2.3.tgz --untar -d {Target}",
        "packman show all web-1.2.3.tgz",
        "packman install app web-1.2.3.tgz",
    ];

    private RegistrySession _session = null!;
    private byte[] _archive = [];

    public async ValueTask InitializeAsync()
    {
        _session = await RegistrySession.StartAsync();
        _session.Registry.Server.Before = async context =>
        {
            context.Response.ContentLength = _archive.Length;
            await context.Response.Body.WriteAsync(_archive);
            return true;
        };
    }

    public ValueTask DisposeAsync() => _session.DisposeAsync();

    [Fact]
    public async Task Mutated_archives_are_refused_or_read_and_leave_nothing_outside_the_target()
    {
        var refusals = 0;
        var samples = SampleCounts.Or(60);
        for (var step = 0; step < samples; step++)
        {
            _archive = new ArchiveMutations(RandomChoice.For(Seed, step)).Next();
            _session.File("web-1.2.3.tgz", _archive);
            foreach (var command in Commands)
            {
                var spoken = await _session.RunAsync(command);

                CheckWords(spoken, step);
                CheckFiles(spoken, step);
                refusals += spoken.ExitCode;
                Forget();
            }
        }

        // Both ways were taken, so that neither half of the checks stood idle.
        refusals.ShouldBeInRange(1, (samples * Commands.Length) - 1);
    }

    [Theory]
    [InlineData(1024 * 1024)]
    [InlineData(20 * 1024 * 1024)]
    public void A_bomb_costs_what_the_limits_allow_however_large_it_is(int length)
    {
        var bomb = RawTar.Gzip(new RawTar().File("web/zeros", new byte[length]).Finish());
        var limits = ChartLimits.Default with { FileBytes = 64 * 1024, TotalBytes = 256 * 1024, Files = 10 };
        var before = GC.GetAllocatedBytesForCurrentThread();

        Should.Throw<PackManException>(() => ChartLoader.LoadArchive(new MemoryStream(bomb), "web-1.2.3.tgz", limits, TestContext.Current.CancellationToken));

        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(4 * limits.ArchiveBytes);
    }

    private static void CheckWords(Spoken spoken, int step)
    {
        var told = $"seed {Seed}, step {step}\n{spoken}";
        spoken.ExitCode.ShouldBeInRange(0, 1, told);
        spoken.Error.ShouldNotContain("PackMan has a bug", Case.Sensitive, told);
        if (spoken.ExitCode == 1)
        {
            spoken.Error.Split('\n').Count(line => line.StartsWith("error: ", StringComparison.Ordinal)).ShouldBe(1, told);
            spoken.Output.ShouldBeEmpty(told);
        }
    }

    private void CheckFiles(Spoken spoken, int step)
    {
        var told = $"seed {Seed}, step {step}\n{spoken}";
        var isPull = spoken.Line.StartsWith("packman pull", StringComparison.Ordinal);
        foreach (var path in Directory.EnumerateFileSystemEntries(_session.Folder.Path, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(_session.Folder.Path, path)))
        {
            var isExpected = path.Split('/')[0] switch
            {
                "web-1.2.3.tgz" => true,
                "home" => IsSound(path),
                "box" => spoken.Line.StartsWith("packman install", StringComparison.Ordinal),
                "a" => isPull && spoken.ExitCode == 0 && (path.StartsWith($"{Target}/", StringComparison.Ordinal) || Target.StartsWith(path, StringComparison.Ordinal)),
                _ => false,
            };
            isExpected.ShouldBeTrue($"`{path}` was written\n{told}");
            File.GetAttributes(Path.Combine(_session.Folder.Path, path)).HasFlag(FileAttributes.ReparsePoint).ShouldBeFalse($"`{path}` is a link\n{told}");
        }
    }

    // What the cache keeps is whole, and named by what it holds.
    private bool IsSound(string path)
    {
        var full = Path.Combine(_session.Folder.Path, path);
        if (Directory.Exists(full))
        {
            return true;
        }

        using var content = File.OpenRead(full);
        return Path.GetFileName(path) == ContentDigest.Of(content).Hex;
    }

    private void Forget()
    {
        foreach (var folder in new[] { "a", "box", "home" }.Select(name => Path.Combine(_session.Folder.Path, name)).Where(Directory.Exists))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
