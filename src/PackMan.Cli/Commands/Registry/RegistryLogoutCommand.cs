using System.CommandLine;
using PackMan.Distribution;
using PackMan.Distribution.Oci;

namespace PackMan.Cli.Commands.Registry;

/// <summary>`packman registry logout HOST`.</summary>
internal sealed class RegistryLogoutCommand : PackManCommand
{
    private readonly Argument<string> _host = new("HOST") { Description = "The registry, as it was named at the login" };

    public RegistryLogoutCommand()
        : base("logout", "Forget the name and password kept for a registry")
    {
        Details = "What Docker or Helm keep in their own files stays, and is told.";
        Examples = ["packman registry logout ghcr.io"];
        Add(_host);
    }

    public override async Task<int> RunAsync(CommandContext context, CancellationToken cancellationToken = default)
    {
        var host = RegistryLogin.ParseHost(context.Parsed.GetRequiredValue(_host));
        using var access = context.Reach(new ChartAccessOptions());
        var wasKnown = await access.Credentials.EraseAsync(host, cancellationToken);
        // Nothing to forget is what was wanted: scripts log out at their end whatever happened before.
        context.Output.Write(wasKnown ? $"Removing login credentials for {host}\n" : $"Not logged in to {host}\n");
        if (await access.Credentials.FindAsync(host, cancellationToken) is { } other)
        {
            context.Warn($"`{host}` will still be sent the credentials of {other.Source}: they are another program's");
        }

        return ExitCodes.Done;
    }
}
