using PackMan.Cli.Help;

namespace PackMan.Cli.Commands;

/// <summary>A command that only holds others; on its own it shows them.</summary>
internal class CommandGroup(string name, string description) : PackManCommand(name, description)
{
    public override Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        context.Output.Write(HelpText.Of(this));
        return Task.FromResult(ExitCodes.Done);
    }
}
