using System.CommandLine;
using PackMan.Cli.Help;
using PackMan.Cli.Parsing;

namespace PackMan.Cli.Commands;

/// <summary>`packman help [COMMAND]`.</summary>
internal sealed class HelpCommand : PackManCommand
{
    private readonly Argument<string[]> _path = new("COMMAND") { Description = "Command to explain, such as `install` or `get values`", Arity = ArgumentArity.ZeroOrMore };

    public HelpCommand()
        : base("help", "Show what a command does")
    {
        Examples = ["packman help install", "packman help get values"];
        Add(_path);
    }

    public override string ArgumentsUsage => "[COMMAND]";

    public override Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        var command = (Command)Parents.First();
        foreach (var name in context.Parsed.GetValue(_path) ?? [])
        {
            command = command.Subcommands.FirstOrDefault(child => child.Name == name || child.Aliases.Contains(name)) ?? throw Unknown(command, name);
        }

        context.Output.Write(HelpText.Of((PackManCommand)command));
        return Task.FromResult(ExitCodes.Done);
    }

    private static UsageException Unknown(Command command, string name)
    {
        var closest = Suggestion.Closest(name, command.Subcommands.Where(child => !child.Hidden).Select(child => child.Name));
        return new UsageException($"Unknown command `{name}` of `{HelpText.PathOf(command)}`", closest is null ? null : $"Did you mean `{closest}`?");
    }
}
