using System.Diagnostics;
using Xunit;

namespace PackMan.Tests.Cli;

/// <summary>`packman` as a process of its own, for what only several of them, or another environment, can show.</summary>
internal sealed class PackManProcess : IDisposable
{
    private static readonly string Binary = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "packman.exe" : "packman");

    private readonly Process _process;

    private PackManProcess(Process process) => _process = process;

    /// <summary>Starts a command in a folder; the variables are added to those of the test.</summary>
    public static PackManProcess Start(string folder, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo(Binary, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException($"`{Binary}` did not start");
        process.StandardInput.Close();
        return new PackManProcess(process);
    }

    /// <summary>Ends it as a power cut would: it cannot clean up.</summary>
    public Task KillAsync()
    {
        _process.Kill();
        return _process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>What it said, once it has ended.</summary>
    public async Task<Spoken> WaitAsync()
    {
        var output = _process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        var error = _process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await _process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return new Spoken(string.Join(' ', _process.StartInfo.ArgumentList.Prepend("packman")), _process.ExitCode, await output, await error);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
