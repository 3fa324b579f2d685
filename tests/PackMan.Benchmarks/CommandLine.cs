using System.Diagnostics;
using System.Globalization;

namespace PackMan.Benchmarks;

/// <summary>A program with its arguments, run in a folder.</summary>
internal sealed record CommandLine(string Program, string Folder, params string[] Arguments)
{
    // GNU time: a process that .NET starts begins as a copy of its parent, whose memory would count.
    private const string MemoryMeter = "/usr/bin/time";

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

    /// <summary>The most memory it holds at a time, in MiB.</summary>
    public async Task<double> MeasureMemoryAsync()
    {
        if (!File.Exists(MemoryMeter))
        {
            throw new InvalidOperationException($"There is no `{MemoryMeter}` to measure memory with: `apt-get install time`");
        }

        var report = Path.GetTempFileName();
        await new CommandLine(MemoryMeter, Folder, ["--format=%M", $"--output={report}", Program, .. Arguments]).RunAsync();
        var kibibytes = double.Parse(await File.ReadAllTextAsync(report), CultureInfo.InvariantCulture);
        File.Delete(report);
        return kibibytes / 1024;
    }

    // Settings and caches of both programs stay in the folder.
    private Process Start() => Process.Start(new ProcessStartInfo(Program, Arguments)
    {
        WorkingDirectory = Folder,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
        Environment = { ["HOME"] = Folder },
    })!;
}
