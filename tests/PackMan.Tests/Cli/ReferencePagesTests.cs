using PackMan.Cli;
using PackMan.Cli.Commands;
using PackMan.Cli.Help;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

public sealed class ReferencePagesTests
{
    private static readonly string Folder = Path.Combine(Repository.Root, "docs", "reference", "cli");

    private static readonly IReadOnlyList<PackManCommand> Commands = [.. All(new CommandTree().Root).OrderBy(HelpText.PathOf, StringComparer.Ordinal)];

    [Fact]
    public void Every_command_has_its_page_and_no_page_is_left_over()
    {
        foreach (var command in Commands)
        {
            Golden.VerifyFile(ReferencePage.Of(command), Path.Combine(Folder, ReferencePage.NameOf(command)));
        }

        Golden.VerifyFile(ReferencePage.Index(Commands), Path.Combine(Folder, ReferencePage.IndexName));
        Directory.GetFiles(Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal)
            .ShouldBe(Commands.Select(ReferencePage.NameOf).Append(ReferencePage.IndexName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_page_of_exit_codes_has_every_code()
    {
        var page = File.ReadAllText(Path.Combine(Folder, "..", "exit-codes.md"));

        foreach (var code in new[] { ExitCodes.Done, ExitCodes.Failed, ExitCodes.Differences, ExitCodes.Cancelled })
        {
            page.ShouldContain($"\n| {code} | ");
        }
    }

    private static IEnumerable<PackManCommand> All(PackManCommand command) =>
        command.Hidden ? [] : command.Subcommands.OfType<PackManCommand>().SelectMany(All).Prepend(command);
}
