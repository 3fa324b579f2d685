using System.Diagnostics;

namespace PackMan.Benchmarks;

/// <summary>A program with its arguments, run in a folder.</summary>
internal sealed record CommandLine(string Program, string Folder, params string[] Arguments)
{
    /// <summary>Runs it to its end and gives its standard output; a failure is an error of the benchmark.</summary>
    public async Task<string> RunAsync()
    {
        using var process = Start();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? await output
            : throw new InvalidOperationException($"{Path.GetFileName(Program)} {string.Join(' ', Arguments)} exited {process.ExitCode}: {await errors}");
    }

    public async Task<TimeSpan> TimeAsync()
    {
        var start = Stopwatch.GetTimestamp();
        await RunAsync();
        return Stopwatch.GetElapsedTime(start);
    }

    private Process Start() => Process.Start(new ProcessStartInfo(Program, Arguments)
    {
        WorkingDirectory = Folder,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
