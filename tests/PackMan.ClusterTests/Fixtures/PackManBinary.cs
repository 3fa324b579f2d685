using System.Diagnostics;
using Xunit;

namespace PackMan.ClusterTests.Fixtures;

/// <summary>The published native binary, run as users run it.</summary>
internal sealed class PackManBinary
{
    /// <summary>The trait of every test that needs the native binary.</summary>
    public const string Category = "EndToEnd";

    // A hang is a failure of its own; no command of the tests takes anywhere near as long.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private readonly string _path;

    private PackManBinary(string path) => _path = path;

    /// <summary>The binary named by <c>PACKMAN_BINARY</c>; without one the calling test is skipped.</summary>
    public static PackManBinary Require()
    {
        var path = Environment.GetEnvironmentVariable("PACKMAN_BINARY");
        Assert.SkipWhen(string.IsNullOrEmpty(path), "PACKMAN_BINARY names no binary. Run `dotnet publish src/PackMan.Cli -c Release -o FOLDER` and set it to FOLDER/packman");
        return new PackManBinary(Path.GetFullPath(path!));
    }

    /// <summary>Where the binary lies, to put on a PATH.</summary>
    public string Folder => Path.GetDirectoryName(_path)!;

    /// <summary>Runs a command with a home folder of its own and nothing else of this machine's settings.</summary>
    public Task<CommandResult> RunAsync(string kubeconfig, params string[] arguments) =>
        RunAsync(new Dictionary<string, string> { ["KUBECONFIG"] = kubeconfig }, arguments);

    public Task<CommandResult> RunAsync(IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        RunAsync(environment, _path, arguments, EndAsync);

    /// <summary>Runs a command whose new files lack these permissions.</summary>
    public Task<CommandResult> RunWithUmaskAsync(string umask, IReadOnlyDictionary<string, string> environment, params string[] arguments) =>
        RunAsync(environment, "/bin/sh", ["-c", "umask $0; exec \"$@\"", umask, _path, .. arguments], EndAsync);

    /// <summary>Runs a command, and sends it a signal once something has happened.</summary>
    public Task<CommandResult> InterruptAsync(IReadOnlyDictionary<string, string> environment, string signal, Task once, params string[] arguments) =>
        RunAsync(environment, _path, arguments, async (process, cancellationToken) =>
        {
            await once.WaitAsync(cancellationToken);
            await SignalAsync(process, signal, cancellationToken);
            return await EndAsync(process, cancellationToken);
        });

    /// <summary>Runs a command, and sends it a signal once it has said a text on stderr.</summary>
    public Task<CommandResult> InterruptAsync(IReadOnlyDictionary<string, string> environment, string signal, string once, params string[] arguments) =>
        RunAsync(environment, _path, arguments, async (process, cancellationToken) =>
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = new List<string>();
            while (await process.StandardError.ReadLineAsync(cancellationToken) is { } line)
            {
                errors.Add(line);
                if (line.Contains(once, StringComparison.Ordinal))
                {
                    await SignalAsync(process, signal, cancellationToken);
                }
            }

            await process.WaitForExitAsync(cancellationToken);
            return new CommandResult(process.ExitCode, await output, string.Join('\n', errors));
        });

    private static async Task<CommandResult> RunAsync(
        IReadOnlyDictionary<string, string> environment, string program, string[] arguments, Func<Process, CancellationToken, Task<CommandResult>> attend)
    {
        var home = Directory.CreateTempSubdirectory("packman-home-");
        using var deadline = new CancellationTokenSource(Patience);
        using var process = Start(environment, home.FullName, program, arguments);
        try
        {
            process.StandardInput.Close();
            return await attend(process, deadline.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"`{program} {string.Join(' ', arguments)}` did not end in {Patience}");
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }

    private static async Task<CommandResult> EndAsync(Process process, CancellationToken cancellationToken)
    {
        var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
        var errors = process.StandardError.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return new CommandResult(process.ExitCode, await output, await errors);
    }

    private static async Task SignalAsync(Process process, string signal, CancellationToken cancellationToken)
    {
        using var kill = Process.Start("kill", ["-s", signal, $"{process.Id}"]);
        await kill.WaitForExitAsync(cancellationToken);
    }

    private static Process Start(IReadOnlyDictionary<string, string> environment, string home, string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment.Clear();
        start.Environment["HOME"] = home;
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start) ?? throw new InvalidOperationException($"`{program}` did not start");
    }
}

/// <summary>What a run of the binary left: its exit code, and what it said on either stream.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Errors);
