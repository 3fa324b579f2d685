namespace PackMan.Cli.Commands.Search;

/// <summary>`packman search …`.</summary>
internal sealed class SearchCommand : CommandGroup
{
    public SearchCommand()
        : base("search", "Search for charts in repositories and registries")
    {
        Examples = ["packman search repo web", "packman search oci oci://registry.example.org/charts/web"];
        Add(new SearchHubCommand());
        Add(new SearchOciCommand());
        Add(new SearchRepoCommand());
    }
}
