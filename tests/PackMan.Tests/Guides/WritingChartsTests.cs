using System.Collections.Immutable;
using PackMan.Tests.Cli;
using PackMan.Tests.Core.Charts.Loading;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Guides;

/// <summary>Follows docs/guides/writing-charts.md from its first line to its last, as a newcomer would.</summary>
public sealed class WritingChartsTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly TestFolder _sandbox = new();

    public void Dispose()
    {
        _folder.Dispose();
        _sandbox.Dispose();
    }

    [Fact]
    public async Task Every_file_can_be_written_and_every_command_says_what_the_guide_shows()
    {
        var blocks = GuideBlock.ReadAll(await File.ReadAllTextAsync(Path.Combine(Repository.Root, "docs", "guides", "writing-charts.md"), TestContext.Current.CancellationToken));
        blocks.Length.ShouldBeGreaterThan(15);

        foreach (var block in blocks)
        {
            if (block.Language == "console")
            {
                await RunAsync(block.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            }
            else
            {
                block.Role.ShouldStartWith("hello/");
                _folder.File(block.Role, block.Text);
            }
        }
    }

    /// <summary>Commands, each followed by lines that it says in this order, among others.</summary>
    private async Task RunAsync(string[] lines)
    {
        for (var i = 0; i < lines.Length;)
        {
            lines[i].ShouldStartWith("$ ");
            var command = lines[i++][2..];
            var shown = lines[i..].TakeWhile(line => !line.StartsWith("$ ", StringComparison.Ordinal)).ToList();
            i += shown.Count;
            await RunAsync(command, shown);
        }
    }

    private async Task RunAsync(string command, List<string> shown)
    {
        if (command.StartsWith("rm ", StringComparison.Ordinal))
        {
            foreach (var path in command.Split(' ').Skip(1))
            {
                File.Exists(Path.Combine(_folder.Path, path)).ShouldBeTrue(path);
                File.Delete(Path.Combine(_folder.Path, path));
            }

            return;
        }

        command.ShouldStartWith("packman ");
        var session = new Session
        {
            IsReal = true,
            Time = TimeProvider.System,
            CurrentDirectory = _folder.Path,
            Environment = ImmutableDictionary<string, string>.Empty.Add("HOME", _folder.Path).Add("PACKMAN_SANDBOX", _sandbox.Path),
        };
        var spoken = await session.RunAsync(command);

        spoken.ExitCode.ShouldBe(shown.Any(line => line.StartsWith("error:", StringComparison.Ordinal)) ? 1 : 0, spoken.ToString());
        List<List<string>> streams = [[.. spoken.Output.Split('\n')], [.. spoken.Error.Split('\n')]];
        foreach (var line in shown)
        {
            // Which stream comes first on a terminal differs from command to command; within one, the order holds.
            var (said, found) = streams.Select(lines => (lines, lines.FindIndex(other => other.StartsWith(line, StringComparison.Ordinal)))).MaxBy(pair => pair.Item2);
            found.ShouldBeGreaterThanOrEqualTo(0, $"`{line}` is not said here:\n{spoken}");
            said.RemoveRange(0, found + 1);
        }
    }
}
