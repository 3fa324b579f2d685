using System.CommandLine;
using PackMan.Cli;
using PackMan.Cli.Commands;
using PackMan.Cli.Help;
using PackMan.Cli.Parsing;
using Shouldly;
using Xunit;

namespace PackMan.Tests.Cli;

public sealed class HelpTests
{
    private static readonly CommandTree Tree = new();

    public static TheoryData<string> Commands => [.. All(Tree.Root).Select(HelpText.PathOf)];

    [Theory]
    [MemberData(nameof(Commands))]
    public async Task Help_of(string command)
    {
        var spoken = await new Session().RunAsync($"{command} --help");

        spoken.ExitCode.ShouldBe(ExitCodes.Done);
        Golden.Verify(spoken.Output, $"HelpTests.{command.Replace(' ', '-')}");
    }

    [Theory]
    [MemberData(nameof(Commands))]
    public void Every_example_parses_and_every_command_has_one(string command)
    {
        var node = All(Tree.Root).Single(node => HelpText.PathOf(node) == command);

        node.Examples.ShouldNotBeEmpty();
        foreach (var example in node.Examples)
        {
            UsageErrors.Find(PackManApp.Parse(Tree, [.. Session.Words(example).Skip(1)])).ShouldBeNull(example);
        }
    }

    [Fact]
    public async Task Help_command_and_help_flag_say_the_same()
    {
        var session = new Session();

        (await session.RunAsync("packman help get values")).Output.ShouldBe((await session.RunAsync("packman get values -h")).Output);
    }

    private static IEnumerable<PackManCommand> All(PackManCommand command) =>
        command.Hidden ? [] : command.Subcommands.OfType<PackManCommand>().SelectMany(All).Prepend(command);
}
