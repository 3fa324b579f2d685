using System.Diagnostics;

namespace PackMan.ClusterTests.Fixtures;

/// <summary>A server process that cannot outlive this one, however this one ends.</summary>
internal sealed class GuardedProcess : IAsyncDisposable
{
    // The pipe to the shell's input closes when this process ends, even by SIGKILL; the shell then kills the server. PR_SET_PDEATHSIG
    // would not do: it fires when the *thread* that forked ends, and that is any thread of the pool.
    private const string Guard = """
        exec 3<&0 > "$1" 2>&1
        remove=$2
        shift 2
        "$@" < /dev/null 3<&- &
        server=$!
        { read -r word <&3; kill -KILL $server; [ "$word" = end ] || { sleep 1; [ -z "$remove" ] || rm -rf "$remove"; }; } 2> /dev/null &
        wait $server
        """;

    private readonly Process _process;
    private readonly string _logPath;

    private GuardedProcess(Process process, string name, string logPath)
    {
        _process = process;
        _logPath = logPath;
        Name = name;
    }

    public string Name { get; }

    public bool HasExited => _process.HasExited;

    /// <summary>Starts a program; <paramref name="removeWhenOrphaned"/> is a folder that the guard deletes once the server is gone.</summary>
    public static GuardedProcess Start(string program, IEnumerable<string> arguments, string logPath, string removeWhenOrphaned = "")
    {
        var start = new ProcessStartInfo("/bin/sh")
        {
            RedirectStandardInput = true,
            WorkingDirectory = Path.GetDirectoryName(logPath),
        };
        foreach (var argument in (string[])["-c", Guard, "guard", logPath, removeWhenOrphaned, program, .. arguments])
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"`{program}` did not start");
        return new GuardedProcess(process, Path.GetFileName(program), logPath);
    }

    /// <summary>The end of what the server wrote, for the message of a failed start.</summary>
    public string LogTail()
    {
        using var file = new FileStream(_logPath, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        file.Seek(-Math.Min(file.Length, 4000), SeekOrigin.End);
        return new StreamReader(file).ReadToEnd();
    }

    public async ValueTask DisposeAsync()
    {
        // Everything the servers hold is thrown away, so there is nothing to shut down in order. The word tells the guard that it is
        // no orphan: it would delete what its parent is deleting.
        try
        {
            await _process.StandardInput.WriteLineAsync("end");
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // The guard is gone already, and the server with it.
        }

        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
