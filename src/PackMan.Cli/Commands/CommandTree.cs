using PackMan.Cli.Commands.Cache;
using PackMan.Cli.Commands.Dependency;
using PackMan.Cli.Commands.Get;
using PackMan.Cli.Commands.Registry;
using PackMan.Cli.Commands.Repo;
using PackMan.Cli.Commands.Search;
using PackMan.Cli.Commands.Show;
using PackMan.Cli.Options;

namespace PackMan.Cli.Commands;

/// <summary>All commands of `packman`.</summary>
internal sealed class CommandTree
{
    public CommandTree()
    {
        foreach (var command in new PackManCommand[]
        {
            new BundleCommand(),
            new CacheCommand(),
            new CompletionCommand(),
            new CreateCommand(),
            new DependencyCommand(),
            new ExplainCommand(),
            new GenerateKeyCommand(),
            new GetCommand(),
            new HelpCommand(),
            new HistoryCommand(),
            new ImagesCommand(),
            new InstallCommand(),
            new LintCommand(),
            new ListCommand(),
            new PackageCommand(),
            new PullCommand(),
            new PushCommand(),
            new RegistryCommand(),
            new RepoCommand(),
            new RollbackCommand(),
            new SearchCommand(),
            new ShowCommand(),
            new SignCommand(),
            new StatusCommand(),
            new TemplateCommand(),
            new UninstallCommand(),
            new UpgradeCommand(),
            new ValuesCommand(),
            new VerifyCommand(),
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
        Examples = ["packman install web ./web", "packman upgrade web ./web --set replicas=3", "packman rollback web", "packman help install"],
    };

    public GlobalFlags Globals { get; } = new();
}
