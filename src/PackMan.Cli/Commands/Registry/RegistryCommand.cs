namespace PackMan.Cli.Commands.Registry;

/// <summary>`packman registry …`: who we are to registries.</summary>
internal sealed class RegistryCommand : CommandGroup
{
    public RegistryCommand()
        : base("registry", "Log in to and out of OCI registries")
    {
        Examples = ["packman registry login ghcr.io --username ada --password-stdin", "packman registry logout ghcr.io"];
        Add(new RegistryLoginCommand());
        Add(new RegistryLogoutCommand());
    }
}
