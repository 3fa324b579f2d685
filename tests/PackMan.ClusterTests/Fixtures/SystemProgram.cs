using System.Diagnostics;
using Xunit;

namespace PackMan.ClusterTests.Fixtures;

/// <summary>A program of the system that what PackMan makes is checked with.</summary>
internal sealed class SystemProgram(string path, IReadOnlyDictionary<string, string> environment)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public string Path => path;

    /// <summary>The program; without it the calling test is skipped, or fails where everything has to be there.</summary>
    /// <param name="environment">Variables beside PATH; there are no others.</param>
    public static SystemProgram Require(string name, params (string Name, string Value)[] environment)
    {
        // Debian keeps servers in a folder that only root's PATH has.
        var path = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(System.IO.Path.PathSeparator).Append("/usr/sbin").Select(folder => System.IO.Path.Combine(folder, name)).FirstOrDefault(File.Exists);
        if (path is null && Environment.GetEnvironmentVariable("PACKMAN_REQUIRE_REAL_CLUSTER") == "1")
        {
            Assert.Fail($"There is no `{name}` on PATH, and this run has to have it");
        }

        Assert.SkipWhen(path is null, $"There is no `{name}` on PATH");
        return new SystemProgram(path!, environment.ToDictionary(pair => pair.Name, pair => pair.Value, StringComparer.Ordinal));
    }

    public async Task<CommandResult> RunAsync(params string[] arguments)
    {
        using var deadline = new CancellationTokenSource(Patience);
        var start = new ProcessStartInfo(path, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        return new CommandResult(process.ExitCode, await output, await errors);
    }

    public async Task<string> SucceedAsync(params string[] arguments)
    {
        var result = await RunAsync(arguments);
        Assert.True(result.ExitCode == 0, $"{path} {string.Join(' ', arguments)}\n{result.Output}{result.Errors}");
        return result.Output;
    }
}
