namespace PackMan.Cli.Commands.Dependency;

/// <summary>`packman dependency …`: the charts that a chart depends on.</summary>
internal sealed class DependencyCommand : CommandGroup
{
    public DependencyCommand()
        : base("dependency", "Fetch and list the charts that a chart depends on")
    {
        Aliases.Add("dep");
        Aliases.Add("dependencies");
        Examples = ["packman dependency update ./shop", "packman dependency build ./shop", "packman dependency list ./shop"];
        Add(new DependencyBuildCommand());
        Add(new DependencyListCommand());
        Add(new DependencyUpdateCommand());
    }
}
