namespace PackMan.Cli.Commands.Cache;

/// <summary>`packman cache …`: the folder of fetched charts.</summary>
internal sealed class CacheCommand : CommandGroup
{
    public CacheCommand()
        : base("cache", "Look into and clear the cache of fetched charts")
    {
        Examples = ["packman cache list", "packman cache prune --unused-for 168h"];
        Add(new CacheListCommand());
        Add(new CachePruneCommand());
    }
}
