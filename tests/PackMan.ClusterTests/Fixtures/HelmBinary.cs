using System.Diagnostics;
using Xunit;

namespace PackMan.ClusterTests.Fixtures;

/// <summary>Helm 4, to see that what one program makes the other can use. It keeps its settings in a folder of its own.</summary>
internal sealed class HelmBinary(string path, string home)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The Helm that <c>tests/control-plane/tools</c> fetched; without one the calling test is skipped.</summary>
    /// <param name="home">Where it keeps its settings and caches.</param>
    public static HelmBinary Require(string home)
    {
        var helm = FetchedTools.Find("helm");
        Assert.SkipWhen(helm is null, $"There is no Helm to compare with. {FetchedTools.Hint}");
        return new HelmBinary(helm!, home);
    }

    /// <summary>Runs a command in a folder.</summary>
    public async Task<CommandResult> RunAsync(string folder, params string[] arguments)
    {
        using var deadline = new CancellationTokenSource(Patience);
        var start = new ProcessStartInfo(path, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment.Clear();
        start.Environment["HOME"] = home;
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
        var errors = process.StandardError.ReadToEndAsync(deadline.Token);
        await process.WaitForExitAsync(deadline.Token);
        return new CommandResult(process.ExitCode, await output, await errors);
    }
}
