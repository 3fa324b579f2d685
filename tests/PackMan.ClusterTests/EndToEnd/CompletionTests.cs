using System.Diagnostics;
using PackMan.ClusterTests.Fixtures;
using Shouldly;
using Xunit;

namespace PackMan.ClusterTests.EndToEnd;

[Trait("Category", PackManBinary.Category)]
public sealed class CompletionTests
{
    [Theory]
    [InlineData("packman inst", "install")]
    [InlineData("packman get va", "values")]
    [InlineData("packman list --all-n", "--all-namespaces")]
    [InlineData("packman list --output j", "json")]
    [InlineData("packman list --output = j", "json")]
    [InlineData("packman install --burst", "")]
    public async Task Bash_completes_with_the_script(string words, string expected)
    {
        var folder = PackManBinary.Require().Folder;
        var line = words.Split(' ');

        var completed = await BashAsync(folder, $"""
            source <(packman completion bash)
            COMP_WORDS=({string.Join(' ', line.Select(word => $"'{word}'"))})
            COMP_CWORD={line.Length - 1}
            _packman
            echo "$COMPREPLY"
            """);

        completed.Trim().ShouldBe(expected);
    }

    private static async Task<string> BashAsync(string folder, string script)
    {
        var start = new ProcessStartInfo("bash", ["-c", script]) { RedirectStandardOutput = true };
        start.Environment["PATH"] = $"{folder}:{Environment.GetEnvironmentVariable("PATH")}";
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return output;
    }
}
