using PackMan.Cli.Commands.Get;
using PackMan.Cli.Options;

namespace PackMan.Cli.Commands;

/// <summary>All commands of `packman`.</summary>
internal sealed class CommandTree
{
    public CommandTree()
    {
        foreach (var command in new PackManCommand[]
        {
            new CompletionCommand(),
            new GetCommand(),
            new HelpCommand(),
            new HistoryCommand(),
            new ListCommand(),
            new StatusCommand(),
            new VersionCommand(),
            new CompleteCommand(this),
        })
        {
            Root.Add(command);
        }

        Globals.AddTo(Root);
    }

    public PackManCommand Root { get; } = new CommandGroup("packman", "Package manager for Kubernetes")
    {
        Examples = ["packman list --all-namespaces", "packman help get values"],
    };

    public GlobalFlags Globals { get; } = new();
}
