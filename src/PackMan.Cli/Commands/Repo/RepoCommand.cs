namespace PackMan.Cli.Commands.Repo;

/// <summary>`packman repo …`: HTTP repositories of charts.</summary>
internal sealed class RepoCommand : CommandGroup
{
    public RepoCommand()
        : base("repo", "Add, list, update, remove and index repositories of charts")
    {
        Details = "A repository is a folder of a web server with archives of charts and an `index.yaml` that lists them. Registries (`oci://`) need not be added.";
        Examples = ["packman repo add stable https://charts.example.org", "packman repo update"];
        Add(new RepoAddCommand());
        Add(new RepoIndexCommand());
        Add(new RepoListCommand());
        Add(new RepoRemoveCommand());
        Add(new RepoUpdateCommand());
    }
}
