using System.Collections.Immutable;
using PackMan.Cli;
using PackMan.ClusterTests.Contract;
using Shouldly;

namespace PackMan.ClusterTests.Lifecycle;

/// <summary>Runs `packman` in this process against one namespace of a server, as a user would from a folder of charts.</summary>
internal sealed class PackManSession(ApiServer server, string namespaceName) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("packman-session-");

    public string Folder => _folder.FullName;

    /// <summary>Copies a chart of the test project into the session's folder.</summary>
    public string CopyChart(string name)
    {
        var source = Path.Combine(AppContext.BaseDirectory, "Charts", name);
        var target = Path.Combine(Folder, name);
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return target;
    }

    public void WriteFile(string path, string text)
    {
        var full = Path.Combine(Folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    /// <summary>Runs a command that must succeed and gives what it printed.</summary>
    public async Task<SessionResult> RunAsync(params string[] arguments)
    {
        var result = await TryAsync(arguments);
        result.ExitCode.ShouldBe(0, $"packman {string.Join(' ', arguments)}\n{result.Output}\n{result.Error}");
        return result;
    }

    /// <summary>Runs a command that may fail.</summary>
    public async Task<SessionResult> TryAsync(string[] arguments, CancellationToken cancellationToken = default)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        var surroundings = new Surroundings
        {
            // As the console's, because requests at once trace at once.
            Output = TextWriter.Synchronized(output),
            Error = TextWriter.Synchronized(error),
            OpenInput = () => Stream.Null,
            Environment = Environment(),
            CurrentDirectory = Folder,
            Time = TimeProvider.System,
            Process = () => new ProcessFacts("tester", System.Environment.MachineName, System.Environment.ProcessId),
        };
        string[] all = [.. arguments, "--namespace", namespaceName, .. server.Connection];
        var exitCode = await new PackManApp(surroundings, new Stations(surroundings)).RunAsync(all, cancellationToken);
        return new SessionResult(exitCode, output.ToString(), error.ToString());
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private ImmutableDictionary<string, string> Environment() =>
        ImmutableDictionary<string, string>.Empty.Add("HOME", Folder).Add("PATH", System.Environment.GetEnvironmentVariable("PATH") ?? "").Add("USER", "tester");
}

/// <summary>What a command left: its exit code and both streams.</summary>
internal sealed record SessionResult(int ExitCode, string Output, string Error);
